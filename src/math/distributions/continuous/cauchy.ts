import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { LOG_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { studentTNegativeLogLikelihood } from "../../losses/regression/studentTNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import { weightedData } from "../fit/data.js";
import { fitForDegrees, refuseTies, startOf, tiedShare } from "../fit/heavyTails.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface CauchyParameters {
  readonly location: number;
  readonly scale: number;
}

function create(parameters: CauchyParameters): Univariate<CauchyParameters> {
  const { location, scale } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  return univariate({
    name: "cauchy",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb(x) {
      const r = Math.abs((x - location) / scale);
      const log = r < 1e9 ? Math.log1p(r * r) : 2 * Math.log(r);
      return -LOG_PI - Math.log(scale) - log;
    },
    tails(x) {
      // arctan(s/|x−m|)/π keeps its digits in the tail, where ½ − arctan(r)/π would not.
      const outer = Math.atan2(scale, Math.abs(x - location)) / Math.PI;
      return x < location ? { lower: outer, upper: 1 - outer } : { lower: 1 - outer, upper: outer };
    },
    quantile(u) {
      if (Math.abs(u - 0.5) < 0.25) return location + scale * Math.tan(Math.PI * (u - 0.5));
      const outer = Math.min(u, 1 - u);
      const r = 1 / Math.tan(Math.PI * outer);
      return location + (u < 0.5 ? -r : r) * scale;
    },
    mean() {
      throw new DomainError("a Cauchy distribution has no mean: its median is its location");
    },
    variance: () => Infinity,
    entropy: () => Math.log(4 * Math.PI) + Math.log(scale),
    closedKlDivergence(q) {
      const other = parametersOf<CauchyParameters>(q, "cauchy");
      if (other === undefined) return undefined;
      // ((s+t)² + Δ²)/(4st) = 1 + ((s−t)² + Δ²)/(4st)
      const spread = (scale - other.scale) ** 2 + (location - other.location) ** 2;
      return Math.log1p(spread / (4 * scale * other.scale));
    },
  });
}

/**
 * The Cauchy distribution: Student's t with ν = 1.
 *
 *     p(x) = 1/(πs(1 + r²)),  r = (x − m)/s;   cdf ½ + arctan(r)/π;   entropy ln 4πs
 *     KL(p‖q) = ln(((s_p+s_q)² + (m_p−m_q)²)/(4 s_p s_q))
 *
 * It has no mean (`mean()` throws) and its variance is Infinity.
 * Fit     as studentT with one degree of freedom.
 * Loss    on the location, scale 1: ln(1 + (y−m)²) + ln π.
 * Errors  DomainError if the scale is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §16; Chyzak & Nielsen, "A closed-form formula for the
 *         Kullback–Leibler divergence between Cauchy distributions" (2019).
 */
export const cauchy = family("cauchy", ["location", "scale"], create, {
  domains: { location: "real", scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<CauchyParameters> {
    const checked = weightedData(data, weights);
    const start = startOf(checked, "cauchy");
    if (tiedShare(checked) >= 0.5) refuseTies("cauchy");
    return create(fitForDegrees(checked, 1, start, "cauchy"));
  },
  loss: studentTNegativeLogLikelihood({ degreesOfFreedom: 1, full: true }),
});
