import { checkOptions, checkPositive } from "../../numeric/checks.js";
import { digamma, digammaMinusLog } from "../../numeric/special/digamma.js";
import { deviance } from "../../numeric/special/deviance.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { incompleteGamma, logIncompleteGamma } from "../../numeric/special/incompleteGamma.js";
import { inverseGammaLower } from "../../numeric/special/inverseIncomplete.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import {
  logGammaAboveTangent,
  stepsToStirling,
  stirlingAboveTangent,
} from "../../numeric/special/logGammaAboveTangent.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { logPoissonKernel } from "../../numeric/special/logKernels.js";
import { log1pMinusX } from "../../numeric/special/log1pMinusX.js";
import { logRatio } from "../../numeric/special/logRatio.js";
import { stirlingError } from "../../numeric/special/stirlingError.js";
import { trigamma } from "../../numeric/special/trigamma.js";
import {
  gammaNegativeLogLikelihood,
  type GammaNegativeLogLikelihoodOptions,
} from "../../losses/regression/gammaNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleGamma } from "../../random/sampleGamma.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { isNonNegative, parametersOf, univariate, type Univariate } from "../univariate.js";

export interface GammaParameters {
  readonly shape: number;
  readonly rate: number;
}

/** Entropy at rate 1; for a ≥ 10 the large parts of ln Γ and ψ are cancelled by hand. */
export function standardGammaEntropy(a: number): number {
  if (a < 10) return a + logGamma(a) + (1 - a) * digamma(a);
  return HALF_LOG_TWO_PI + 0.5 * Math.log(a) + stirlingError(a) + (1 - a) * digammaMinusLog(a);
}

/** KL between gammas (shape, rate); also between inverse gammas (shape, scale). */
export function gammaDivergence(
  a: number,
  rate: number,
  otherA: number,
  otherRate: number,
): number {
  const r = logRatio(otherRate, rate);
  // Far below, nothing cancels but what is great only through the shape that is left: the plain difference is best.
  if (otherA < a / 2) {
    const surprisal =
      logGamma(otherA) - (otherA - 1) * digamma(a) - otherA * r + a * (otherRate / rate);
    return surprisal - standardGammaEntropy(a);
  }
  const h = otherA - a;
  const steps = stepsToStirling(a, h);
  if (steps > 0) return logGammaAboveTangent(a, h) + a * expm1MinusX(r) - h * r;
  // D(a_q, a_p) of the first part and the rates' part are together D(a_q, a_p·b_q/b_p).
  const stretched = a * (otherRate / rate);
  const difference = h - a * ((otherRate - rate) / rate);
  return deviance(otherA, stretched, difference) + stirlingAboveTangent(a, h);
}

/** The shape that maximises the likelihood where ln(mean) − mean(ln) = gap: ln a − ψ(a) = gap. */
export function gammaShapeOf(gap: number): number {
  const root = Math.sqrt((gap - 3) ** 2 + 24 * gap);
  // Minka's start, in the form of which nothing cancels.
  const start = gap > 3 ? 2 / (gap - 3 + root) : (3 - gap + root) / (12 * gap);
  const equation = (t: number): number => -digammaMinusLog(Math.exp(t)) - gap;
  const t = Math.log(start);
  return Math.exp(findRoot(equation, t - 0.5, t + 0.5));
}

function create(parameters: GammaParameters): Univariate<GammaParameters> {
  const { shape, rate } = parameters;
  checkPositive("shape", shape);
  checkPositive("rate", rate);
  return univariate({
    name: "gamma",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb(x) {
      if (x === 0) return shape < 1 ? Infinity : shape === 1 ? Math.log(rate) : -Infinity;
      return logPoissonKernel(shape, rate * x) + Math.log(shape) - Math.log(x);
    },
    tails: (x) => incompleteGamma(shape, rate * x),
    logTails: (x) => logIncompleteGamma(shape, rate * x),
    quantile: (u) => inverseGammaLower(shape, u) / rate,
    mean: () => shape / rate,
    variance: () => shape / rate / rate,
    meanLog: () => digamma(shape) - Math.log(rate),
    varianceLog: () => trigamma(shape),
    entropy: () => standardGammaEntropy(shape) - Math.log(rate),
    sample: (rng) => sampleGamma(rng, shape) / rate,
    closedKlDivergence(q) {
      const other = parametersOf<GammaParameters>(q, "gamma");
      return other && gammaDivergence(shape, rate, other.shape, other.rate);
    },
    closedCrossEntropyFrom(p) {
      if (!isNonNegative(p) || p.meanLog === undefined) return undefined;
      return logGamma(shape) - shape * Math.log(rate) - (shape - 1) * p.meanLog() + rate * p.mean();
    },
  });
}

/**
 * The gamma distribution: positive quantities; for a whole shape the sum of so many waiting times.
 *
 *     p(x) = bᵃ x^{a−1} e^{−bx}/Γ(a);   mean a/b, variance a/b²
 *     cdf(x) = P(a, bx);   entropy a − ln b + ln Γ(a) + (1−a) ψ(a)
 *     KL(p‖q) = (a_p−a_q) ψ(a_p) − ln Γ(a_p) + ln Γ(a_q) + a_q ln(b_p/b_q) + a_p (b_q−b_p)/b_p
 *
 * Fit     a solves ln a − ψ(a) = ln(mean) − mean(ln x); b = a/mean.
 * Loss    `gamma.loss({ shape })` on z = ln of the mean: k(z + y e^{−z}) and its constants.
 * Errors  DomainError if shape or rate is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §17; Minka, "Estimating a gamma distribution" (2002).
 */
export const gamma = family("gamma", ["shape", "rate"], create, {
  domains: { shape: "positive", rate: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<GammaParameters> {
    const checked = weightedData(data, weights, (x) => x > 0, "positive");
    const { average } = checked;
    // ln(mean) − mean(ln) as the mean of u − ln(1+u), u the distance from the mean in units of it: no large parts.
    const { least: first } = checked.range();
    const offset = average((x) => x - first);
    const mean = first + offset;
    const gap = average((x) => {
      const u = (x - first - offset) / mean;
      return Math.abs(u) < 0.5 ? 0 - log1pMinusX(u) : u - Math.log(x) + Math.log(mean);
    });
    checkSpread(checked, gap, "gamma");
    const shape = gammaShapeOf(gap);
    return create({ shape, rate: shape / mean });
  },
  loss: (options: Omit<GammaNegativeLogLikelihoodOptions, "full"> = {}) => {
    checkOptions("gamma.loss", options, ["shape"]);
    return gammaNegativeLogLikelihood({ ...options, full: true });
  },
});
