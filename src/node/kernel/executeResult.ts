import { textOf } from "../../text/textOf.js";
import type { ExecuteResult, ExecuteStatus, KernelExit } from "./kernel.js";
import type { JsonObject } from "./message.js";
import type { PendingRequest } from "./pendingRequest.js";

/** What an execute request came to, as its reply and its end say. */
export function resultOf(
  request: PendingRequest,
  outcome: "done" | "idle lost" | "timeout" | "interrupted",
  notice: string | undefined,
): ExecuteResult {
  const reply = request.reply ?? {};
  const replied: ExecuteStatus =
    reply.status === "ok"
      ? "ok"
      : reply.status === "abort" || reply.status === "aborted"
        ? "aborted"
        : "error";
  const status = outcome === "timeout" || outcome === "interrupted" ? outcome : replied;
  const count = reply.execution_count;
  return {
    status,
    executionCount: typeof count === "number" ? count : null,
    ...(Array.isArray(reply.lossbook_tables)
      ? { tablesRead: reply.lossbook_tables.map(textOf) }
      : {}),
    ...(replied === "error" && request.reply !== undefined
      ? { error: errorOf(reply, request.errors) }
      : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}

/** The result of a cell whose kernel ended, in words that say how. */
export function deadResult(ending: string): ExecuteResult {
  return { status: "dead", executionCount: null, notice: `the kernel ended (${ending})` };
}

/** The reply's error; a stock kernel says it only as text on stderr. */
function errorOf(reply: JsonObject, stderr: string): NonNullable<ExecuteResult["error"]> {
  if (typeof reply.ename === "string") {
    return {
      name: reply.ename,
      message: textOf(reply.evalue),
      traceback: Array.isArray(reply.traceback) ? reply.traceback.map(textOf) : [],
    };
  }
  const lines = stderr.trimEnd().split("\n");
  const named = /^(?:Uncaught )?((?:[A-Za-z_$][\w$]*)?(?:Error|Exception))(?: \[\w+\])?: (.*)$/;
  const typed = /^(?:.* )?\d+:\d+ - /;
  const found = lines.map((line) => named.exec(line)).findLast((match) => match !== null);
  if (found != null) return { name: found[1]!, message: found[2]!, traceback: lines };
  const diagnostic = lines.find((line) => typed.test(line));
  return {
    name: diagnostic === undefined ? "Error" : "TypeScriptError",
    message: diagnostic ?? (lines[0] || "the cell failed"),
    traceback: lines,
  };
}

/** How the process ended, with the line of its own output that says why. */
export function describeExit(exit: KernelExit, output: string): string {
  const how = exit.signal === null ? `exit code ${exit.code ?? "unknown"}` : exit.signal;
  // Node's own last words are followed by the frames of its stack, with the kernel's files.
  const lines = output
    .split("\n")
    .filter((line) => !/^\s*(?:\d+: |at |-+ ?(?:Native|JavaScript) stack)/.test(line));
  const why =
    lines.find((line) => /FATAL ERROR|EADDRINUSE|Address already in use/.test(line)) ??
    lines.find((line) => /Error\b/.test(line)) ??
    lines.at(-1) ??
    "";
  return why.trim() === "" ? how : `${how}: ${why.trim()}`;
}
