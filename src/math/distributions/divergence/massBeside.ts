import type { UnivariateDistribution } from "../distribution.js";
import { atomsOf, endsOf } from "../univariate.js";

/** The mass strictly between x and an end of the support, a kink or infinity: of a density without that of an atom there. */
export function massBeside(p: UnivariateDistribution, x: number, end: number): number {
  const [lower, upper] = endsOf(p.support);
  const atom = atomsOf(p.support).includes(end) ? p.prob(end) : 0;
  if (end > x) {
    if (end >= upper) return Math.max(0, p.survival(x) - atom);
    return Math.max(0, p.cdf(end) - p.cdf(x) - atom);
  }
  // Of whole numbers the mass at x is not beside it.
  const below = p.support.kind === "integer" ? p.cdf(x - 1) : p.cdf(x);
  return Math.max(0, end <= lower ? below - atom : p.cdf(x) - p.cdf(end));
}
