import type { WorkerOutput } from "../messages.js";
import { inCellLines, isReadersFrame } from "./cellLines.js";
import { thrownText } from "./printer.js";
import { CellSyntaxError } from "./rewrite/stripTypes.js";

/** Characters of a message or a stack that are told. */
const longest = 100_000;

export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return "an error without words";
  }
}

type ErrorOutput = WorkerOutput & { kind: "error" };

/** What a cell threw, as an output: the line and the frames are those of the reader's cells. Never throws. */
export function errorOutput(error: unknown, cell: string): ErrorOutput {
  try {
    return readError(error, cell);
  } catch {
    // A getter or a proxy that throws itself.
    return { kind: "error", name: "Error", message: messageOf(error).slice(0, longest), stack: "" };
  }
}

function readError(error: unknown, cell: string): ErrorOutput {
  if (error instanceof CellSyntaxError)
    return {
      kind: "error",
      name: "SyntaxError",
      message: error.message,
      stack: "",
      ...(error.line === undefined ? {} : { line: error.line }),
    };
  if (!(error instanceof Error))
    return {
      kind: "error",
      // As the kernel names what is no error.
      name: "Thrown",
      message: thrownText(error).slice(0, longest),
      stack: "",
    };
  // Chromium "at f (cell-id:3:5)", Firefox "f@cell-id:3:5".
  const frames = String(error.stack ?? "")
    .slice(-longest)
    .split("\n")
    .filter(isReadersFrame)
    .map((line) => inCellLines(line.trim()));
  const frameOfCell = frames.find((line) => line.includes(`cell-${cell}:`));
  const line = /cell-[\w-]+:(\d+)/.exec(frameOfCell ?? "")?.[1];
  return {
    kind: "error",
    name: String(error.name).slice(0, 200),
    message: messageOf(error).slice(0, longest),
    stack: frames.join("\n"),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
