import { Script } from "node:vm";
import { TimeLimitError } from "../../lesson/runtime.js";
import { wholeMilliseconds } from "./waiting.js";

const bodyKey = Symbol.for("lossbook.call");
const trampoline = new Script(`globalThis[Symbol.for("lossbook.call")]()`, {
  filename: "lossbook-call",
});

/**
 * Calls `body` and stops it after so many milliseconds, even in a loop without an end. Only the synchronous part
 * of an async function is limited.
 *
 * Errors  TimeLimitError when it takes longer; whatever the body throws.
 */
export function callWithin<Result>(body: () => Result, limitMilliseconds: number): Result {
  if (Number.isNaN(limitMilliseconds) || limitMilliseconds <= 0) {
    throw new RangeError(`a time limit must be positive milliseconds, got ${limitMilliseconds}`);
  }
  const timeout = wholeMilliseconds(limitMilliseconds);
  const shared = globalThis as { [bodyKey]?: () => unknown };
  const outer = shared[bodyKey];
  shared[bodyKey] = body;
  try {
    return trampoline.runInThisContext({ timeout, displayErrors: false }) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      throw error;
    }
    throw new TimeLimitError(
      `the call took longer than its limit of ${limitMilliseconds} ms and was stopped`,
    );
  } finally {
    shared[bodyKey] = outer;
  }
}
