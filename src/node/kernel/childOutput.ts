import childProcess, { ChildProcess } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { delay } from "./waiting.js";

type Stdio = readonly unknown[];
type Options = Record<string, unknown> & { stdio?: unknown };

const streams = ["stdout", "stderr"] as const;

/** Milliseconds that what a child wrote before its end may take to arrive. */
const longestDrain = 200;

/** The three standard streams of a child, spelled out. */
function stdioOf(stdio: unknown): Stdio {
  if (Array.isArray(stdio)) return stdio as Stdio;
  return [stdio ?? "pipe", stdio ?? "pipe", stdio ?? "pipe"];
}

/** Whether a child's stream `index` would be this process's own. */
function isInherited(stdio: Stdio, index: 1 | 2): boolean {
  const given = stdio[index];
  return given === "inherit" || given === index || given === process[streams[index - 1]!];
}

/** The same with pipes for the streams that would be this process's own; undefined where none would. */
function withPipes(stdio: Stdio): unknown[] | undefined {
  if (!isInherited(stdio, 1) && !isInherited(stdio, 2)) return undefined;
  return stdio.map((given, index) =>
    (index === 1 || index === 2) && isInherited(stdio, index) ? "pipe" : given,
  );
}

/**
 * What a child of a cell writes to an inherited stdout or stderr goes through this process's own, and so to the cell;
 * the kernel's file descriptors themselves lead to nobody who reads. To the cell's code nothing looks otherwise.
 */
export function takeChildrensOutput(): void {
  takeWhileItRuns();
  takeWhenItEnded();
  syncBuiltinESMExports();
}

/** spawn, exec, execFile and fork all come here. */
function takeWhileItRuns(): void {
  const prototype = ChildProcess.prototype as unknown as {
    spawn(this: ChildProcess, options: Options): unknown;
  };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const stdio = stdioOf(options.stdio);
    const piped = withPipes(stdio);
    if (piped === undefined) return spawn.call(this, options);
    const result = spawn.call(this, { ...options, stdio: piped });
    const ends: Promise<unknown>[] = [];
    for (const index of [1, 2] as const) {
      if (!isInherited(stdio, index)) continue;
      const name = streams[index - 1]!;
      const stream = this[name];
      stream?.on("data", (chunk: Buffer) => process[name].write(chunk));
      if (stream != null) ends.push(new Promise((resolve) => stream.once("end", resolve)));
      // An inherited stream is none of the child's own.
      Object.assign(this, { [name]: null });
      Object.assign(this.stdio, { [index]: null });
    }
    exitAfter(this, Promise.all(ends));
    return result;
  };
}

/** An inherited stream is written before its child exits; the pipe in its place is still to be read then. */
function exitAfter(child: ChildProcess, ends: Promise<unknown>): void {
  const emit = child.emit.bind(child) as (...all: unknown[]) => boolean;
  child.emit = ((event: string, ...values: unknown[]) => {
    if (event !== "exit") return emit(event, ...values);
    // A grandchild may keep the pipe open for as long as it lives.
    void Promise.race([ends, delay(longestDrain)]).then(() => emit(event, ...values));
    return true;
  }) as typeof child.emit;
}

function takeWhenItEnded(): void {
  const { spawnSync, execFileSync, execSync } = childProcess;
  type Ended = {
    stdout: Buffer | string | null;
    stderr: Buffer | string | null;
    output: unknown[];
  };
  const writeOf = (stdio: Stdio, ended: Ended): void => {
    for (const index of [1, 2] as const) {
      if (!isInherited(stdio, index)) continue;
      const name = streams[index - 1]!;
      const written = ended[name];
      if (written !== null && written !== undefined) process[name].write(written);
      ended[name] = null;
      if (Array.isArray(ended.output)) ended.output[index] = null;
    }
  };
  const splitArguments = (args: unknown[]): { before: unknown[]; options: Options } => {
    const last = args.at(-1);
    const hasOptions = typeof last === "object" && last !== null && !Array.isArray(last);
    return hasOptions
      ? { before: args.slice(0, -1), options: last as Options }
      : { before: args, options: {} };
  };
  const unlimited = { maxBuffer: Infinity };

  childProcess.spawnSync = ((...args: unknown[]) => {
    const { before, options } = splitArguments(args);
    const stdio = stdioOf(options.stdio);
    const piped = withPipes(stdio);
    const call = spawnSync as unknown as (...all: unknown[]) => Ended;
    if (piped === undefined) return call(...args);
    const ended = call(...before, { ...unlimited, ...options, stdio: piped });
    writeOf(stdio, ended);
    return ended;
  }) as typeof spawnSync;

  /** They give stdout back, or throw an error that holds both. */
  const returningStdout = <Call>(original: Call): Call =>
    ((...args: unknown[]) => {
      const { before, options } = splitArguments(args);
      const stdio = stdioOf(options.stdio);
      const piped = options.stdio === undefined ? undefined : withPipes(stdio);
      const call = original as (...all: unknown[]) => Buffer | string;
      if (piped === undefined) return call(...args);
      // Without stdio, Node itself writes stderr to this process's own.
      const given = { ...options, stdio: isInherited(stdio, 2) ? undefined : piped };
      try {
        const stdout = call(...before, { ...unlimited, ...given });
        if (!isInherited(stdio, 1)) return stdout;
        process.stdout.write(stdout);
        return null;
      } catch (error) {
        const ended = error as Ended;
        if (isInherited(stdio, 1)) writeOf([null, "inherit", null], ended);
        throw error;
      }
    }) as Call;
  childProcess.execFileSync = returningStdout(execFileSync);
  childProcess.execSync = returningStdout(execSync);
}
