import { gammaNegativeLogLikelihood } from "../../math/losses/regression/gammaNegativeLogLikelihood.js";
import { poissonNegativeLogLikelihood } from "../../math/losses/regression/poissonNegativeLogLikelihood.js";
import { compensatedSum } from "../../math/numeric/compensatedSum.js";
import { EULER_GAMMA, HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { deviance } from "../../math/numeric/special/deviance.js";
import { digamma } from "../../math/numeric/special/digamma.js";
import { trigamma } from "../../math/numeric/special/trigamma.js";
import { softplus } from "../../math/numeric/softplus.js";
import { tweedie } from "../../math/distributions/continuous/tweedie.js";
import { maximise } from "../../math/distributions/fit/maximise.js";
import type { Family } from "../models/family.js";
import { maximumNorm } from "./minimise.js";

/**
 * The log-likelihood of targets given raw outputs, with all constants; the Gaussian's variance and the gamma's
 * shape at their own maximum. Undefined for losses that are no density's (Huber, quantile); +Infinity where a density
 * fits its targets exactly, for it is then narrower than any.
 */
export function logLikelihoodOf(
  { name: family, power }: Family,
  raw: Float64Array,
  targets: Float64Array,
  weights: Float64Array,
): number | undefined {
  const sum = (term: (n: number) => number): number =>
    compensatedSum(raw.map((_, n) => weights[n]! * term(n)));
  const total = compensatedSum(weights);
  if (family === "gaussian") {
    const residuals = raw.map((value, n) => value - targets[n]!);
    const size = maximumNorm(residuals);
    if (size === 0) return Infinity;
    // The squares of tiny or huge residuals have no double: their unit is taken out first.
    const logVariance =
      2 * Math.log(size) + Math.log(sum((n) => (residuals[n]! / size) ** 2) / total);
    return -total * (HALF_LOG_TWO_PI + 0.5 * (logVariance + 1));
  }
  if (family === "bernoulli") {
    return -sum((n) => targets[n]! * softplus(-raw[n]!) + (1 - targets[n]!) * softplus(raw[n]!));
  }
  if (family === "poisson") {
    const { value } = poissonNegativeLogLikelihood({ full: true });
    return -sum((n) => value(raw[n]!, targets[n]!));
  }
  if (family === "tweedie") {
    const means = raw.map(Math.exp);
    const at = (logDispersion: number): number =>
      sum((n) =>
        tweedie({
          mean: means[n]!,
          dispersion: Math.exp(logDispersion),
          power: power!,
        }).logProb(targets[n]!),
      );
    // The greatest likelihood of φ, from where the deviance puts it.
    const deviance = sum((n) => tweedie.unitDeviance(targets[n]!, means[n]!, power!)) / total;
    if (!(deviance > 0)) return Infinity;
    return maximise(([t]) => at(t!) / total, [Math.log(deviance)]).value * total;
  }
  if (family !== "gamma") return undefined;
  // y/μ − 1 − ln(y/μ) = D(1, y/μ), which does not cancel where they are near each other.
  const shape = gammaShape(sum((n) => deviance(1, quotient(targets[n]!, raw[n]!))) / total);
  if (shape === Infinity) return Infinity;
  const { value } = gammaNegativeLogLikelihood({ shape, full: true });
  return -sum((n) => value(raw[n]!, targets[n]!));
}

/** y e^{−η}, where e^{−η} may have no double. */
function quotient(target: number, raw: number): number {
  const inverse = Math.exp(-raw);
  return inverse > 1e-290 && inverse < Infinity
    ? target * inverse
    : Math.exp(Math.log(target) - raw);
}

/** The k with ln k − ψ(k) = spread: the gamma's shape of greatest likelihood. */
export function gammaShape(spread: number): number {
  // ln k − ψ(k) = 1/(2k) + 1/(12k²) − O(k⁻⁴), which is exact to rounding from here down.
  if (spread < 5e-5)
    return spread > 0 ? (1 + Math.sqrt(1 + (4 * spread) / 3)) / (4 * spread) : Infinity;
  if (spread > 1e8) {
    // −ψ(k) = 1/k + γ − O(k): a fixed point to rounding.
    let k = 1 / spread;
    for (let i = 0; i < 4; i++) k = 1 / (spread - EULER_GAMMA - Math.log(k));
    return k;
  }
  // Minka's start, then Newton on 1/k, which converges from there in a few steps.
  let k = (3 - spread + Math.sqrt((spread - 3) ** 2 + 24 * spread)) / (12 * spread);
  for (let i = 0; i < 50; i++) {
    const excess = Math.log(k) - digamma(k) - spread;
    const next = 1 / (1 / k - excess / (k * k * (trigamma(k) - 1 / k)));
    if (Math.abs(next - k) <= 1e-14 * k) return next;
    k = next;
  }
  return k;
}
