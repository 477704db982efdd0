import type { Vector } from "../../numeric/vector.js";

/** One datum and its weight. */
export interface WeightedDatum {
  readonly x: number;
  readonly weight: number;
}

/** The data that have weight, the least first; equal ones in the order they came. */
export function ascending(data: Vector, weights: Vector): WeightedDatum[] {
  return Array.from(data, (x, i) => ({ x, weight: weights[i]! }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.x - b.x);
}
