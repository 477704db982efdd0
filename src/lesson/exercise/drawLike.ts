import type { Rng } from "../../math/random/rng.js";
import { isFiniteNumber, isList, size } from "./primitives.js";

/**
 * Arguments like the ones an author listed: one of the lists, with every number that is not whole drawn anew between
 * the smallest and the largest that stand in that place, and lists of probabilities replaced by other probabilities.
 * Whole numbers (labels, counts, zeros of a probability), texts and the lengths of lists stay, since more cannot be known
 * of what they mean.
 */
export function drawLike(inputs: readonly (readonly unknown[])[], random: Rng): readonly unknown[] {
  const chosen = inputs[random.integer(inputs.length)]!;
  return chosen.map((value, place) =>
    varied(value, rangeOf(inputs.map((input) => input[place])), random),
  );
}

interface Span {
  readonly low: number;
  readonly high: number;
}

/** The smallest and the largest number in nested lists. */
function rangeOf(values: readonly unknown[]): Span {
  let low = Infinity;
  let high = -Infinity;
  const look = (value: unknown): void => {
    if (typeof value === "number" && isFiniteNumber(value)) {
      if (value < low) low = value;
      if (value > high) high = value;
    } else if (isList(value)) for (let i = 0; i < value.length; i++) look(value[i]);
  };
  values.forEach(look);
  return { low, high };
}

function varied(value: unknown, span: Span, random: Rng): unknown {
  if (typeof value === "number") {
    const whole = !isFiniteNumber(value) || value % 1 === 0;
    return whole ? value : span.low + (span.high - span.low) * random.uniform();
  }
  if (!isList(value)) return value;
  const list = Array.from(value);
  const changed = isProbabilities(list)
    ? probabilitiesLike(list, random)
    : list.map((entry) => varied(entry, span, random));
  return value instanceof Float64Array ? Float64Array.from(changed as number[]) : changed;
}

function isProbabilities(list: readonly unknown[]): list is readonly number[] {
  if (list.length < 2 || !list.every((p) => typeof p === "number" && p >= 0)) return false;
  const total = (list as number[]).reduce((sum, p) => sum + p, 0);
  return size(total - 1) < 1e-9;
}

/** Other probabilities with zeros in the same places. */
function probabilitiesLike(list: readonly number[], random: Rng): number[] {
  const weights = list.map((p) => (p === 0 ? 0 : -Math.log(1 - random.uniform()) + 1e-3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
