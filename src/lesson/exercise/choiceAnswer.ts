import type { ChoiceExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

export const letterOf = (place: number): string => String.fromCharCode(97 + place);

/** Judges a letter (or the text of an option), with the reason that belongs to it. */
export function judgeChoice({ options }: ChoiceExercise, answer: unknown): Judgement {
  const texts = options.map((option) => option.text);
  if (isMissing(answer)) return unsolved(`Not answered yet: choose ${lettersOf(texts)}.`);
  const option = options[placeOf(texts, answer)];
  if (option === undefined) {
    return wrong(`Choose ${lettersOf(texts)}; ${describeAnswer(answer)} came.`);
  }
  return option.right === true ? right(`Right. ${option.because}`) : wrong(option.because);
}

/** The option that an answer names, by its letter or its text; −1 where there is none. */
export function placeOf(texts: readonly string[], answer: unknown): number {
  if (typeof answer !== "string" || answer.length > 1000) return -1;
  const plain = answer.trim().toLowerCase();
  const byLetter = texts.findIndex((_, i) => letterOf(i) === plain);
  return byLetter >= 0 ? byLetter : texts.findIndex((text) => text.trim().toLowerCase() === plain);
}

/** `"a", "b" or "c"`. */
export function lettersOf(texts: readonly string[]): string {
  const letters = texts.map((_, i) => `"${letterOf(i)}"`);
  return `${letters.slice(0, -1).join(", ")} or ${letters.at(-1)}`;
}
