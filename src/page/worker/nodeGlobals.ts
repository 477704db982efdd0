import type { Stream } from "./printer.js";

/** What of Node's `process` a page has. */
export const processNames: ReadonlySet<string> = new Set([
  "stdout",
  "stderr",
  "env",
  "argv",
  "nextTick",
  "hrtime",
  "uptime",
]);

/** The few of Node's globals that mean something in a page: where text goes, and turns of the event loop. */
export function nodeGlobals(
  write: (stream: Stream, text: string) => void,
  now: () => number,
): Readonly<Record<string, unknown>> {
  // As on the kernel, it is no terminal: it has neither a width nor colours of its own.
  const stream = (name: Stream) => ({
    write(text: unknown) {
      write(name, text instanceof Uint8Array ? new TextDecoder().decode(text) : String(text));
      return true;
    },
  });
  const hrtime = (before?: readonly [number, number]): [number, number] => {
    const milliseconds = now() - (before ? before[0] * 1000 + before[1] / 1e6 : 0);
    const seconds = Math.floor(milliseconds / 1000);
    return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
  };
  hrtime.bigint = () => BigInt(Math.round(now() * 1e6));
  const { setTimeout, clearTimeout, queueMicrotask } = globalThis;
  return {
    global: globalThis,
    process: {
      stdout: stream("stdout"),
      stderr: stream("stderr"),
      env: {},
      argv: [],
      nextTick: (body: (...values: unknown[]) => void, ...values: unknown[]) =>
        queueMicrotask(() => body(...values)),
      hrtime,
      uptime: () => now() / 1000,
    },
    setImmediate: (body: (...values: unknown[]) => void, ...values: unknown[]) =>
      setTimeout(body, 0, ...values),
    clearImmediate: (timer: number) => clearTimeout(timer),
  };
}
