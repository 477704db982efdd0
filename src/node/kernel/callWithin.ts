import { Script } from "node:vm";
import { TimeLimitError } from "../../lesson/runtime.js";
import { wholeMilliseconds } from "./waiting.js";

const bodyKey = Symbol.for("lossbook.call");
const trampoline = new Script(`globalThis[Symbol.for("lossbook.call")]()`, {
  filename: "lossbook-call",
});

/**
 * Calls `body` and stops it once it has had the processor for so many milliseconds, even in a loop without an end. Only
 * the synchronous part of an async function is limited. What stops a call counts by the clock: on a busy machine, where
 * the call was stopped before it had its time, it is called again from the start, with more of the clock.
 *
 * Errors  TimeLimitError when it takes longer; whatever the body throws.
 */
export function callWithin<Result>(body: () => Result, limitMilliseconds: number): Result {
  if (Number.isNaN(limitMilliseconds) || limitMilliseconds <= 0) {
    throw new RangeError(`a time limit must be positive milliseconds, got ${limitMilliseconds}`);
  }
  for (let clock = limitMilliseconds, tries = 1; ; tries++) {
    const used = cpuTime();
    const called = callByClock(body, clock);
    if ("result" in called) return called.result;
    const had = cpuTime() - used;
    // A timer may come a little early, and what is stopped is stopped a little late.
    if (had >= 0.9 * limitMilliseconds || tries === mostTries) break;
    clock = Math.min(
      2 * clock * (limitMilliseconds / Math.max(had, 1)),
      slowest * limitMilliseconds,
    );
  }
  throw new TimeLimitError(
    `the call took longer than its limit of ${limitMilliseconds} ms and was stopped`,
  );
}

const mostTries = 3;
/** So many times slower than alone a machine may be before a call is stopped that did not have its time. */
const slowest = 30;

/** Milliseconds of the processor that this process has had. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function callByClock<Result>(
  body: () => Result,
  milliseconds: number,
): { readonly result: Result } | { readonly stopped: true } {
  const timeout = wholeMilliseconds(milliseconds);
  const shared = globalThis as { [bodyKey]?: () => unknown };
  const outer = shared[bodyKey];
  shared[bodyKey] = body;
  try {
    return { result: trampoline.runInThisContext({ timeout, displayErrors: false }) as Result };
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      throw error;
    }
    return { stopped: true };
  } finally {
    shared[bodyKey] = outer;
  }
}
