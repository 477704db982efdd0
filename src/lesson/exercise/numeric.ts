import type { NumericExercise } from "./definition.js";
import { describeAnswer } from "./describeAnswer.js";
import { isMissing, right, unsolved, wrong, type Judgement } from "./judgement.js";
import { isPrecise, precisionInWords, precisionOf, type Precision } from "./precision.js";
import { readNumber, type ReadNumber } from "./readNumber.js";

/** Factors that are worth a word when nobody listed them. */
const FACTORS = [2, 3, 4, 5, 10, 100, 1000];

/** What is asked for: the unit and how many digits. */
export function numericAsks(exercise: NumericExercise): string {
  const { unit } = exercise;
  return `${unit === undefined ? "" : `In ${unit}. `}${precisionInWords(precisionOf(exercise))}`;
}

/** Judges a number; diagnoses listed mistakes first, then signs, units and round factors. */
export function judgeNumeric(exercise: NumericExercise, answer: unknown): Judgement {
  if (isMissing(answer)) return unsolved("Not answered yet: put your number in and run the cell.");
  const read = readNumber(answer);
  if (!("value" in read)) return read;
  const converted = inUnit(read, exercise);
  if (typeof converted === "string") return wrong(converted);
  const { truth, mistakes = [] } = exercise;
  const precision = precisionOf(exercise);
  const value = converted.find((reading) => isPrecise(reading, truth, precision)) ?? converted[0]!;
  if (isPrecise(value, truth, precision)) return right(`Right: ${describeAnswer(value)}.`);

  for (const mistake of mistakes) {
    if ("times" in mistake) {
      if (isPrecise(value, truth * mistake.times, precision)) {
        return wrong(`${timesOff(mistake.times)}: ${mistake.because}`);
      }
    } else if (isPrecise(value, mistake.answer, precision)) return wrong(mistake.because);
  }
  return wrong(diagnosis(value, exercise, precision));
}

/** The readings of an answer in the exercise's unit, or what is wrong with the unit. */
function inUnit(
  { value, otherwise, unit }: ReadNumber,
  { unit: wanted }: NumericExercise,
): readonly number[] | string {
  const readings = otherwise === undefined ? [value] : [value, otherwise];
  if (unit === undefined) return readings;
  const given = nameOf(unit);
  const asked = wanted === undefined ? undefined : nameOf(wanted);
  if (given === asked) return readings;
  const factor = asked === undefined ? SHARES.get(given) : factorBetween(given, asked);
  if (factor !== undefined) return readings.map((reading) => reading * factor);
  const shown = unit.replace(/[`\s]+/g, " ");
  return asked === undefined
    ? `The number came with the unit \`${shown}\`; this answer has none: write the number alone.`
    : `The number came in \`${shown}\`, and it is asked for in ${wanted}.`;
}

/** One name for every spelling of a unit. */
function nameOf(unit: string): string {
  const plain = unit.trim().toLowerCase().replace(/\.$/, "");
  if (/^(%|per ?cent|percent)$/.test(plain)) return "%";
  if (/^(nats?|nit)$/.test(plain)) return "nats";
  if (/^(bits?|sh|shannons?)$/.test(plain)) return "bits";
  return plain;
}

/** What a share's unit is worth where a plain number is asked for. */
const SHARES: ReadonlyMap<string, number> = new Map([["%", 0.01]]);

function factorBetween(given: string, asked: string): number | undefined {
  if (given === "bits" && asked === "nats") return Math.LN2;
  if (given === "nats" && asked === "bits") return 1 / Math.LN2;
  return undefined;
}

function diagnosis(value: number, { truth, unit }: NumericExercise, precision: Precision): string {
  const shown = describeAnswer(value);
  const near = (target: number): boolean => isPrecise(value, target, precision);
  if (!Number.isFinite(value)) {
    return `The answer is ${shown}, but the true value is finite. Look for a division by 0 or the logarithm of 0.`;
  }
  if (!Number.isFinite(truth)) return `The answer is ${shown}, but the true value is not finite.`;
  if (truth !== 0) {
    if (near(-truth)) {
      return "The size is right, the sign is turned round. Is there a minus in the definition?";
    }
    if (unit === "nats" && near(truth / Math.LN2)) {
      return "That is the right amount in bits; nats are asked for. Use the natural logarithm.";
    }
    if (unit === "bits" && near(truth * Math.LN2)) {
      return "That is the right amount in nats; bits are asked for. Use the logarithm to base 2.";
    }
    if (nameOf(unit ?? "") === "%" && near(truth / 100)) {
      return `That is the right share; per cent are asked for: ${describeAnswer(100 * value)}.`;
    }
    // As a share it would have been right, so it was not computed wrongly but written in per cent.
    if (unit === undefined && truth > 0 && truth <= 1 && near(100 * truth)) {
      return "That is right in per cent; a share between 0 and 1 is asked for. Divide by 100, or write the % sign in quotes.";
    }
    const factor = [...FACTORS, ...FACTORS.map((f) => 1 / f)].find((f) => near(truth * f));
    if (factor !== undefined) return `${timesOff(factor)}. Is a factor lost or counted twice?`;
    const { digits = 0 } = precision;
    for (let n = digits - 1; n > 0; n--) {
      if (value === Number(truth.toPrecision(n))) {
        return `${shown} is right to ${n} digit${n === 1 ? "" : "s"}, and ${digits} are asked for.`;
      }
    }
    if (Math.abs(value - truth) <= 0.02 * Math.abs(truth)) {
      return `${shown} is close, but not within the tolerance. ${precisionInWords(precision)} Keep more on the way, and round at the end.`;
    }
  }
  return `${shown} is not right: it is too ${value > truth ? "large" : "small"}.`;
}

/** `"2 times too large"`; near 1, where that would say nothing, by how many per cent. */
export function timesOff(factor: number): string {
  const size = Math.abs(factor);
  const word = size > 1 ? "large" : "small";
  const times = size > 1 ? size : 1 / size;
  const sign = factor < 0 ? ", and the sign is turned round" : "";
  if (times < 1.1) {
    return `${Number((100 * Math.abs(size - 1)).toPrecision(2))} % too ${word}${sign}`;
  }
  return `${Number(times.toPrecision(3))} times too ${word}${sign}`;
}
