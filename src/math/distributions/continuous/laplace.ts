import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { laplaceNegativeLogLikelihood } from "../../losses/regression/laplaceNegativeLogLikelihood.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logRatio } from "../../numeric/special/logRatio.js";
import type { Vector } from "../../numeric/vector.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";
import { weightedQuantile } from "../fit/weightedQuantile.js";

export interface LaplaceParameters {
  readonly location: number;
  readonly scale: number;
}

function create(parameters: LaplaceParameters): Univariate<LaplaceParameters> {
  const { location, scale } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  return univariate({
    name: "laplace",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    kinks: [location],
    logProb: (x) => -Math.abs(x - location) / scale - Math.LN2 - Math.log(scale),
    tails(x) {
      const tail = 0.5 * Math.exp(-Math.abs(x - location) / scale);
      return x < location ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
    },
    logTails(x) {
      const log = -Math.abs(x - location) / scale - Math.LN2;
      return x < location
        ? { lower: log, upper: log1mExp(log) }
        : { lower: log1mExp(log), upper: log };
    },
    quantile: (u) =>
      u < 0.5 ? location + scale * Math.log(2 * u) : location - scale * Math.log(2 * (1 - u)),
    mean: () => location,
    variance: () => 2 * scale * scale,
    entropy: () => 1 + Math.LN2 + Math.log(scale),
    closedKlDivergence(q) {
      const other = parametersOf<LaplaceParameters>(q, "laplace");
      if (other === undefined) return undefined;
      // d = |Δ|/b_q, e = |Δ|/b_p, r = ln(b_q/b_p):  (r + e^{−r} − 1) + e^{−r}(e^{−e} − 1 + e).
      const r = logRatio(other.scale, scale);
      const e = Math.abs(location - other.location) / scale;
      const ratio = scale / other.scale;
      return expm1MinusX(-r) + ratio * expm1MinusX(-e);
    },
  });
}

/**
 * The Laplace (double exponential) distribution.
 *
 *     p(x) = e^{−|x−m|/b} / (2b);   variance 2b², entropy 1 + ln 2b
 *     KL(p‖q) = ln(b_q/b_p) + (b_p e^{−|Δ|/b_p} + |Δ|)/b_q − 1,   Δ = m_p − m_q
 *
 * Fit     the median, and the mean absolute deviation from it.
 * Loss    on the location, scale 1: |y − m| + ln 2. Its minimiser is the median.
 * Errors  DomainError if the scale is not positive or the location not finite.
 * Source  Kotz, Kozubowski & Podgórski, The Laplace Distribution and Generalizations (2001), §2.
 */
export const laplace = family("laplace", ["location", "scale"], create, {
  fit(data: Vector, weights?: Vector): Univariate<LaplaceParameters> {
    const checked = weightedData(data, weights);
    const location = weightedQuantile(data, checked.weights, 0.5);
    const scale = checked.average((x) => Math.abs(x - location));
    checkSpread(checked, scale, "laplace");
    return create({ location, scale });
  },
  loss: laplaceNegativeLogLikelihood({ full: true }),
});
