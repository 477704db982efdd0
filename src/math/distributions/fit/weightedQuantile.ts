import type { Vector } from "../../numeric/vector.js";
import { ascending } from "./ascending.js";

/**
 * A minimiser of Σ wᵢ ρ_τ(xᵢ − m), ρ the pinball loss: the smallest xᵢ that holds the share τ of the
 * weight at or below it; where a whole interval minimises, its middle (the usual median of an even count).
 *
 * Source  Koenker, Quantile Regression (2005), §1.3.
 */
export function weightedQuantile(data: Vector, weights: Vector, tau: number): number {
  const sorted = ascending(data, weights);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let quantile = NaN;
  let sum = 0;
  for (const [k, { x, weight }] of sorted.entries()) {
    quantile = x;
    sum += weight;
    const rest = sum - tau * total;
    const rounding = 1e-12 * total;
    const next = sorted[k + 1];
    if (Math.abs(rest) <= rounding && next !== undefined) return 0.5 * x + 0.5 * next.x;
    if (rest > 0) break;
  }
  return quantile;
}
