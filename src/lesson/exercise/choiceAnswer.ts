import type { ChoiceExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";

/** How options may be called, the usual way first: a, b, c; 1, 2, 3; i, ii, iii. */
const SERIES: readonly ((place: number) => string)[] = [
  (place) => String.fromCharCode(97 + place),
  (place) => String(place + 1),
  (place) => "i".repeat(place + 1),
];

/**
 * What the options are called, in their order: letters, unless the text of an option is itself such a letter ("B", "A"
 * would be b and a); then numbers, or i, ii, iii.
 */
export function labelsOf(texts: readonly string[]): readonly string[] {
  const optionTexts = new Set(texts.map(plainOf));
  for (const series of SERIES) {
    const labels = texts.map((_, place) => series(place));
    if (!labels.some((label) => optionTexts.has(label))) return labels;
  }
  return texts.map((_, place) => `option ${place + 1}`);
}

/** Judges a letter (or the text of an option), with the reason that belongs to it. */
export function judgeChoice({ options }: ChoiceExercise, answer: unknown): Judgement {
  const texts = options.map((option) => option.text);
  if (isMissing(answer)) return unsolved(`Not answered yet: choose ${labelsInWords(texts)}.`);
  const option = options[placeOf(texts, answer)];
  if (option === undefined) {
    return wrong(`Choose ${labelsInWords(texts)}; ${describeAnswer(answer)} came.`);
  }
  return option.right === true ? right(`Right. ${option.because}`) : wrong(option.because);
}

/** The option that an answer names, by its label (`b`, `B`, `b)`, `(b)`) or its text; −1 where there is none. */
export function placeOf(texts: readonly string[], answer: unknown): number {
  // Where the labels are numbers, a number names an option.
  const given = typeof answer === "number" ? String(answer) : answer;
  if (typeof given !== "string" || given.length > 1000) return -1;
  const plain = plainOf(given);
  const byText = texts.findIndex((text) => plainOf(text) === plain);
  if (byText >= 0) return byText;
  const label = /^[("'[]*(.*?)[)"'\].:]*$/.exec(plain)?.[1]?.trim() ?? plain;
  return labelsOf(texts).indexOf(label);
}

const plainOf = (text: string): string => text.trim().toLowerCase();

/** `"a", "b" or "c"`. */
export function labelsInWords(texts: readonly string[]): string {
  const labels = labelsOf(texts).map((label) => `"${label}"`);
  return `${labels.slice(0, -1).join(", ")} or ${labels.at(-1)}`;
}
