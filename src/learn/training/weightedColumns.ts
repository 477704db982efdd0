import { compensatedSum } from "../../math/numeric/compensatedSum.js";
import type { Vector } from "../../math/numeric/vector.js";

/** Where a list of numbers lies and how far it spreads, by weights; without overflow at any size. */
export interface Spread {
  readonly mean: number;
  /** √ of the mean square around the mean (around 0 where `centred` is false). */
  readonly deviation: number;
  /** Whether all are one number, to rounding. */
  readonly constant: boolean;
}

/** The spread of the numbers x₀ … x_{n−1} under positive weights. */
export function spreadOf(values: Vector, weights: Vector, centred = true): Spread {
  const total = compensatedSum(weights);
  let [least, most] = [Infinity, -Infinity];
  for (let n = 0; n < values.length; n++) {
    least = Math.min(least, values[n]!);
    most = Math.max(most, values[n]!);
  }
  const size = Math.max(Math.abs(least), Math.abs(most));
  const terms = new Float64Array(values.length);
  for (let n = 0; n < values.length; n++) terms[n] = weights[n]! * (values[n]! / (size || 1));
  const mean = (compensatedSum(terms) / total) * (size || 1);
  const from = centred ? mean : 0;
  // Divided by the greatest deviation, so that no square overflows or vanishes.
  const reach = Math.max(most - from, from - least);
  if (!(reach > 0)) return { mean, deviation: 0, constant: true };
  for (let n = 0; n < values.length; n++) {
    terms[n] = weights[n]! * ((values[n]! - from) / reach) ** 2;
  }
  const deviation = reach * Math.sqrt(compensatedSum(terms) / total);
  // A spread of a few units in the last place is what rounding left of none.
  return { mean, deviation, constant: centred && most - least <= 4 * Number.EPSILON * size };
}
