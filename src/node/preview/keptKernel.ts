import type { ExecuteOptions, ExecuteResult, Kernel } from "../kernel/kernel.js";

/**
 * A kernel that outlives the run it is given to: `shutdown` leaves it alive, whoever made it ends it. One that has run
 * a notebook before answers for the first `known` cells at once, without running them again.
 */
export class KeptKernel implements Kernel {
  readonly #kernel: Kernel;
  #known: number;
  /** The first cell that runs again was compiled for a kernel on which the cells below it never ran. */
  #isRerun: boolean;

  constructor(kernel: Kernel, known = 0) {
    this.#kernel = kernel;
    this.#known = known;
    this.#isRerun = known > 0;
  }

  get info(): Kernel["info"] {
    return this.#kernel.info;
  }

  get processId(): number {
    return this.#kernel.processId;
  }

  get alive(): boolean {
    return this.#kernel.alive;
  }

  get exited(): Kernel["exited"] {
    return this.#kernel.exited;
  }

  execute(code: string, options: ExecuteOptions = {}): Promise<ExecuteResult> {
    if (this.#known > 0) {
      this.#known--;
      return Promise.resolve({ status: "ok", executionCount: null });
    }
    const { compiled } = options;
    if (!this.#isRerun || compiled === undefined) return this.#kernel.execute(code, options);
    this.#isRerun = false;
    return this.#kernel.execute(code, { ...options, compiled: { ...compiled, isRerun: true } });
  }

  request(type: string, content: Parameters<Kernel["request"]>[1]): ReturnType<Kernel["request"]> {
    return this.#kernel.request(type, content);
  }

  interrupt(): Promise<void> {
    return this.#kernel.interrupt();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}
