import { checkAllFinite, checkFinite, checkVector } from "../../numeric/checks.js";
import { INVERSE_ROOT_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { erf } from "../../numeric/special/index.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/** y − μ, σ, and the one over the other. */
function parts(prediction: Vector, target: number) {
  checkVector("prediction", prediction);
  const [mean, logSpread] = prediction;
  if (mean === undefined || logSpread === undefined || prediction.length !== 2) {
    throw new DomainError(
      `prediction must be a pair [mean, ln of the standard deviation], got length ${prediction.length}`,
    );
  }
  checkAllFinite("prediction", prediction);
  checkFinite("target", target);
  const residual = target - mean;
  const sigma = Math.exp(logSpread);
  return { residual, sigma, w: residual / sigma };
}

/** 2φ(w) − 1/√π, the slope in σ. */
const spreadSlope = (w: number): number =>
  INVERSE_ROOT_PI * (Math.SQRT2 * Math.exp(-0.5 * w * w) - 1);

/**
 * Continuous ranked probability score of a normal forecast: the squared distance between its distribution
 * function and the step at the target. In the target's unit, so a forecast without spread is its absolute error.
 *
 *     w = (y − μ)/σ
 *     L([μ, ln σ], y) = ∫ (Φ((x − μ)/σ) − [x ≥ y])² dx = σ·(w·erf(w/√2) + 2φ(w) − 1/√π)
 *     ∂L/∂μ = −erf(w/√2),   ∂L/∂ln σ = σ·(2φ(w) − 1/√π)
 *
 * Strictly proper, and kinder to outliers than the log score: it grows with the distance, not with its square.
 * Shapes  prediction [2] = [μ, ln σ], target scalar → value scalar, gradient [2].
 * Units   the target's.
 * Errors  DomainError if the prediction is not a pair of finite numbers or the target is not finite.
 * Source  Gneiting, Raftery, Westveld & Goldman (2005), Mon. Weather Rev. 133, eq. 5.
 */
export const crpsNormal: Loss<Vector, number> = {
  name: "crpsNormal",
  task: "regression",
  domain: { prediction: domains.meanAndLogSpread, target: domains.real },
  raw: "identity",
  source: "Gneiting, Raftery, Westveld & Goldman (2005), Mon. Weather Rev. 133, eq. 5.",
  value(prediction, target) {
    const { residual, sigma, w } = parts(prediction, target);
    // σ·w as the residual itself: where σ underflows or is tiny the limit |y − μ| comes out.
    if (sigma === 0 || !Number.isFinite(w)) return Math.abs(residual);
    return residual * erf(w * Math.SQRT1_2) + sigma * spreadSlope(w);
  },
  gradient(prediction, target) {
    const { residual, sigma, w } = parts(prediction, target);
    if (sigma === 0) return [0 - Math.sign(residual), 0];
    return [0 - erf(w * Math.SQRT1_2), sigma * spreadSlope(w)];
  },
};
