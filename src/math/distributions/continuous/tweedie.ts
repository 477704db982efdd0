import {
  checkFinite,
  checkNonNegative,
  checkOpenInterval,
  checkOptions,
  checkPositive,
} from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { logIncompleteGamma } from "../../numeric/special/incompleteGamma.js";
import { invertTails } from "../../numeric/special/inverseIncomplete.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { logPoissonKernel } from "../../numeric/special/logKernels.js";
import type { Tails } from "../../numeric/special/tails.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleGamma } from "../../random/sampleGamma.js";
import { samplePoisson } from "../../random/samplePoisson.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { checkSpread, distinctData, weightedData } from "../fit/data.js";
import { maximise } from "../fit/maximise.js";
import {
  logSaddlepoint,
  logSaddlepointTail,
  quotientPower,
  unitDeviance,
} from "./tweedieDeviance.js";
import { univariate, type Univariate } from "../univariate.js";
import { WIDE, logSumOverCounts } from "./sumOverCounts.js";

export interface TweedieParameters {
  readonly mean: number;
  /** φ: the variance is φ·meanᵖ. */
  readonly dispersion: number;
  /** p, between 1 (near a Poisson) and 2 (near a gamma). */
  readonly power: number;
}

export interface TweedieLossOptions {
  /** p, known; 1.5 by default. */
  readonly power?: number;
  /** φ, known; 1 by default. */
  readonly dispersion?: number;
}

export interface TweedieFitOptions {
  /** p where it is known; by default it is fitted too. */
  readonly power?: number;
}

/** The sum of gammas that a Tweedie is: N of them, N Poisson with this rate, each of shape a and this scale. */
function partsOf({ mean, dispersion, power: p }: TweedieParameters) {
  const a = (2 - p) / (p - 1);
  const rate = mean ** (2 - p) / (dispersion * (2 - p));
  return { a, rate, scale: mean / rate / a };
}

/** Below this y has not all its digits: its logarithm has. */
const SMALL = 1e-290;

/** From so many parts on, each of the terms is rounded more than the saddlepoint is off, which is to 1e-13. */
const MANY = 1e7;

function create(parameters: TweedieParameters): Univariate<TweedieParameters> {
  const { mean, dispersion, power } = parameters;
  checkPositive("mean", mean);
  checkPositive("dispersion", dispersion);
  checkOpenInterval("power", power, 1, 2);
  const { a, rate, scale } = partsOf(parameters);
  if (!(rate > 0 && rate < Infinity && scale > 0 && scale < Infinity && a < Infinity)) {
    throw new DomainError(
      `mean, dispersion and power must leave the number of parts a size that has a double, got mean ${mean}, dispersion ${dispersion}, power ${power}`,
    );
  }
  /** How many parts most likely make x: there the derivative of the term by n is 0, ln(rate/n) + a ln(y/(an)) ≈ 0. */
  const peakAt = (x: number): number => rate * quotientPower(x, mean, 2 - power);
  /** Whether so many parts, and the shape of their sum, leave no trace of one. */
  const isSmooth = (parts: number): boolean =>
    parts > MANY && a * parts > MANY && parts > WIDE * WIDE * (1 + a);
  const logProb = (x: number): number => {
    if (x === 0) return -rate;
    const y = x / scale;
    const logY = Math.log(x) - Math.log(scale);
    const gammaKernel = (shape: number): number =>
      y < SMALL ? shape * logY - logGamma(shape + 1) : logPoissonKernel(shape, y);
    const peak = peakAt(x);
    if (isSmooth(peak)) return logSaddlepoint(x, parameters, peak);
    const width = Math.sqrt(peak / (1 + a));
    const sum = logSumOverCounts(
      (n) => logPoissonKernel(n, rate) + gammaKernel(a * n) + Math.log(n),
      peak,
      width,
    );
    return sum + Math.log(a) - Math.log(x);
  };
  /** ln Σ P(n)·tail of a gamma of shape an; the tail bends the peak towards where it is great. */
  const logTail = (x: number, side: "lower" | "upper"): number => {
    const y = x / scale;
    const term = (n: number): number =>
      logPoissonKernel(n, rate) + logIncompleteGamma(a * n, y)[side];
    const beside = peakAt(x);
    const far = side === "upper" ? beside > rate : beside < rate;
    const peak = far ? beside : rate;
    if (isSmooth(0.1 * peak)) return logSaddlepointTail(x, parameters, side);
    return logSumOverCounts(term, peak, Math.sqrt(peak / (far ? 1 + a : 1)));
  };
  const logTails = (x: number): Tails => {
    if (x === 0) return { lower: -rate, upper: log1mExp(-rate) };
    if (x < mean) {
      const lower = Math.min(0, logSumExp([-rate, logTail(x, "lower")]));
      return { lower, upper: lower < -0.5 ? log1mExp(lower) : logTail(x, "upper") };
    }
    const upper = Math.min(0, logTail(x, "upper"));
    return { lower: log1mExp(upper), upper };
  };
  const tails = (x: number): Tails => {
    const { lower, upper } = logTails(x);
    return { lower: Math.exp(lower), upper: Math.exp(upper) };
  };
  const itself: Univariate<TweedieParameters> = univariate({
    name: "tweedie",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity, atoms: [0] },
    logProb,
    tails,
    logTails,
    quantile: (u) =>
      Math.log(u) <= -rate
        ? 0
        : Math.exp(invertTails((t) => tails(Math.exp(t)), u, Math.log(mean), 0.5)),
    mean: () => mean,
    variance: () => dispersion * mean ** power,
    entropy: () => entropyOf(itself),
    sample(rng) {
      const n = samplePoisson(rng, rate);
      return n === 0 ? 0 : scale * sampleGamma(rng, a * n);
    },
  });
  return itself;
}

