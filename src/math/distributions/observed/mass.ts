import { log1mExp } from "../../numeric/log1mExp.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { integrate } from "../../numeric/quadrature/integrate.js";
import type { UnivariateDistribution } from "../distribution.js";
import { atomsOf } from "../univariate.js";

// ln of the masses of rays and intervals, to all digits in either tail.

const hasAtom = (p: UnivariateDistribution, x: number): boolean =>
  p.support.kind !== "real" || atomsOf(p.support).includes(x);

/** ln P(X ≥ c): with the mass at c itself, where there is one. */
export function logAtLeast(p: UnivariateDistribution, c: number): number {
  const above = p.logSurvival(c);
  return hasAtom(p, c) ? Math.min(0, logSumExp([above, p.logProb(c)])) : above;
}

/** So many counts are summed one by one. */
const FEW = 64;

/** ln P(a < X ≤ b). */
export function logBetween(p: UnivariateDistribution, a: number, b: number): number {
  if (!(a < b)) return -Infinity;
  if (p.support.kind === "integer") {
    const [first, last] = [Math.floor(a) + 1, Math.floor(b)];
    if (last < first) return -Infinity;
    if (last - first < FEW) {
      const terms = Array.from({ length: last - first + 1 }, (_, i) => p.logProb(first + i));
      return Math.min(0, logSumExp(terms));
    }
  }
  // From the side on which both ends are small, so that the difference is that of two small numbers.
  const [below, upTo] = [p.logCdf(a), p.logCdf(b)];
  const [above, past] = [p.logSurvival(a), p.logSurvival(b)];
  if (upTo > -Math.LN2 && above > -Math.LN2) return Math.log1p(-(Math.exp(below) + Math.exp(past)));
  const [greater, less] = upTo <= -Math.LN2 ? [upTo, below] : [above, past];
  if (greater === -Infinity) return -Infinity;
  const ratio = less - greater;
  if (ratio >= -1e-3 && p.support.kind === "real" && atomsOf(p.support).length === 0) {
    return logNarrow(p, a, b);
  }
  return ratio >= 0 ? -Infinity : greater + log1mExp(ratio);
}

/** Between ends so near that the tails hardly differ: the density over the interval, beside its greatest value there. */
function logNarrow(p: UnivariateDistribution, a: number, b: number): number {
  const top = Math.max(p.logProb(a), p.logProb(b), p.logProb(a + (b - a) / 2));
  if (!Number.isFinite(top)) return -Infinity;
  const { value } = integrate((x) => Math.exp(p.logProb(x) - top), a, b, {
    ...(p.kinks !== undefined && { points: p.kinks }),
  });
  return top + Math.log(value);
}

/** ln P(a ≤ X ≤ b): with the masses at both ends, where there are any. */
export function logWithin(p: UnivariateDistribution, a: number, b: number): number {
  if (p.support.kind === "integer") return logBetween(p, Math.ceil(a) - 1, b);
  const inner = logBetween(p, a, b);
  const at = hasAtom(p, a) ? p.logProb(a) : -Infinity;
  return at === -Infinity ? inner : Math.min(0, logSumExp([at, inner]));
}
