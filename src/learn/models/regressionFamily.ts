import {
  checkFinite,
  checkOpenInterval,
  checkOptions,
  checkPositive,
} from "../../math/numeric/checks.js";
import { HALF_LOG_TWO_PI, LOG_PI } from "../../math/numeric/constants.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { logGamma } from "../../math/numeric/special/logGamma.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";
import { chain, combine, exponential, log1mExpOf, log1pOf, logAddExp } from "./jet.js";
import { logGammaOf, logNormalCdfOf, logRisingFactorial, softplusOf, times } from "./jet.js";
import type { Jet } from "./jet.js";

/** Where targets lie, and so what is their unit: real numbers a deviation, positive ones their geometric mean. */
export type TargetKind = "real" | "positive" | "count" | "proportion";

/** A distribution of y whose K parameters are raw outputs of a linear model each. */
export interface RegressionFamily {
  readonly name: string;
  readonly kind: TargetKind;
  /** The raw outputs, the location first. */
  readonly outputs: readonly string[];
  /** Outputs that depend on the features where nothing else is asked for; the others are constants. */
  readonly onFeatures: readonly string[];
  /** What a unit of y adds to each output: 1 for one in the unit of ln y, 0 for one without a unit; a real location scales. */
  readonly unitShift: readonly number[];
  /** Where the outputs begin, given the mean and the variance of the targets in their unit. */
  start(mean: number, variance: number, zeros: number): number[];
  /** ln p(y | outputs), with all constants. */
  logProbability(outputs: readonly Jet[], target: number): Jet;
  /** E[y]; NaN-free: +Infinity where the mean is infinite, and a DomainError where there is none. */
  mean(outputs: readonly number[]): number;
  checkTarget(name: string, target: number): void;
  /** The family of (y − centre)/scale, where it has settings in the unit of y. */
  inUnit?(centre: number, scale: number): RegressionFamily;
  /** Whether the likelihood of a target is a mass where others have a density. */
  isMass?(target: number): boolean;
}

function checkCount(name: string, target: number): void {
  if (Number.isInteger(target) && target >= 0) return;
  throw new DomainError(`${name} must be a count, a whole number of 0 or more, got ${target}`);
}

/** y ∼ N(μ, σ²), with σ's logarithm on the features too. Harvey (1976), Econometrica 44. */
export const heteroscedasticNormal: RegressionFamily = {
  name: "heteroscedasticNormal",
  kind: "real",
  outputs: ["mean", "logStandardDeviation"],
  onFeatures: ["mean", "logStandardDeviation"],
  unitShift: [0, 1],
  start: (mean, variance) => [mean, 0.5 * Math.log(variance)],
  logProbability: normalLogDensity,
  mean: ([mean]) => mean!,
  checkTarget: checkFinite,
};

function normalLogDensity([mean, logScale]: readonly Jet[], y: number): Jet {
  const z = times(combine([[-1, mean!]], y), exponential(combine([[-1, logScale!]])));
  return combine(
    [
      [-0.5, times(z, z)],
      [-1, logScale!],
    ],
    -HALF_LOG_TWO_PI,
  );
}

