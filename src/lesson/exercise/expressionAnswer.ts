import { compareExpressions } from "./compareExpressions.js";
import { currentRuntime } from "../runtime.js";
import type { ExpressionExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { formProblem } from "./forms.js";
import { isTimeLimit } from "./isTimeLimit.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

/** Terms are counted (see compareExpressions); this stops what no count foresaw. */
const LIMIT = 5000;

/**
 * Judges an expression as a function: equal at points of the declared domain, however it is written. Integrals and the
 * like get fewer points. What would take for ever is stopped.
 */
export function judgeExpression(exercise: ExpressionExercise, answer: unknown): Judgement {
  if (isMissing(answer)) {
    return unsolved("Not answered yet: write the expression as a text and run the cell.");
  }
  if (typeof answer !== "string") {
    return wrong(
      `An expression is asked for, as a text such as \`"${example(exercise)}"\`; ${describeAnswer(answer)} came.`,
    );
  }
  const { truth: reference, quantities, where, mistakes = [] } = exercise;
  try {
    const verdict = currentRuntime().call(
      () =>
        compareExpressions({
          answer,
          reference,
          quantities,
          ...(where === undefined ? {} : { where }),
          formProblem: (tree, parse) =>
            formProblem(exercise, {
              answer: tree,
              truth: parse(reference),
              ...(exercise.asked === undefined ? {} : { asked: parse(exercise.asked) }),
            }),
          mistakes: mistakes.map((mistake) => ({
            expression: mistake.answer,
            says: mistake.because,
          })),
        }),
      LIMIT,
    );
    switch (verdict.kind) {
      case "right":
        return right(`Right: equal at ${verdict.points} points of its domain.`);
      case "unreadable":
        return wrong(`This cannot be read:\n\n\`\`\`\n${verdict.message}\n\`\`\``);
      case "costly":
        return wrong(verdict.message);
      case "wrong":
        return wrong(verdict.diagnosis);
    }
  } catch (error) {
    if (!isTimeLimit(error)) throw error;
    return wrong(
      `The expression had no value after ${LIMIT / 1000} s and was stopped. Is it larger than it should be?`,
    );
  }
}

const example = ({ quantities }: ExpressionExercise): string =>
  Object.keys(quantities).slice(0, 2).join(" + ");
