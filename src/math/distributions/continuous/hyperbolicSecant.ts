import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { LOG_PI } from "../../numeric/constants.js";
import { logCosh } from "../../losses/regression/logCosh.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { fitLocationScale } from "../fit/fitLocationScale.js";
import { univariate, type Univariate } from "../univariate.js";

export interface HyperbolicSecantParameters {
  readonly location: number;
  readonly scale: number;
}

function create(parameters: HyperbolicSecantParameters): Univariate<HyperbolicSecantParameters> {
  const { location, scale } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  return univariate({
    name: "hyperbolicSecant",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb: (x) => -logCosh.value((x - location) / scale, 0) - LOG_PI - Math.log(scale),
    tails(x) {
      const r = (x - location) / scale;
      const outer = (2 / Math.PI) * Math.atan(Math.exp(-Math.abs(r)));
      return r < 0 ? { lower: outer, upper: 1 - outer } : { lower: 1 - outer, upper: outer };
    },
    logTails(x) {
      const r = (x - location) / scale;
      const e = Math.exp(-Math.abs(r));
      // arctan(e) is e itself where e² is below rounding.
      const log = Math.log(2 / Math.PI) + (e < 1e-9 ? -Math.abs(r) : Math.log(Math.atan(e)));
      const rest = log1mExp(log);
      return r < 0 ? { lower: log, upper: rest } : { lower: rest, upper: log };
    },
    quantile(u) {
      const outer = Math.min(u, 1 - u);
      const r = -Math.log(Math.tan((Math.PI / 2) * outer));
      return location + (u < 0.5 ? -r : r) * scale;
    },
    mean: () => location,
    variance: () => ((Math.PI * scale) / 2) ** 2,
    entropy: () => Math.LN2 + LOG_PI + Math.log(scale),
  });
}

/** −ln p(y) on the location, with scale 1: log-cosh and the constant ln π. */
const hyperbolicSecantLoss: LossFunction<number, number> = {
  name: "hyperbolicSecantLoss",
  value: (prediction, target) => logCosh.value(prediction, target) + LOG_PI,
  gradient: (prediction, target) => logCosh.gradient(prediction, target),
};

/**
 * The hyperbolic secant distribution, scaled so that its maximum likelihood is the log-cosh loss.
 *
 *     p(x) = 1/(πs cosh r),  r = (x − m)/s;   cdf (2/π) arctan eʳ;   variance (πs/2)²
 *     entropy ln 2πs, since E[ln cosh r] = ln 2
 *
 * SciPy's hypsecant(loc, scale) is this one, with the same parameters.
 * Fit     location and scale by their likelihood equations.
 * Loss    on the location, scale 1: ln cosh(y − m) + ln π.
 * Errors  DomainError if the scale is not positive.
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §23.11.
 */
export const hyperbolicSecant = family("hyperbolicSecant", ["location", "scale"], create, {
  domains: { location: "real", scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<HyperbolicSecantParameters> {
    return create(fitLocationScale(weightedData(data, weights), Math.tanh, "hyperbolicSecant"));
  },
  loss: hyperbolicSecantLoss,
});
