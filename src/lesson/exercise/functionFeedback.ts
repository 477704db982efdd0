import { describeAnswer, describeInputs } from "./describeAnswer.js";
import { isTimeLimit } from "./isTimeLimit.js";
import { isList, size } from "./primitives.js";

/** What stopped a call, as the end of a sentence. */
export function whyNot(error: unknown, limit: number): string {
  if (isTimeLimit(error)) {
    return `the function had not ended after ${limit / 1000} s and was stopped. Does its loop end?`;
  }
  const message = messageOf(error);
  return `the function throws${message === "" ? " an error" : `: ${message}`}`;
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  try {
    const text =
      typeof error === "object" && error !== null && "message" in error
        ? String(error.message)
        : String(error);
    return text.length > 200 ? `${text.slice(0, 200)}…` : text;
  } catch {
    return "something that cannot be printed";
  }
}

/** What is wrong with the value that came for an input, without the right one. */
export function difference(input: readonly unknown[], truth: unknown, output: unknown): string {
  const at = `For the input ${describeInputs(input)}`;
  if (isList(truth)) {
    if (!isList(output)) return `${at} a list is expected, and ${describeAnswer(output)} came.`;
    if (output.length !== truth.length) {
      return `${at} a list of ${truth.length} is expected, and a list of ${output.length} came.`;
    }
    return `${at} the list ${describeInputs([output]).slice(1, -1)} is not right.`;
  }
  if (typeof output !== "number") {
    return `${at} a ${typeof truth} is expected, and ${describeAnswer(output)} came.`;
  }
  if (output !== output) {
    return `${at} the function gives NaN. Look for 0/0, ∞ − ∞, 0 · ln 0 or a variable that was never set.`;
  }
  const close =
    typeof truth === "number" && size(output - truth) <= 0.01 * size(truth)
      ? " It is close: is something lost in rounding, or left out on purpose?"
      : "";
  return `${at} the function gives ${describeAnswer(output)}, which is not right.${close}`;
}
