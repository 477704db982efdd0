import { inspect } from "node:util";
import type { CellTexts } from "./cellTexts.js";
import { plainFrames, plainMessage } from "./plainStacks.js";
import type { Diagnostic } from "./diagnostic.js";

/** The content of an `error` message. */
export interface CellError {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A cell that was stopped by an interrupt. */
export const interruptedError: CellError = {
  ename: "Interrupted",
  evalue: "the cell was interrupted; the variables of earlier cells are kept",
  traceback: ["Interrupted: the cell was interrupted; the variables of earlier cells are kept"],
};

/** Whether what a cell threw is tslab's or Node's word for an interrupt. */
export function isInterrupt(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    ((thrown as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" ||
      thrown.message === "Interrupted asynchronously")
  );
}

/** Characters of one error's message that are kept. */
const longestText = 100_000;

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}… (${text.length.toLocaleString("en")} characters in all)`;
}

/** What a cell threw, with the stack in the cells' own lines and nothing of the kernel's. */
export function cellError(thrown: unknown, cells: CellTexts): CellError {
  if (!isError(thrown)) {
    const text = inspect(thrown);
    return { ename: "Thrown", evalue: text, traceback: [`Thrown: ${text}`] };
  }
  const ename = String(thrown.name || "Error");
  const evalue = shortened(plainMessage(String(thrown.message ?? "")));
  return { ename, evalue, traceback: tracebackOf(thrown, cells, 0) };
}

function tracebackOf(error: Error, cells: CellTexts, depth: number): string[] {
  const message = shortened(plainMessage(String(error.message ?? "")));
  const head = message === "" ? error.name : `${error.name}: ${message}`;
  const lines = [head, ...frames(error, cells)];
  if (error.cause !== undefined && depth < 5) {
    const cause = isError(error.cause)
      ? tracebackOf(error.cause, cells, depth + 1)
      : [inspect(error.cause)];
    lines.push(`caused by ${cause[0]}`, ...cause.slice(1));
  }
  if (error instanceof AggregateError && depth < 5) {
    for (const inner of error.errors.slice(0, 5)) {
      const part = isError(inner) ? tracebackOf(inner, cells, depth + 1) : [inspect(inner)];
      lines.push(...part.map((line) => `  ${line}`));
    }
  }
  return lines;
}

function frames(error: Error, cells: CellTexts): string[] {
  // The frames stand at the end, after a message of any length.
  const stack = typeof error.stack === "string" ? error.stack.slice(-longestText) : "";
  const lines = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return plainFrames(lines, cells).slice(0, 20);
}

function isError(value: unknown): value is Error {
  // Errors of another realm (a vm context) are not `instanceof` ours.
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

/** Type and syntax errors as one error, each with the cell's line and a mark below the place. */
export function diagnosticsError(
  diagnostics: readonly Diagnostic[],
  source: string,
  cell: number,
): CellError {
  const lines = source.split(/\r\n|\n|\r/);
  const reported = diagnostics.slice(0, 20).flatMap((diagnostic) => {
    const { line, character } = diagnostic.start;
    const place = `${diagnostic.fileName ?? `cell ${cell}`}:${line + 1}:${character + 1}`;
    const head = `${place} - ${diagnostic.messageText}`;
    const text = diagnostic.fileName === undefined ? lines[line] : diagnostic.sourceLine;
    if (text === undefined || text.length > 300) return [head];
    const number = `${line + 1} | `;
    const end = diagnostic.end.line === line ? diagnostic.end.character : text.length;
    const mark = "~".repeat(Math.max(1, end - character));
    const indent = text.slice(0, character).replace(/[^\t]/g, " ");
    return [head, `  ${number}${text}`, `  ${" ".repeat(number.length)}${indent}${mark}`];
  });
  const first = diagnostics[0]!;
  return {
    ename: "TypeScriptError",
    evalue: `${first.fileName === undefined ? "" : `${first.fileName}:`}${first.start.line + 1}:${first.start.character + 1} - ${first.messageText}`,
    traceback: reported,
  };
}
