import { checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { EULER_GAMMA, HALF_LOG_HALF_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { erf, erfc, logErfc } from "../../numeric/special/erf.js";
import { erfcInverse, erfInverse } from "../../numeric/special/erfInverse.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logRatio } from "../../numeric/special/logRatio.js";
import type { Vector } from "../../numeric/vector.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { isNonNegative, parametersOf, univariate, type Univariate } from "../univariate.js";

export interface HalfNormalParameters {
  /** The standard deviation of the normal whose absolute value this is. */
  readonly scale: number;
}

function create(parameters: HalfNormalParameters): Univariate<HalfNormalParameters> {
  const { scale } = parameters;
  checkPositive("scale", scale);
  const standard = (x: number): number => (x / scale) * Math.SQRT1_2;
  return univariate({
    name: "halfNormal",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb: (x) => -0.5 * (x / scale) ** 2 - HALF_LOG_HALF_PI - Math.log(scale),
    tails: (x) => ({ lower: erf(standard(x)), upper: erfc(standard(x)) }),
    logTails(x) {
      const upper = logErfc(standard(x));
      return { lower: log1mExp(upper), upper };
    },
    quantile: (u) => scale * Math.SQRT2 * (u < 0.5 ? erfInverse(u) : erfcInverse(1 - u)),
    mean: () => scale * Math.sqrt(2 / Math.PI),
    variance: () => scale * scale * (1 - 2 / Math.PI),
    meanLog: () => Math.log(scale) - 0.5 * (EULER_GAMMA + Math.LN2),
    entropy: () => 0.5 + HALF_LOG_HALF_PI + Math.log(scale),
    sample: (rng) => scale * Math.abs(rng.normal()),
    closedKlDivergence(q) {
      const other = parametersOf<HalfNormalParameters>(q, "halfNormal");
      return other && 0.5 * expm1MinusX(-2 * logRatio(other.scale, scale));
    },
    closedCrossEntropyFrom(p) {
      if (!isNonNegative(p)) return undefined;
      const variance = p.variance();
      if (!Number.isFinite(variance)) return Infinity;
      const square = (variance + p.mean() ** 2) / (scale * scale);
      return 0.5 * square + HALF_LOG_HALF_PI + Math.log(scale);
    },
  });
}

/**
 * The absolute value of a normal number with mean 0.
 *
 *     p(x) = √(2/π)/σ · e^{−x²/(2σ²)}, x ≥ 0;   mean σ√(2/π), entropy ½ + ½ ln(πσ²/2)
 *     KL(p‖q) = ln(σ_q/σ_p) + ½σ_p²/σ_q² − ½
 *
 * Fit     the root of the mean square.
 * Loss    none in its own right: its likelihood is the normal's at mean 0.
 * Errors  DomainError if the scale is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §13.10.1.
 */
export const halfNormal = family("halfNormal", ["scale"], create, {
  domains: { scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<HalfNormalParameters> {
    const { average } = weightedData(data, weights, (x) => x >= 0, "at least 0");
    const scale = Math.sqrt(average((x) => x * x));
    if (!(scale > 0)) throw new DomainError("data must not all be 0 to fit halfNormal");
    return create({ scale });
  },
});