/** −ln p(y) on z = ln of the mean, with known φ and p. */
function tweedieLoss(options: TweedieLossOptions = {}): LossFunction<number, number> {
  checkOptions("tweedie.loss", options, ["power", "dispersion"]);
  const { power = 1.5, dispersion = 1 } = options;
  checkOpenInterval("power", power, 1, 2);
  checkPositive("dispersion", dispersion);
  return {
    name: "tweedieLoss",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkNonNegative("target", target);
      return -create({ mean: Math.exp(prediction), dispersion, power }).logProb(target);
    },
    // ∂/∂z [μ^{2−p}/(2−p) − yμ^{1−p}/(1−p)]/φ
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkNonNegative("target", target);
      return (
        (Math.exp((2 - power) * prediction) -
          (target === 0 ? 0 : target * Math.exp((1 - power) * prediction))) /
        dispersion
      );
    },
  };
}

/** φ by Newton's method in its logarithm at the power's logit t, or both. */
function fitDispersion(
  average: (f: (x: number) => number) => number,
  mean: number,
  variance: number,
  power: number | undefined,
): { dispersion: number; power: number } {
  const powerOf = (t: number): number => 1 + 1 / (1 + Math.exp(-t));
  const likelihood = (logDispersion: number, p: number): number =>
    average(create({ mean: 1, dispersion: Math.exp(logDispersion), power: p }).logProb);
  const start = Math.log(variance / mean ** 2);
  const result =
    power === undefined
      ? maximise(([f, t]) => likelihood(f!, powerOf(t!)), [start, 0])
      : maximise(([f]) => likelihood(f!, power), [start]);
  if (!result.found) {
    throw new DomainError(
      "the fit of tweedie has no maximum: its power runs to 1 or 2, or its dispersion to 0; fit gamma to what is not 0, or give the power",
    );
  }
  return {
    dispersion: Math.exp(result.place[0]!),
    power: power ?? powerOf(result.place[1]!),
  };
}

/**
 * Sums of a Poisson number of gammas: 0 with a mass of its own, and a density above it. Rain in a month, claims in a year.
 *
 *     N ∼ Poisson(λ), X = Σ_{i≤N} Gᵢ with shape a = (2−p)/(p−1);   λ = μ^{2−p}/(φ(2−p));   variance φμᵖ
 *     P(0) = e^{−λ},  p(x) = Σ_{n≥1} Poisson(n; λ)·gamma(x; na)
 *
 * `prob(0)` is the mass, elsewhere `prob` is the density; entropy and divergences count the mass and integrate the
 * density. The series is of positive terms about its peak, each to all digits: logProb to 1e-12 at every size, the
 * tails to 1e-11, the entropy by quadrature to 1e-10.
 * Fit     μ is the mean; φ, and p unless it is given, by Newton's method, to 1e-7. `tweedie.unitDeviance(y, μ, p)`.
 * Loss    `tweedie.loss({ power, dispersion })` on z = ln μ, whose gradient does not need the series.
 * Errors  DomainError if the mean or dispersion is not positive, or the power not between 1 and 2; fit: if the
 *         likelihood has no maximum there, as for data without a 0.
 * Source  Jørgensen, The Theory of Dispersion Models (1997), ch. 4; Dunn & Smyth (2005), Statistics and Computing 15.
 */
export const tweedie = family("tweedie", ["mean", "dispersion", "power"], create, {
  fitOptions: ["power"],
  fit(
    data: Vector,
    weights?: Vector,
    options: TweedieFitOptions = {},
  ): Univariate<TweedieParameters> {
    const checked = distinctData(weightedData(data, weights, (x) => x >= 0, "at least 0"));
    const { average } = checked;
    if (options.power !== undefined) checkOpenInterval("power", options.power, 1, 2);
    const mean = average((x) => x);
    const variance = average((x) => (x - mean) ** 2);
    checkSpread(checked, variance, "tweedie");
    // In units of the mean: φ then counts in units of mean^{2−p}.
    const relative = (f: (x: number) => number): number => average((x) => f(x / mean));
    const { dispersion, power } = fitDispersion(relative, 1, variance / mean ** 2, options.power);
    return create({ mean, dispersion: dispersion * mean ** (2 - power), power });
  },
  loss: tweedieLoss,
  unitDeviance,
});
