import { checkFinite } from "../../../math/numeric/checks.js";
import { LOG_PI } from "../../../math/numeric/constants.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { combine, exponential, log1pOf, logGammaOf, times } from "../jet.js";
import type { RegressionFamily } from "./regressionFamily.js";

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
