import { currentRuntime } from "../runtime.js";
import { agreeDeep, isList } from "./agree.js";
import type { FunctionExercise } from "./definition.js";
import { copyInputs } from "./copyInputs.js";
import { describeAnswer, describeInputs } from "./describeAnswer.js";
import { isTimeLimit } from "./isTimeLimit.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

const DEFAULT = { relative: 1e-9, absolute: 1e-9 };

type Call = (...inputs: unknown[]) => unknown;

/** Judges a function on hidden inputs and by its properties; each call runs within the Runtime's limit. */
export function judgeFunction(exercise: FunctionExercise, answer: unknown): Judgement {
  if (isMissing(answer)) return unsolved("Not answered yet: write the function and run the cell.");
  if (typeof answer !== "function") {
    return wrong(
      `A function is asked for, and ${describeAnswer(answer)} came. Hand over the function itself, without calling it.`,
    );
  }
  const { inputs, properties = [], mistakes = [], tolerance = DEFAULT, limit = 1000 } = exercise;
  const given = answer as Call;
  const outputs: unknown[] = [];
  for (const input of inputs) {
    const called = callWithin(given, input, limit);
    if ("problem" in called) return wrong(called.problem);
    outputs.push(called.output);
  }
  if (outputs.length > 0 && outputs.every((output) => output === undefined)) {
    return unsolved("The function returns nothing yet: write its body, with a `return`.");
  }
  const truths = inputs.map((input) => (exercise.truth as Call)(...copyInputs(input)));
  const failed = outputs.findIndex((output, i) => !agreeDeep(output, truths[i], tolerance));
  if (failed >= 0) {
    const known = mistakes.find((mistake) =>
      inputs.every((input, i) =>
        agreeDeep(outputs[i], (mistake.answer as Call)(...copyInputs(input)), tolerance),
      ),
    );
    if (known !== undefined) return wrong(known.because);
    return wrong(difference(inputs[failed] as readonly unknown[], outputs[failed], truths[failed]));
  }
  for (const property of properties) {
    const verdict = propertyWithin(property.holds, given, limit);
    if (verdict !== true) return wrong(`It should be true that ${property.says}. ${verdict}`);
  }
  const also = properties.map((property) => property.says);
  return right(
    `Right on all ${inputs.length} inputs${also.length > 0 ? `, and ${also.join(", and ")}` : ""}.`,
  );
}

function callWithin(
  given: Call,
  input: readonly unknown[],
  limit: number,
): { readonly output: unknown } | { readonly problem: string } {
  // The reader's function gets its own copy, so that it cannot spoil the next test.
  const mine = copyInputs(input);
  const at = `For the input ${describeInputs(input)}`;
  try {
    const output = currentRuntime().call(() => given(...mine), limit);
    if (output instanceof Promise) {
      // An async function that fails must not end the kernel.
      output.catch(() => undefined);
      return { problem: "The function gives a promise. It needs no `async`: return the value." };
    }
    if (!mine.every((value, i) => agreeDeep(value, input[i], {}) || Number.isNaN(value))) {
      return { problem: `${at} the function changes its argument. Work on a copy of it.` };
    }
    return { output };
  } catch (error) {
    return { problem: `${at} ${whyNot(error, limit)}` };
  }
}

function propertyWithin(
  holds: (answer: Call) => true | string,
  given: Call,
  limit: number,
): true | string {
  try {
    return currentRuntime().call(() => holds(given), limit);
  } catch (error) {
    return `While this was tested, ${whyNot(error, limit)}`;
  }
}

/** What stopped a call, as the end of a sentence. */
export function whyNot(error: unknown, limit: number): string {
  if (isTimeLimit(error)) {
    return `the function had not ended after ${limit / 1000} s and was stopped. Does its loop end?`;
  }
  const message = messageOf(error);
  return `the function throws${message === "" ? " an error" : `: ${message}`}`;
}

function messageOf(error: unknown): string {
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

function difference(input: readonly unknown[], output: unknown, truth: unknown): string {
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
  if (Number.isNaN(output)) {
    return `${at} the function gives NaN. Look for 0/0, ∞ − ∞, 0 · ln 0 or a variable that was never set.`;
  }
  const close =
    typeof truth === "number" && Math.abs(output - truth) <= 0.01 * Math.abs(truth)
      ? " It is close: is something lost in rounding?"
      : "";
  return `${at} the function gives ${describeAnswer(output)}, which is not right.${close}`;
}
