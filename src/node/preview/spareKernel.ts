import type { Kernel, KernelOptions } from "../kernel/kernel.js";
import { startKernel } from "../kernel/startKernel.js";

/** A kernel that was started before it is needed. Each is used for one run: what a run leaves behind is no other's. */
export class SpareKernel {
  #waiting:
    { readonly options: KernelOptions; readonly kernel: Promise<Kernel | undefined> } | undefined;
  #closed = false;

  /** A kernel for a run: the one that waits where it stands in the right folder, else a new one. */
  async take(options: KernelOptions): Promise<Kernel> {
    const waiting = this.#waiting;
    if (waiting !== undefined && isFor(waiting.options, options)) {
      this.#waiting = undefined;
      const kernel = await waiting.kernel;
      if (kernel?.alive === true) return kernel;
    }
    return startKernel(options);
  }

  /** Starts the next one, as the last run asked for it. */
  prepare({ signal: _, ...options }: KernelOptions): void {
    if (this.#closed || (this.#waiting !== undefined && isFor(this.#waiting.options, options)))
      return;
    void this.#end();
    // Where none can be started, the run that needs one says why.
    this.#waiting = { options, kernel: startKernel(options).catch(() => undefined) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    await (await waiting?.kernel)?.shutdown();
  }
}

const isFor = (one: KernelOptions, other: KernelOptions): boolean =>
  one.cwd === other.cwd &&
  one.kernel === other.kernel &&
  one.outputLimit === other.outputLimit &&
  one.compiledElsewhere === other.compiledElsewhere;
