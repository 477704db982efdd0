import { format, inspect } from "node-inspect-extracted";
import { tableText } from "./consoleTable.js";
import { withoutWorkerFrames } from "./workerFrames.js";

/** Text as `console.log` prints it, and the value of a last expression as the kernel shows it. */
export type Stream = "stdout" | "stderr";

const depth = 6;
const longest = 10_000;

/** As on the kernel: a string as it is, else inspected six levels deep while that is no wall of text. */
export function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  const deep = inspect(value, { depth });
  return withoutWorkerFrames(deep.length <= longest ? deep : inspect(value, { depth: 2 }));
}

/** A promise as Node shows it: whether it is settled can only be asked, and is known a moment later. */
export async function promiseText(promise: Promise<unknown>): Promise<string> {
  const pending = {};
  const text = await Promise.race([promise, pending]).then(
    (value) => (value === pending ? "<pending>" : inspect(value, { depth: depth - 1 })),
    (reason: unknown) => `<rejected> ${inspect(reason, { depth: depth - 1 })}`,
  );
  const inside = withoutWorkerFrames(text);
  return inside.includes("\n") || inside.length > 60
    ? `Promise {\n  ${inside.replace(/\n/g, "\n  ")}\n}`
    : `Promise { ${inside} }`;
}

/** The console of a cell: what it prints goes to `write`, line by line. */
export function cellConsole(
  write: (stream: Stream, text: string) => void,
  now: () => number,
): Console {
  let indent = "";
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const print = (stream: Stream, values: readonly unknown[]): void => {
    const text = withoutWorkerFrames(format(...values));
    write(stream, `${indent === "" ? text : indent + text.replace(/\n/g, `\n${indent}`)}\n`);
  };
  const out = (...values: unknown[]): void => print("stdout", values);
  const err = (...values: unknown[]): void => print("stderr", values);
  const elapsed = (label: string): string | undefined => {
    const from = timers.get(label);
    return from === undefined ? undefined : `${label}: ${(now() - from).toFixed(3)}ms`;
  };
  const methods = {
    log: out,
    info: out,
    debug: out,
    error: err,
    warn: err,
    trace: (...values: unknown[]) => err(`Trace: ${format(...values)}`),
    assert: (holds: unknown, ...values: unknown[]) => {
      if (holds) return;
      const [first, ...rest] = values;
      // As Node: the first value becomes text.
      err(values.length === 0 ? "Assertion failed" : `Assertion failed: ${String(first)}`, ...rest);
    },
    dir: (value: unknown, options?: object) =>
      out(inspect(value, { customInspect: false, ...options })),
    dirxml: out,
    table: (rows: unknown, columns?: unknown) => out(tableText(rows, columns)),
    group: (...values: unknown[]) => {
      if (values.length > 0) out(...values);
      indent += "  ";
    },
    groupCollapsed: (...values: unknown[]) => methods.group(...values),
    groupEnd: () => (indent = indent.slice(2)),
    count: (label = "default") => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      out(`${label}: ${count}`);
    },
    countReset: (label = "default") => counts.delete(label),
    time: (label = "default") => timers.set(label, now()),
    timeLog: (label = "default", ...values: unknown[]) => {
      const text = elapsed(label);
      if (text !== undefined) out(text, ...values);
    },
    timeEnd: (label = "default") => {
      const text = elapsed(label);
      if (text !== undefined) out(text);
      timers.delete(label);
    },
    clear: () => undefined,
  };
  return methods as unknown as Console;
}
