import { checkDistribution } from "../../../math/distributions/checkDistribution.js";
import type { UnivariateDistribution } from "../../../math/distributions/distribution.js";
import { checkFinite, checkOpenInterval } from "../../../math/numeric/checks.js";
import { compensatedSum } from "../../../math/numeric/compensatedSum.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { finiteNumbersOf } from "../../../math/numeric/numbers.js";
import type { Numbers } from "../../../math/numeric/numbers.js";
import { integrate } from "../../../math/numeric/quadrature/integrate.js";
import { checkPairs, probabilityRows } from "./checkPairs.js";

/**
 * The ranked probability score of ordered classes: mean Σₖ (P(y ≤ k) − 1[yₙ ≤ k])², k = 0 … K − 2. A miss by two
 * steps costs more than one by one, which cross-entropy does not see.
 *
 * Shapes  probabilities [N][K], labels [N].
 * Source  Epstein (1969), J. Applied Meteorology 8; without the division by K − 1 that some add.
 */
export function meanRankedProbabilityScore(
  probabilities: readonly Numbers[],
  classLabels: Numbers,
): number {
  const { rows, labels, classes } = probabilityRows(probabilities, classLabels);
  const terms: number[] = [];
  rows.forEach((row, n) => {
    let below = 0;
    for (let k = 0; k < classes - 1; k++) {
      below += row[k]!;
      terms.push((below - (labels[n]! <= k ? 1 : 0)) ** 2);
    }
  });
  return compensatedSum(terms) / rows.length;
}

/**
 * The interval score of central prediction intervals of confidence 1 − α: its width, and 2/α times what it misses by.
 *
 *     mean (u − l) + (2/α)(l − y)₊ + (2/α)(y − u)₊
 *
 * Least for the α/2- and (1 − α/2)-quantiles of the truth.
 *
 * Errors  DomainError if lengths differ, a lower end is above its upper one, or confidence is not between 0 and 1.
 * Source  Gneiting & Raftery (2007), J. American Statistical Association 102, §6.2.
 */
export function meanIntervalScore(
  lower: Numbers,
  upper: Numbers,
  targets: Numbers,
  confidence: number,
): number {
  checkOpenInterval("confidence", confidence, 0, 1);
  const [least, most] = [finiteNumbersOf("lower", lower), finiteNumbersOf("upper", upper)];
  const y = finiteNumbersOf("targets", targets);
  checkPairs("lower", least, "upper", most);
  checkPairs("lower", least, "targets", y);
  const factor = 2 / (1 - confidence);
  const terms = y.map((target, n) => {
    const [from, to] = [least[n]!, most[n]!];
    if (from > to)
      throw new DomainError(`lower[${n}] must be at most upper[${n}], got ${from} and ${to}`);
    return to - from + factor * (Math.max(from - target, 0) + Math.max(target - to, 0));
  });
  return compensatedSum(terms) / y.length;
}

/**
 * The continuous ranked probability score of a forecast F: ∫ (F(x) − 1[y ≤ x])² dx = ∫_{x<y} F² dx + ∫_{x>y} (1 − F)² dx,
 * in the units of y. By adaptive quadrature for a continuous forecast, summed for one of integers.
 *
 * Errors  DomainError if y is not finite, or the quadrature does not reach 1e-9 (an infinite mean, say).
 * Source  Matheson & Winkler (1976), Management Science 22; Gneiting & Raftery (2007), §4.2.
 */
export function continuousRankedProbabilityScore(
  forecast: UnivariateDistribution,
  target: number,
): number {
  checkFinite("target", target);
  checkDistribution("forecast", forecast);
  if (Math.abs(target) > 1e150) {
    throw new DomainError(`target must be at most 1e150 in size, got ${target}`);
  }
  const { support } = forecast;
  if (support.kind === "integer" || support.kind === "points")
    return discreteScore(forecast, target);
  if (support.kind === "vector") {
    throw new DomainError("forecast must be of one number, got one of vectors");
  }
  const quantiles = [1e-12, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6, 1 - 1e-12].map((u) =>
    forecast.quantile(u),
  );
  const points = [...quantiles, ...(forecast.kinks ?? [])];
  const below = (x: number): number => forecast.cdf(x) ** 2;
  const above = (x: number): number => forecast.survival(x) ** 2;
  const parts = [
    { f: below, from: support.lower, to: target },
    { f: above, from: Math.max(target, support.lower), to: support.upper },
  ];
  // Outside the support F is 0 or 1: from there to y the integrand is 1.
  let score = Math.max(support.lower - target, 0) + Math.max(target - support.upper, 0);
  for (const { f, from, to } of parts) {
    const end = Math.min(to, support.upper);
    // The integrand is 1 at most: such a part adds nothing that the others have digits for.
    if (!(end - from > 1e-300)) continue;
    const inside = points.filter((x) => x > from && x < end);
    const { value, errorBound } = integrate(f, from, end, { points: inside, tolerance: 1e-11 });
    if (!(errorBound <= 1e-9 * (1e-300 + score + value))) {
      throw new DomainError(
        `the score's integral must be known to 1e-9, quadrature reached ${errorBound} of ${value}`,
      );
    }
    score += value;
  }
  return score;
}

/** F is a staircase: each step's width times its height's square. */
function discreteScore(forecast: UnivariateDistribution, target: number): number {
  const { support } = forecast;
  const [least, most] = [forecast.quantile(1e-18), forecast.quantile(1 - 2 ** -53)];
  if (most - least > 1e7) {
    throw new DomainError(
      `the forecast must reach over at most 10,000,000 integers, got ${most - least}`,
    );
  }
  const steps =
    support.kind === "points"
      ? [...support.values]
      : Array.from({ length: most - least + 1 }, (_, i) => least + i);
  const corners = [...new Set([...steps, target])].sort((a, b) => a - b);
  const terms: number[] = [];
  for (let i = 0; i + 1 < corners.length; i++) {
    const [from, to] = [corners[i]!, corners[i + 1]!];
    const height = from >= target ? forecast.survival(from) : forecast.cdf(from);
    terms.push((to - from) * height ** 2);
  }
  return compensatedSum(terms);
}
