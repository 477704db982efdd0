import { readSource } from "../../../lesson/derive/source.js";
import { ExpressionError } from "../../../lesson/expression/expressionError.js";
import { notebookRule } from "../rule.js";

/** A step of a derivation is tested by the machine; why it holds only its author can say. */
export const unreasonedSteps = notebookRule("unreasoned-step", "warning", function* ({ parts }) {
  for (const { cell, id, text, textLine } of parts.derivations) {
    if (text === undefined) continue;
    for (const { number, reason, untested, text: step } of stepsOf(text)) {
      if (reason.trim() !== "" || untested !== undefined) continue;
      yield {
        cell,
        line: textLine + number - 1,
        found: `a step of "${id ?? "the derivation"}" gives no reason: ${step.trim().slice(0, 60)}`,
        remedy: "write it behind a semicolon: ; the chain rule",
      };
    }
  }
});

/** None of a derivation that cannot be read: its run says why. */
function stepsOf(text: string): ReturnType<typeof readSource>["steps"] {
  try {
    return readSource(text).steps;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [];
  }
}
