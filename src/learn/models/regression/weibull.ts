import { checkPositive } from "../../../math/numeric/checks.js";
import { logGamma } from "../../../math/numeric/special/logGamma.js";
import { combine, expm1Of, exponential, log1mExpOf, times } from "../jet.js";
import type { Jet } from "../jet.js";
import type { RegressionFamily } from "./regressionFamily.js";

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
  logIntervalProbability([logScale, logShape], low, high) {
    // S(y) = exp(−e^u), and S(low) − S(high) = S(low)·(1 − exp(−e^u·((high/low)^k − 1))).
    const shape = exponential(logShape!);
    const hazard = (y: number): Jet =>
      exponential(times(combine([[-1, logScale!]], Math.log(y)), shape));
    if (low === 0) return log1mExpOf(combine([[-1, hazard(high)]]));
    const survival = combine([[-1, hazard(low)]]);
    if (high === Infinity) return survival;
    const growth = expm1Of(combine([[Math.log(high / low), shape]]));
    return combine([
      [1, survival],
      [1, log1mExpOf(times(survival, growth))],
    ]);
  },
  mean: ([logScale, logShape]) => Math.exp(logScale! + logGamma(1 + Math.exp(-logShape!))),
  checkTarget: checkPositive,
};
