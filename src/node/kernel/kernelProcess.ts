import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { writeConnectionFile } from "./connectionFile.js";
import type { Connection, ConnectionFile } from "./connectionFile.js";
import type { KernelExit } from "./kernel.js";
import type { KernelCommand } from "./kernelCommand.js";
import { killTree, signalProcess } from "./processTree.js";

/** How much of what the process itself writes is kept: enough for Node's last words. */
const keptOutput = 16_384;

/** Processes that must not outlive this one. */
const living = new Set<KernelProcess>();
let watchingExit = false;

/** How many kernels of this process run or start now. */
export const livingKernels = (): number => living.size;

/** The process of a kernel, its connection file and its end. */
export class KernelProcess {
  readonly exited: Promise<KernelExit>;
  #exit: KernelExit | undefined;
  #output = "";

  readonly #child: ChildProcess;
  readonly #file: ConnectionFile;

  /** Made by `start`. */
  constructor(child: ChildProcess, file: ConnectionFile) {
    this.#child = child;
    this.#file = file;

    living.add(this);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (text: string) => {
        this.#output = (this.#output + text).slice(-keptOutput);
      });
    }
    this.exited = new Promise((resolve) => {
      const end = (exit: KernelExit): void => {
        if (this.#exit !== undefined) return;
        this.#exit = exit;
        living.delete(this);
        this.#file.remove();
        // What the cells started goes with the kernel.
        if (this.#child.pid !== undefined) killTree(this.#child.pid, []);
        resolve(exit);
      };
      child.once("error", (error) => {
        this.#output += error.message;
        if (child.pid === undefined) end({ code: null, signal: null });
      });
      child.once("exit", (code, signal) => end({ code, signal }));
    });
  }

  static async start(
    command: KernelCommand,
    cwd: string,
    env: Readonly<Record<string, string>>,
  ): Promise<KernelProcess> {
    const file = await writeConnectionFile(command.name);
    try {
      const child = spawn(
        command.command,
        command.args.map((part) => part.replace("{connection_file}", file.path)),
        {
          cwd,
          env: { ...process.env, ...command.env, ...env },
          stdio: ["ignore", "pipe", "pipe"],
          // Its own group: Ctrl-C in a terminal reaches us alone, and we end the kernel with all it started.
          detached: process.platform !== "win32",
          windowsHide: true,
        },
      );
      if (!watchingExit) {
        watchingExit = true;
        process.on("exit", () => {
          for (const kernel of living) kernel.killNow();
        });
      }
      return new KernelProcess(child, file);
    } catch (error) {
      file.remove();
      throw error;
    }
  }

  get connection(): Connection {
    return this.#file.connection;
  }

  get id(): number {
    return this.#child.pid ?? -1;
  }

  get exit(): KernelExit | undefined {
    return this.#exit;
  }

  /** The end of what the process wrote to its own stdout and stderr. */
  get output(): string {
    return this.#output.trim();
  }

  /** Signals the whole group, as Ctrl-C in a terminal would. */
  signal(signal: NodeJS.Signals): void {
    if (this.#exit !== undefined || this.#child.pid === undefined) return;
    if (process.platform === "win32" || !signalProcess(-this.#child.pid, signal)) {
      this.#child.kill(signal);
    }
  }

  /** SIGKILL for the process and everything below it. */
  async kill(): Promise<void> {
    if (this.#exit === undefined && this.#child.pid !== undefined) killTree(this.#child.pid);
    await this.exited;
  }

  /** The same when there is no time to wait. */
  killNow(): void {
    if (this.#child.pid !== undefined) killTree(this.#child.pid);
    this.#file.remove();
  }
}
