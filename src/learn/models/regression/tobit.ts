import { checkFinite, checkNumber, checkOptions } from "../../../math/numeric/checks.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { combine, exponential, logNormalCdfOf, times } from "../jet.js";
import { normalLogDensity } from "./normal.js";
import type { RegressionFamily } from "./regressionFamily.js";

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
  checkNumber("lower", lower);
  checkNumber("upper", upper);
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
