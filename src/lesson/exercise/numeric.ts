import { agree } from "./agree.js";
import type { NumericExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

const DEFAULT = { relative: 1e-3 };

/** Factors that are worth a word when nobody listed them. */
const FACTORS = [2, 3, 4, 5, 10, 100, 1000];

/** Judges a number; diagnoses listed mistakes first, then signs, units and round factors. */
export function judgeNumeric(exercise: NumericExercise, answer: unknown): Judgement {
  if (isMissing(answer)) return unsolved("Not answered yet: put your number in and run the cell.");
  const value = numberOf(answer);
  if (typeof value !== "number") return value;
  const { truth, tolerance = DEFAULT, mistakes = [] } = exercise;
  if (agree(value, truth, tolerance)) return right(`Right: ${describeAnswer(value)}.`);

  for (const mistake of mistakes) {
    if ("times" in mistake) {
      if (agree(value, truth * mistake.times, tolerance)) {
        return wrong(`${timesOff(mistake.times)}: ${mistake.because}`);
      }
    } else if (agree(value, mistake.answer, tolerance)) return wrong(mistake.because);
  }
  return wrong(diagnosis(value, exercise));
}

function numberOf(answer: unknown): number | Judgement {
  if (typeof answer === "number") {
    return Number.isNaN(answer)
      ? wrong(
          "The answer is NaN. Look for 0/0, ∞ − ∞, the logarithm of a negative number, or a variable that was never set.",
        )
      : answer;
  }
  if (typeof answer === "string" && answer.length <= 40 && answer.trim() !== "") {
    const value = Number(answer);
    if (!Number.isNaN(value)) return value;
  }
  if (typeof answer === "function") {
    return wrong("A number is asked for, and a function came. Call it, and hand over its result.");
  }
  return wrong(`A single number is asked for, and ${describeAnswer(answer)} came.`);
}

function diagnosis(value: number, { truth, tolerance = DEFAULT, unit }: NumericExercise): string {
  const shown = describeAnswer(value);
  if (!Number.isFinite(value)) {
    return `The answer is ${shown}, but the true value is finite. Look for a division by 0 or the logarithm of 0.`;
  }
  if (!Number.isFinite(truth)) return `The answer is ${shown}, but the true value is not finite.`;
  if (truth !== 0) {
    if (agree(value, -truth, tolerance)) {
      return "The size is right, the sign is turned round. Is there a minus in the definition?";
    }
    if (unit === "nats" && agree(value, truth / Math.LN2, tolerance)) {
      return "That is the right amount in bits; nats are asked for. Use the natural logarithm.";
    }
    if (unit === "bits" && agree(value, truth * Math.LN2, tolerance)) {
      return "That is the right amount in nats; bits are asked for. Use the logarithm to base 2.";
    }
    const factor = [...FACTORS, ...FACTORS.map((f) => 1 / f)].find((f) =>
      agree(value, truth * f, tolerance),
    );
    if (factor !== undefined) return `${timesOff(factor)}. Is a factor lost or counted twice?`;
    if (agree(value, truth, { relative: 0.02 })) {
      return `${shown} is close, but not within the tolerance. Keep more digits on the way.`;
    }
  }
  return `${shown} is not right: it is too ${value > truth ? "large" : "small"}.`;
}

/** `"2.0 times too large"`. */
function timesOff(factor: number): string {
  const size = Math.abs(factor);
  const word = size > 1 ? "large" : "small";
  const times = size > 1 ? size : 1 / size;
  const text = times >= 10 ? String(Number(times.toPrecision(3))) : times.toFixed(1);
  return `${text} times too ${word}${factor < 0 ? ", and the sign is turned round" : ""}`;
}
