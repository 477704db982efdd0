import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logRatio } from "../../numeric/special/logRatio.js";
import { logNormalCdf, normalCdf, normalQuantile } from "../../numeric/special/normalCdf.js";
import { gaussianNegativeLogLikelihood } from "../../losses/regression/gaussianNegativeLogLikelihood.js";
import { gaussianNegativeLogLikelihoodWithLogVariance } from "../../losses/regression/gaussianNegativeLogLikelihoodWithLogVariance.js";
import type { Vector } from "../../numeric/vector.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface NormalParameters {
  readonly mean: number;
  readonly standardDeviation: number;
}

function create(parameters: NormalParameters): Univariate<NormalParameters> {
  const { mean, standardDeviation: deviation } = parameters;
  checkFinite("mean", mean);
  checkPositive("standardDeviation", deviation);
  const standard = (x: number): number => (x - mean) / deviation;
  return univariate({
    name: "normal",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb: (x) => -0.5 * standard(x) ** 2 - Math.log(deviation) - HALF_LOG_TWO_PI,
    tails: (x) => ({ lower: normalCdf(standard(x)), upper: normalCdf(-standard(x)) }),
    logTails: (x) => ({ lower: logNormalCdf(standard(x)), upper: logNormalCdf(-standard(x)) }),
    quantile: (u) => mean + deviation * normalQuantile(u),
    mean: () => mean,
    variance: () => deviation * deviation,
    entropy: () => HALF_LOG_TWO_PI + 0.5 + Math.log(deviation),
    sample: (rng) => mean + deviation * rng.normal(),
    closedKlDivergence(q) {
      const other = parametersOf<NormalParameters>(q, "normal");
      if (other === undefined) return undefined;
      // With r = ln(σ_q/σ_p): ½(e^{−2r} − 1 + 2r) + ½((μ_p−μ_q)/σ_q)², nothing cancels.
      const r = logRatio(other.standardDeviation, deviation);
      const shift = (mean - other.mean) / other.standardDeviation;
      return 0.5 * expm1MinusX(-2 * r) + 0.5 * shift * shift;
    },
    closedCrossEntropyFrom(p) {
      if (p.support.kind !== "real") return undefined;
      const variance = p.variance() as number;
      if (!Number.isFinite(variance)) return Infinity;
      const shift = (p.mean() - mean) / deviation;
      const spread = Math.sqrt(variance) / deviation;
      return 0.5 * (spread * spread + shift * shift) + Math.log(deviation) + HALF_LOG_TWO_PI;
    },
  });
}

/**
 * The normal (Gaussian) distribution.
 *
 *     p(x) = e^{−½((x−μ)/σ)²} / (σ√(2π));   entropy ½ ln(2πeσ²)
 *     KL(p‖q) = ln(σ_q/σ_p) + (σ_p² + (μ_p−μ_q)²)/(2σ_q²) − ½
 *     −E_p[ln q] = ½((Var p + (E p − μ)²)/σ² + ln 2πσ²) for any p with a variance
 *
 * Fit     the mean, and the root of the mean squared deviation (÷N, not N−1).
 * Loss    on the raw output (μ, s = ln σ²): ½(s + (y−μ)²e^{−s}) + ½ ln 2π.
 *         `lossWithUnitVariance`, on μ alone: ½(y−μ)² + ½ ln 2π.
 * Errors  DomainError if the standard deviation is not positive or the mean not finite.
 * Source  Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 1 (1994), §13.
 */
export const normal = family("normal", ["mean", "standardDeviation"], create, {
  domains: { mean: "real", standardDeviation: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<NormalParameters> {
    const checked = weightedData(data, weights);
    const { average } = checked;
    const mean = average((x) => x);
    const standardDeviation = Math.sqrt(average((x) => (x - mean) ** 2));
    checkSpread(checked, standardDeviation, "normal");
    return create({ mean, standardDeviation });
  },
  loss: gaussianNegativeLogLikelihoodWithLogVariance({ full: true }),
  lossWithUnitVariance: gaussianNegativeLogLikelihood({ full: true }),
});
