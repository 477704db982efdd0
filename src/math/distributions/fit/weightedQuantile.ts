import type { Vector } from "../../numeric/vector.js";

/**
 * A minimiser of Σ wᵢ ρ_τ(xᵢ − m), ρ the pinball loss: the smallest xᵢ that holds the share τ of the
 * weight at or below it; where a whole interval minimises, its middle (the usual median of an even count).
 *
 * Source  Koenker, Quantile Regression (2005), §1.3.
 */
export function weightedQuantile(data: Vector, weights: Vector, tau: number): number {
  const order = Array.from(data, (_, i) => i)
    .filter((i) => weights[i] > 0)
    .sort((i, j) => data[i] - data[j]);
  let total = 0;
  for (const i of order) total += weights[i];
  let sum = 0;
  for (let k = 0; k < order.length; k++) {
    sum += weights[order[k]];
    const rest = sum - tau * total;
    const rounding = 1e-12 * total;
    if (Math.abs(rest) <= rounding && k + 1 < order.length) {
      return 0.5 * data[order[k]] + 0.5 * data[order[k + 1]];
    }
    if (rest > 0) return data[order[k]];
  }
  return data[order[order.length - 1]];
}