/** Between which numbers a target is seen as it is; at a limit only that it lies there or beyond. */
export interface CensoringLimits {
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * A normal behind limits, Tobit: y = max(lower, min(y*, upper)) with y* ∼ N(μ, σ²).
 *
 *     ln p = ln φ((y−μ)/σ) − ln σ inside,   ln Φ((lower−μ)/σ) at the lower limit,   ln Φ((μ−upper)/σ) at the upper one
 *
 * A target at or beyond a limit counts as censored there. `predict` gives E[y*] = μ, before the limits.
 * Errors  DomainError if there is no limit, or they cross.
 * Source  Tobin (1958), Econometrica 26; Amemiya, "Tobit models: a survey" (1984), J. Econometrics 24.
 */
export function tobitRegression(limits: CensoringLimits): RegressionFamily {
  checkOptions("tobitRegression", limits, ["lower", "upper"]);
  const { lower = -Infinity, upper = Infinity } = limits;
  if (!(lower < upper) || (lower === -Infinity && upper === Infinity)) {
    throw new DomainError(
      `limits must be a lower one, an upper one or both, the lower below, got ${lower} and ${upper}`,
    );
  }
  return {
    name: "tobit",
    kind: "real",
    outputs: ["mean", "logStandardDeviation"],
    onFeatures: ["mean"],
    unitShift: [0, 1],
    start: (mean, variance) => [mean, 0.5 * Math.log(variance)],
    logProbability([mean, logScale], y) {
      if (y > lower && y < upper) return normalLogDensity([mean!, logScale!], y);
      const precision = exponential(combine([[-1, logScale!]]));
      const z =
        y >= upper
          ? times(combine([[1, mean!]], -upper), precision)
          : times(combine([[-1, mean!]], lower), precision);
      return logNormalCdfOf(z);
    },
    mean: ([mean]) => mean!,
    checkTarget: checkFinite,
    inUnit: (centre, scale) =>
      tobitRegression({ lower: (lower - centre) / scale, upper: (upper - centre) / scale }),
    isMass: (target) => target <= lower || target >= upper,
  };
}

/** ln y ∼ N(μ, σ²): L = ½((ln y − μ)/σ)² + ln σ + ln y + ½ ln 2π; the mean is e^{μ + σ²/2}. */
export const logNormalRegression: RegressionFamily = {
  name: "logNormal",
  kind: "positive",
  outputs: ["logMean", "logStandardDeviation"],
  onFeatures: ["logMean"],
  unitShift: [1, 0],
  start: () => [0, -0.5],
  logProbability: (outputs, y) =>
    combine([[1, normalLogDensity(outputs, Math.log(y))]], -Math.log(y)),
  mean: ([mean, logScale]) => Math.exp(mean! + 0.5 * Math.exp(2 * logScale!)),
  checkTarget: checkPositive,
};

/**
 * Weibull with scale λ and shape k: ln p = ln k − ln λ + (k − 1)ln(y/λ) − (y/λ)^k; the mean is λ·Γ(1 + 1/k).
 * Source  Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (2002), §2.2.
 */
export const weibullRegression: RegressionFamily = {
  name: "weibull",
  kind: "positive",
  outputs: ["logScale", "logShape"],
  onFeatures: ["logScale"],
  unitShift: [1, 0],
  start: () => [0, 0],
  logProbability([logScale, logShape], y) {
    // With u = k·ln(y/λ): ln p = ln k + u − e^u − ln y.
    const u = times(combine([[-1, logScale!]], Math.log(y)), exponential(logShape!));
    return combine(
      [
        [1, logShape!],
        [1, u],
        [-1, exponential(u)],
      ],
      -Math.log(y),
    );
  },
  mean: ([logScale, logShape]) => Math.exp(logScale! + logGamma(1 + Math.exp(-logShape!))),
  checkTarget: checkPositive,
};

/**
 * Student's t around a location: ln p = lnΓ((ν+1)/2) − lnΓ(ν/2) − ½ln νπ − ln s − (ν+1)/2·ln(1 + ((y−μ)/s)²/ν).
 * Source  Lange, Little & Taylor (1989), J. American Statistical Association 84.
 */
export const studentTRegression: RegressionFamily = {
  name: "studentT",
  kind: "real",
  outputs: ["location", "logScale", "logDegreesOfFreedom"],
  onFeatures: ["location"],
  unitShift: [0, 1, 0],
  start: (mean, variance) => [mean, 0.5 * Math.log(variance) - 0.2, Math.log(8)],
  logProbability([location, logScale, logNu], y) {
    const nu = exponential(logNu!);
    const z = times(combine([[-1, location!]], y), exponential(combine([[-1, logScale!]])));
    const tail = log1pOf(times(times(z, z), exponential(combine([[-1, logNu!]]))));
    const half = combine([[0.5, nu]], 0.5);
    return combine(
      [
        [1, logGammaOf(half)],
        [-1, logGammaOf(combine([[0.5, nu]]))],
        [-0.5, logNu!],
        [-1, logScale!],
        [-1, times(half, tail)],
      ],
      -0.5 * LOG_PI,
    );
  },
  mean([location, , logNu]) {
    if (logNu! > 0) return location!;
    throw new DomainError(
      `a Student-t with ${Math.exp(logNu!).toPrecision(3)} degrees of freedom has no mean; use raw(…).location, its median`,
    );
  },
  checkTarget: checkFinite,
};

/**
 * Beta with mean μ = σ(η) and precision φ: ln p = lnΓ(φ) − lnΓ(μφ) − lnΓ((1−μ)φ) + (μφ−1)ln y + ((1−μ)φ−1)ln(1−y).
 * Source  Ferrari & Cribari-Neto (2004), J. Applied Statistics 31.
 */
export const betaRegression: RegressionFamily = {
  name: "beta",
  kind: "proportion",
  outputs: ["logitMean", "logPrecision"],
  onFeatures: ["logitMean"],
  unitShift: [0, 0],
  start: (mean, variance) => [
    Math.log(mean / (1 - mean)),
    Math.log(Math.max((mean * (1 - mean)) / variance - 1, 0.5)),
  ],
  logProbability([logit, logPrecision], y) {
    // ln α = ln φ + ln σ(η) and ln β = ln φ + ln σ(−η): neither loses digits where μ is near 0 or 1.
    const alpha = exponential(
      combine([
        [1, logPrecision!],
        [-1, softplusOf(combine([[-1, logit!]]))],
      ]),
    );
    const beta = exponential(
      combine([
        [1, logPrecision!],
        [-1, softplusOf(logit!)],
      ]),
    );
    return combine(
      [
        [1, logGammaOf(exponential(logPrecision!))],
        [-1, logGammaOf(alpha)],
        [-1, logGammaOf(beta)],
        [Math.log(y), alpha],
        [Math.log1p(-y), beta],
      ],
      -Math.log(y) - Math.log1p(-y),
    );
  },
  mean: ([logit]) => sigmoid(logit!),
  checkTarget: (name, target) => checkOpenInterval(name, target, 0, 1),
};

/** ln p of a Poisson count at ln μ. */
function poissonLogMass(logMean: Jet, y: number): Jet {
  return combine(
    [
      [y, logMean],
      [-1, exponential(logMean)],
    ],
    -logGamma(y + 1),
  );
}

/** ln p of a negative binomial count at ln μ and ln r, variance μ + μ²/r. */
function negativeBinomialLogMass(logMean: Jet, logSize: Jet, y: number): Jet {
  const size = exponential(logSize);
  return combine(
    [
      [1, logRisingFactorial(size, y)],
      [
        -1,
        times(
          size,
          softplusOf(
            combine([
              [1, logMean],
              [-1, logSize],
            ]),
          ),
        ),
      ],
      [y, logMean],
      [-y, logAddExp(logMean, logSize)],
    ],
    -logGamma(y + 1),
  );
}

interface CountParts {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly start: (mean: number, variance: number) => number[];
  readonly logMass: (outputs: readonly Jet[], y: number) => Jet;
}

const poissonParts: CountParts = {
  name: "Poisson",
  outputs: ["logMean"],
  start: (mean) => [Math.log(mean)],
  logMass: ([logMean], y) => poissonLogMass(logMean!, y),
};

const negativeBinomialParts: CountParts = {
  name: "NegativeBinomial",
  outputs: ["logMean", "logSize"],
  start: (mean, variance) => [
    Math.log(mean),
    Math.log(Math.min(Math.max(mean ** 2 / Math.max(variance - mean, 0.01 * mean), 0.05), 20)),
  ],
  logMass: ([logMean, logSize], y) => negativeBinomialLogMass(logMean!, logSize!, y),
};

/**
 * Negative binomial counts, log link: variance μ + μ²/r.
 * Source  Cameron & Trivedi, Regression Analysis of Count Data (2013), §3.3 (their NB2, α = 1/r).
 */
export const negativeBinomialRegression: RegressionFamily = {
  name: "negativeBinomial",
  kind: "count",
  outputs: negativeBinomialParts.outputs,
  onFeatures: ["logMean"],
  unitShift: [0, 0],
  start: negativeBinomialParts.start,
  logProbability: negativeBinomialParts.logMass,
  mean: ([logMean]) => Math.exp(logMean!),
  checkTarget: checkCount,
};

/** A count that is 0 for another reason too, with probability π = σ(η). Lambert (1992), Technometrics 34. */
function zeroInflated(parts: CountParts): RegressionFamily {
  const last = parts.outputs.length;
  return {
    name: `zeroInflated${parts.name}`,
    kind: "count",
    outputs: [...parts.outputs, "logitZero"],
    onFeatures: ["logMean"],
    unitShift: new Array<number>(last + 1).fill(0),
    start: (mean, variance, zeros) => {
      const extra = Math.min(Math.max(zeros - Math.exp(-mean), 0.05), 0.9) / 2;
      const inner = mean / (1 - extra);
      return [...parts.start(inner, variance), Math.log(extra / (1 - extra))];
    },
    logProbability(outputs, y) {
      const logit = outputs[last]!;
      const logMass = parts.logMass(outputs, y);
      const logNormaliser = softplusOf(logit);
      const inside = y === 0 ? logAddExp(logit, logMass) : logMass;
      return combine([
        [1, inside],
        [-1, logNormaliser],
      ]);
    },
    mean: (outputs) => Math.exp(outputs[0]!) * sigmoid(-outputs[last]!),
    checkTarget: checkCount,
  };
}

export const zeroInflatedPoissonRegression: RegressionFamily = zeroInflated(poissonParts);
export const zeroInflatedNegativeBinomialRegression: RegressionFamily =
  zeroInflated(negativeBinomialParts);

/** 0 with probability π = σ(η), else the count given that it is not 0. Mullahy (1986), J. Econometrics 33. */
function hurdle(parts: CountParts): RegressionFamily {
  const last = parts.outputs.length;
  return {
    name: `hurdle${parts.name}`,
    kind: "count",
    outputs: [...parts.outputs, "logitZero"],
    onFeatures: ["logMean"],
    unitShift: new Array<number>(last + 1).fill(0),
    start: (mean, variance, zeros) => {
      const share = Math.min(Math.max(zeros, 0.01), 0.99);
      return [...parts.start(mean / (1 - share), variance), Math.log(share / (1 - share))];
    },
    logProbability(outputs, y) {
      const logit = outputs[last]!;
      if (y === 0)
        return combine([
          [1, logit],
          [-1, softplusOf(logit)],
        ]);
      const logPositive = log1mExpOf(parts.logMass(outputs, 0));
      return combine([
        [1, parts.logMass(outputs, y)],
        [-1, logPositive],
        [-1, softplusOf(logit)],
      ]);
    },
    mean(outputs) {
      const constants = outputs.map((value) => constantJet(value));
      const logZero = parts.logMass(constants, 0).value;
      return (sigmoid(-outputs[last]!) * Math.exp(outputs[0]!)) / -Math.expm1(logZero);
    },
    checkTarget: checkCount,
  };
}

const constantJet = (value: number): Jet =>
  chain({ value, gradient: [0], hessian: [0] }, value, 0, 0);

export const hurdlePoissonRegression: RegressionFamily = hurdle(poissonParts);
export const hurdleNegativeBinomialRegression: RegressionFamily = hurdle(negativeBinomialParts);
