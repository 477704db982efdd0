import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { logNormalCdf, normalCdf, normalQuantile } from "../../numeric/special/normalCdf.js";
import {
  logNormalNegativeLogLikelihood,
  type LogNormalNegativeLogLikelihoodOptions,
} from "../../losses/regression/logNormalNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { checkVaries, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { normal } from "./normal.js";
import { isNonNegative, parametersOf, univariate, type Univariate } from "../univariate.js";

export interface LogNormalParameters {
  /** The mean of ln x. */
  readonly logMean: number;
  /** The standard deviation of ln x. */
  readonly logStandardDeviation: number;
}

function create(parameters: LogNormalParameters): Univariate<LogNormalParameters> {
  const { logMean, logStandardDeviation: deviation } = parameters;
  checkFinite("logMean", logMean);
  checkPositive("logStandardDeviation", deviation);
  const ofLog = normal({ mean: logMean, standardDeviation: deviation });
  const standard = (x: number): number => (Math.log(x) - logMean) / deviation;
  const square = deviation * deviation;
  return univariate({
    name: "logNormal",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb: (x) => (x === 0 ? -Infinity : ofLog.logProb(Math.log(x)) - Math.log(x)),
    tails: (x) =>
      x === 0
        ? { lower: 0, upper: 1 }
        : { lower: normalCdf(standard(x)), upper: normalCdf(-standard(x)) },
    logTails: (x) =>
      x === 0
        ? { lower: -Infinity, upper: 0 }
        : { lower: logNormalCdf(standard(x)), upper: logNormalCdf(-standard(x)) },
    quantile: (u) => Math.exp(logMean + deviation * normalQuantile(u)),
    mean: () => Math.exp(logMean + 0.5 * square),
    variance() {
      if (square === Infinity) return Infinity;
      const factor = Math.expm1(square);
      const scale = Math.exp(2 * logMean + square);
      // One of them may have no double where the product has.
      if (factor > 1e-290 && factor < Infinity && scale > 1e-290 && scale < Infinity) {
        return factor * scale;
      }
      const logFactor = square < 1e-20 ? 2 * Math.log(deviation) : square + log1mExp(-square);
      return Math.exp(logFactor + 2 * logMean + square);
    },
    meanLog: () => logMean,
    varianceLog: () => square,
    closedCrossEntropyFrom(p) {
      if (!isNonNegative(p) || p.meanLog === undefined || p.varianceLog === undefined) {
        return undefined;
      }
      const mean = p.meanLog();
      // The normal's cross-entropy of ln X, and E[ln X] of the change of scale.
      const spread = p.varianceLog() + (mean - logMean) ** 2;
      return mean + spread / (2 * square) + Math.log(deviation) + HALF_LOG_TWO_PI;
    },
    entropy: () => ofLog.entropy() + logMean,
    sample: (rng) => Math.exp(logMean + deviation * rng.normal()),
    closedKlDivergence(q) {
      const other = parametersOf<LogNormalParameters>(q, "logNormal");
      if (other === undefined) return undefined;
      const { logMean: mean, logStandardDeviation: standardDeviation } = other;
      return ofLog.closedKlDivergence?.(normal({ mean, standardDeviation }));
    },
  });
}

/**
 * A positive quantity whose logarithm is normal.
 *
 *     p(x) = e^{−½((ln x−μ)/σ)²} / (xσ√(2π));   mean e^{μ+σ²/2}, variance (e^{σ²}−1)e^{2μ+σ²}
 *     entropy μ + ½ ln 2πeσ²;   KL(p‖q) is that of the two normals
 *
 * Fit     the normal fit of the logarithms.
 * Loss    `logNormal.loss({ standardDeviation })` on the mean of ln y.
 * Errors  DomainError if the deviation is not positive; fit: if a number is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §14.
 */
export const logNormal = family("logNormal", ["logMean", "logStandardDeviation"], create, {
  domains: { logMean: "real", logStandardDeviation: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<LogNormalParameters> {
    checkVaries(weightedData(data, weights, (x) => x > 0, "positive").range(), "logNormal");
    const { mean, standardDeviation } = normal.fit(
      Float64Array.from(data, Math.log),
      weights,
    ).parameters;
    return create({ logMean: mean, logStandardDeviation: standardDeviation });
  },
  loss: (options: Omit<LogNormalNegativeLogLikelihoodOptions, "full"> = {}) => {
    checkOptions("logNormal.loss", options, ["standardDeviation"]);
    return logNormalNegativeLogLikelihood({ ...options, full: true });
  },
});
