import { stripVTControlCharacters } from "node:util";
import { joinText } from "../../nbformat/multilineText.js";
import type { CodeCell } from "../../nbformat/notebook.js";
import { textOf } from "../../text/textOf.js";
import type { ExecuteResult, IopubMessage, Kernel } from "../kernel/kernel.js";
import type { CellOutputs } from "./cellOutputs.js";
import { errorPlace } from "./errorPlace.js";
import type { CellPlace, Failure } from "./notebookRun.js";

type CellError = NonNullable<ExecuteResult["error"]>;

/** What a failed cell says in one line, with the line of its source where the error names it. */
export function cellFailure(
  cell: CodeCell,
  place: CellPlace,
  error: CellError | undefined,
  outputs: CellOutputs,
): Failure {
  const { line, message } =
    error === undefined
      ? placeInStderr(outputs)
      : errorPlace(error.name, error.message, error.traceback, cell.execution_count);
  const source =
    line === undefined ? undefined : joinText(cell.source).split("\n")[line - 1]?.trim();
  return {
    message,
    ...place,
    ...(line === undefined || source === undefined ? {} : { line, source }),
  };
}

/** The error in an `error` message. */
export function errorOf({ ename, evalue, traceback }: IopubMessage["content"]): CellError {
  return {
    name: textOf(ename),
    message: textOf(evalue),
    traceback: Array.isArray(traceback) ? traceback.map(textOf) : [],
  };
}

/** Stock tslab says what failed on stderr alone. */
function placeInStderr(outputs: CellOutputs): ReturnType<typeof errorPlace> {
  const text = stripVTControlCharacters(outputs.lastErrorText());
  return errorPlace("Error", text, [text]);
}

/** How the kernel ended, in one line. V8 aborts (SIGABRT, 134) when its heap is exhausted. */
export async function kernelDeath(kernel: Kernel, notice: string | undefined): Promise<string> {
  const { code, signal } = await kernel.exited;
  const how = notice ?? `the kernel ended (${signal ?? `exit code ${code ?? "unknown"}`})`;
  const memory = signal === "SIGABRT" || code === 134 || how.includes("heap");
  return memory ? `${how}; its memory is exhausted, --memory raises the limit` : how;
}
