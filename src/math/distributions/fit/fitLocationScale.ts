import { findRoot } from "../../numeric/special/findRoot.js";
import { checkSpread, type WeightedData } from "./data.js";
import { weightedQuantile } from "./weightedQuantile.js";

/**
 * Maximum likelihood of location m and scale s for a log-concave density f((x−m)/s)/s, from its score
 * ψ(r) = −d ln f/dr. Each equation is monotone in its own unknown; they are solved in turn.
 *
 *     Σ wᵢ ψ(rᵢ) = 0,   Σ wᵢ (rᵢ ψ(rᵢ) − 1) = 0,   rᵢ = (xᵢ − m)/s
 *
 * Errors  DomainError if all data are equal.
 * Source  Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions (1994), §12 on estimation.
 */
export function fitLocationScale(
  checked: WeightedData,
  score: (r: number) => number,
  name: string,
): { location: number; scale: number } {
  const { data, weights, average, range } = checked;
  let location = weightedQuantile(data, weights, 0.5);
  let scale = average((x) => Math.abs(x - location));
  checkSpread(checked, scale, name);
  const { least: low, most: high } = range();
  for (let round = 0; round < 500; round++) {
    const s = scale;
    const inLocation = (m: number): number => average((x) => score((x - m) / s));
    const margin = high - low;
    const m = findRoot(inLocation, low - margin, high + margin, 1e-14 * margin);
    const inScale = (t: number): number =>
      average((x) => {
        const r = (x - m) / Math.exp(t);
        return r * score(r) - 1;
      });
    const start = Math.log(scale);
    let below = start - 1;
    let above = start + 1;
    // A datum away from m has r ψ(r) without bound as s falls: both ends are met.
    while (inScale(below) < 0) below -= 1;
    while (inScale(above) > 0) above += 1;
    const next = Math.exp(findRoot(inScale, below, above, 1e-14));
    const settled =
      Math.abs(next - scale) <= 1e-12 * next && Math.abs(m - location) <= 1e-12 * next;
    location = m;
    scale = next;
    if (settled) break;
  }
  return { location, scale };
}
