import { createContext, runInContext } from "node:vm";
import { TimeLimitError, type Runtime } from "../../src/lesson/runtime.js";
import type { MimeBundle } from "../../src/outputs/mimeBundle.js";

/** A Runtime that keeps what is displayed, and whose limit stops an endless loop. */
export function testRuntime(parts: Partial<Runtime> = {}): Runtime & { shown: MimeBundle[] } {
  const shown: MimeBundle[] = [];
  return {
    shown,
    display: (bundle) => void shown.push(bundle),
    readTable: () => Promise.reject(new Error("no tables here")),
    call: callWithin,
    ...parts,
  };
}

function callWithin<Result>(body: () => Result, limitMilliseconds: number): Result {
  try {
    return runInContext("body()", createContext({ body }), {
      timeout: limitMilliseconds,
    }) as Result;
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") {
      throw new TimeLimitError(`took longer than ${limitMilliseconds} ms`);
    }
    throw error;
  }
}
