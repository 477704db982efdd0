import { DomainError } from "../../../math/numeric/domainError.js";
import { logGamma } from "../../../math/numeric/special/logGamma.js";
import { combine, exponential, log1mExpOf, logAddExp } from "../jet.js";
import { logRisingFactorial, softplusOf, times } from "../jet.js";
import type { Jet } from "../jet.js";
import type { RegressionFamily } from "./regressionFamily.js";

export function checkCount(name: string, target: number): void {
  if (Number.isInteger(target) && target >= 0) return;
  throw new DomainError(`${name} must be a count, a whole number of 0 or more, got ${target}`);
}

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

/** What families of counts are made of. */
export interface CountParts {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly start: (mean: number, variance: number) => number[];
  readonly logMass: (outputs: readonly Jet[], y: number) => Jet;
}

export const poissonParts: CountParts = {
  name: "Poisson",
  outputs: ["logMean"],
  start: (mean) => [Math.log(mean)],
  logMass: ([logMean], y) => poissonLogMass(logMean!, y),
};

export const negativeBinomialParts: CountParts = {
  name: "NegativeBinomial",
  outputs: ["logMean", "logSize"],
  start: (mean, variance) => [
    Math.log(mean),
    Math.log(Math.min(Math.max(mean ** 2 / Math.max(variance - mean, 0.01 * mean), 0.05), 20)),
  ],
  logMass: ([logMean, logSize], y) => negativeBinomialLogMass(logMean!, logSize!, y),
};

/**
 * Poisson counts, log link: variance μ.
 * Source  Cameron & Trivedi, Regression Analysis of Count Data (2013), §3.2.
 */
export const poissonRegression: RegressionFamily = {
  name: "poisson",
  kind: "count",
  outputs: poissonParts.outputs,
  onFeatures: ["logMean"],
  unitShift: [0],
  start: poissonParts.start,
  logProbability: poissonParts.logMass,
  logIntervalProbability: (outputs, low, high) =>
    logIntervalMass((y) => poissonParts.logMass(outputs, y), low, high),
  mean: ([logMean]) => Math.exp(logMean!),
  checkTarget: checkCount,
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
  logIntervalProbability: (outputs, low, high) =>
    logIntervalMass((y) => negativeBinomialParts.logMass(outputs, y), low, high),
  mean: ([logMean]) => Math.exp(logMean!),
  checkTarget: checkCount,
};

/** A sum over so many counts takes too long in every step of a fit. */
const MOST_TERMS = 100_000;

/** ln Σ of the masses from low to high. With no end above, from what is below where that is at most a half. */
function logIntervalMass(logMass: (y: number) => Jet, low: number, high: number): Jet {
  if (high === Infinity && low > 0 && low <= MOST_TERMS) {
    const below = logSum(logMass, 0, low - 1);
    if (below.value < -Math.LN2) return log1mExpOf(below);
  }
  return logSum(logMass, low, high);
}

/** ln Σ of the masses; it ends where they fall and another one changes nothing. */
function logSum(logMass: (y: number) => Jet, low: number, high: number): Jet {
  let sum = logMass(low);
  let last = sum.value;
  for (let y = low + 1; y <= high; y++) {
    if (y - low > MOST_TERMS) {
      throw new DomainError(
        `a censored count must leave at most ${MOST_TERMS} values that matter, got those from ${low} to ${high}`,
      );
    }
    const term = logMass(y);
    sum = logAddExp(term, sum);
    if (term.value < last && term.value < sum.value - NO_LONGER_SEEN) break;
    last = term.value;
  }
  return sum;
}

/** e^{−45} is 3e-20. */
const NO_LONGER_SEEN = 45;
