import { agree } from "./agree.js";
import { labelsInWords, labelsOf, placeOf } from "./choiceAnswer.js";
import type { PredictionExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { readNumber } from "./readNumber.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

/**
 * Compares a prediction with what happens. The outcome is computed only after the reader has committed to an answer,
 * and a prediction that fails earns its points too: it was made.
 */
export function judgePrediction(
  exercise: PredictionExercise,
  answer: unknown,
): Judgement & { readonly answered: boolean } {
  const { options } = exercise;
  if (isMissing(answer)) {
    const how = options === undefined ? "put in a number" : `choose ${labelsInWords(options)}`;
    return {
      ...unsolved(`Predict first: ${how}, then run the cell to see what happens.`),
      answered: false,
    };
  }
  return options === undefined
    ? predictNumber(exercise, answer)
    : predictOption(exercise, options, answer);
}

function predictNumber(
  exercise: PredictionExercise,
  answer: unknown,
): Judgement & { readonly answered: boolean } {
  const read = readNumber(answer);
  if (!("value" in read)) {
    return { ...wrong(`Predict a number; ${describeAnswer(answer)} came.`), answered: false };
  }
  const predicted = read.unit === "%" ? read.value / 100 : read.value;
  const outcome = Number(outcomeOf(exercise));
  const summary = `You predicted ${describeAnswer(predicted)}; it is ${describeAnswer(outcome)}.`;
  if (agree(predicted, outcome, exercise.tolerance ?? { relative: 0.1 })) {
    return { ...right(`${summary} Well foreseen.`), answered: true };
  }
  const known = exercise.mistakes?.find((mistake) => mistake.answer === predicted);
  return { ...wrong(`${summary} ${known?.because ?? "What did you leave out?"}`), answered: true };
}

function predictOption(
  exercise: PredictionExercise,
  options: readonly string[],
  answer: unknown,
): Judgement & { readonly answered: boolean } {
  const chosen = placeOf(options, answer);
  if (chosen < 0) {
    return {
      ...wrong(`Choose ${labelsInWords(options)}; ${describeAnswer(answer)} came.`),
      answered: false,
    };
  }
  const happened = placeOf(options, outcomeOf(exercise));
  const summary = `You predicted ${labelsOf(options)[chosen]}; it is ${labelsOf(options)[happened]}: ${options[happened] ?? "none of these"}.`;
  if (chosen === happened) return { ...right(`${summary} Well foreseen.`), answered: true };
  const known = exercise.mistakes?.find((mistake) => placeOf(options, mistake.answer) === chosen);
  return { ...wrong(`${summary} ${known?.because ?? "What did you leave out?"}`), answered: true };
}

function outcomeOf({ outcome }: PredictionExercise): number | string {
  return typeof outcome === "function" ? outcome() : outcome;
}
