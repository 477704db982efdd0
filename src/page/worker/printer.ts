import { format, inspect } from "node-inspect-extracted";
import { tableText } from "./consoleTable.js";
import { isReadersFrame } from "./cellLines.js";
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

/** What a cell threw that is no error, as the kernel prints it. */
export const thrownText = (value: unknown): string =>
  withoutWorkerFrames(inspect(value, { depth }));

/** A set whose text has the shape and the length of a promise's: `Held(1) {` and `Promise {`. */
class Held extends Set<unknown> {}
Object.defineProperty(Held, "name", { value: "Held" });
Object.defineProperty(Held.prototype, Symbol.toStringTag, { value: "Held" });

/** A promise as Node shows it: whether it is settled can only be asked, and is known a moment later. */
export async function promiseText(promise: Promise<unknown>): Promise<string> {
  const pending = {};
  return withoutWorkerFrames(
    await Promise.race([promise, pending]).then(
      (value) =>
        value === pending
          ? "Promise { <pending> }"
          : inspect(new Held([value]), { depth }).replace(/^Held\(1\)/, "Promise"),
      (reason: unknown) => rejectedText(inspect(reason, { depth: depth - 1 })),
    ),
  );
}

function rejectedText(reason: string): string {
  const text = `<rejected> ${withoutWorkerFrames(reason)}`;
  return text.includes("\n") || text.length > 60
    ? `Promise {\n  ${text.replace(/\n/g, "\n  ")}\n}`
    : `Promise { ${text} }`;
}

/** The console of a cell: what it prints goes to `write`, line by line. */
export function cellConsole(
  write: (stream: Stream, text: string) => void,
  now: () => number,
  /** Does our own work with the built-ins as they were; see lesson/builtIns.ts. */
  ours: <Result>(work: () => Result) => Result = (work) => work(),
): Console {
  let indent = "";
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const formatted = (values: readonly unknown[]): string => {
    try {
      return withoutWorkerFrames(format(...values));
    } catch {
      // A cell may have replaced what this is written with. To look each time would cost a loop that prints too much.
      return ours(() => withoutWorkerFrames(format(...values)));
    }
  };
  const print = (stream: Stream, values: readonly unknown[]): void => {
    const text = formatted(values);
    write(stream, `${indent === "" ? text : indent + text.replace(/\n/g, `\n${indent}`)}\n`);
  };
  const out = (...values: unknown[]): void => print("stdout", values);
  const err = (...values: unknown[]): void => print("stderr", values);
  const warn = (text: string): void => write("stderr", `Warning: ${text}\n`);
  const elapsed = (label: string, method: string): string | undefined => {
    const from = timers.get(label);
    if (from === undefined) warn(`No such label '${label}' for console.${method}()`);
    return from === undefined ? undefined : `${label}: ${(now() - from).toFixed(3)}ms`;
  };
  const methods = {
    log: out,
    info: out,
    debug: out,
    error: err,
    warn: err,
    trace: (...values: unknown[]) => err(traceText(format(...values))),
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
    countReset: (label = "default") => {
      if (!counts.delete(label)) warn(`Count for '${label}' does not exist`);
    },
    time: (label = "default") => {
      if (timers.has(label)) warn(`Label '${label}' already exists for console.time()`);
      else timers.set(label, now());
    },
    timeLog: (label = "default", ...values: unknown[]) => {
      const text = elapsed(label, "timeLog");
      if (text !== undefined) out(text, ...values);
    },
    timeEnd: (label = "default") => {
      const text = elapsed(label, "timeEnd");
      if (text !== undefined) out(text);
      timers.delete(label);
    },
    clear: () => undefined,
  };
  return methods as unknown as Console;
}

/** Where in the cells the trace was asked for; Chromium writes a name and a message above its frames, Firefox does not. */
function traceText(message: string): string {
  const title = `Trace${message === "" ? "" : `: ${message}`}`;
  const frames = String(new Error().stack).split("\n").filter(isReadersFrame);
  return [title, ...frames.map((line) => `    ${line.trim()}`)].join("\n");
}
