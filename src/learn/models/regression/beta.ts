import { checkOpenInterval } from "../../../math/numeric/checks.js";
import { sigmoid } from "../../../math/numeric/sigmoid.js";
import { combine, exponential, logGammaOf, softplusOf } from "../jet.js";
import type { RegressionFamily } from "./regressionFamily.js";

/**
 * Beta with mean μ = σ(η) and precision φ: ln p = lnΓ(φ) − lnΓ(μφ) − lnΓ((1−μ)φ) + (μφ−1)ln y + ((1−μ)φ−1)ln(1−y).
 * Source  Ferrari & Cribari-Neto (2004), J. Applied Statistics 31.
 */
export const betaRegression: RegressionFamily = {
  name: "beta",
  kind: "proportion",
  outputs: ["logitMean", "logPrecision"],
  onFeatures: ["logitMean"],
  unitShift: [0, 0],
  start: (mean, variance) => [
    Math.log(mean / (1 - mean)),
    Math.log(Math.max((mean * (1 - mean)) / variance - 1, 0.5)),
  ],
  logProbability([logit, logPrecision], y) {
    // ln α = ln φ + ln σ(η) and ln β = ln φ + ln σ(−η): neither loses digits where μ is near 0 or 1.
    const alpha = exponential(
      combine([
        [1, logPrecision!],
        [-1, softplusOf(combine([[-1, logit!]]))],
      ]),
    );
    const beta = exponential(
      combine([
        [1, logPrecision!],
        [-1, softplusOf(logit!)],
      ]),
    );
    return combine(
      [
        [1, logGammaOf(exponential(logPrecision!))],
        [-1, logGammaOf(alpha)],
        [-1, logGammaOf(beta)],
        [Math.log(y), alpha],
        [Math.log1p(-y), beta],
      ],
      -Math.log(y) - Math.log1p(-y),
    );
  },
  mean: ([logit]) => sigmoid(logit!),
  checkTarget: (name, target) => checkOpenInterval(name, target, 0, 1),
};
