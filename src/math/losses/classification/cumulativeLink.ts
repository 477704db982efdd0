import { checkAllFinite, checkInteger, checkLabelOf, checkVector } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/** a = θ_y − η, b = θ_{y+1} − η, and b − a from the thresholds themselves; infinite at the ends. */
function bounds(prediction: Vector, label: number): { a: number; b: number; width: number } {
  checkVector("prediction", prediction);
  checkInteger("the prediction's length", prediction.length, 2);
  checkAllFinite("prediction", prediction);
  checkLabelOf("label", label, "prediction", prediction);
  for (let k = 2; k < prediction.length; k++) {
    if (!(prediction[k]! > prediction[k - 1]!)) {
      throw new DomainError(
        `prediction must hold a score and ascending thresholds, got ${prediction[k]} after ${prediction[k - 1]}`,
      );
    }
  }
  const lower = label === 0 ? -Infinity : prediction[label]!;
  const upper = label === prediction.length - 1 ? Infinity : prediction[label + 1]!;
  return { a: lower - prediction[0]!, b: upper - prediction[0]!, width: upper - lower };
}

/**
 * Ordered classes: one score η, and thresholds θ₁ < … < θ_{K−1} that cut the line into K classes.
 *
 *     P(y ≤ k) = σ(θ_{k+1} − η),   b = θ_{y+1} − η,  a = θ_y − η      (θ₀ = −∞, θ_K = +∞)
 *     L = −ln[σ(b) − σ(a)] = softplus(−b) + softplus(a) − ln(1 − e^{a−b})
 *     ∂L/∂η = σ(−b) − σ(a),   ∂L/∂θ_{y+1} = −σ(−b) − 1/(e^{b−a} − 1),   ∂L/∂θ_y = σ(a) + 1/(e^{b−a} − 1)
 *
 * Shapes  prediction [K] = [η, θ₁, …, θ_{K−1}], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats.
 * Errors  DomainError if thresholds do not ascend, a number is not finite or the label is no class index.
 * Source  McCullagh, "Regression Models for Ordinal Data" (1980), J. R. Stat. Soc. B 42, §2.
 */
export const cumulativeLink: Loss<Vector, number> = {
  name: "cumulativeLink",
  task: "ordinal classification",
  domain: { prediction: domains.scoreAndThresholds, target: domains.label },
  raw: "ascending",
  source: 'McCullagh, "Regression Models for Ordinal Data" (1980), J. R. Stat. Soc. B 42, §2.',
  value(prediction, label) {
    const { a, b, width } = bounds(prediction, label);
    return softplus(-b) + softplus(a) - log1mExp(-width);
  },
  gradient(prediction, label) {
    const { a, b, width } = bounds(prediction, label);
    const gap = 1 / Math.expm1(width);
    const gradient = new Array<number>(prediction.length).fill(0);
    gradient[0] = sigmoid(-b) - sigmoid(a);
    if (a > -Infinity) gradient[label] = sigmoid(a) + gap;
    if (b < Infinity) gradient[label + 1] = -sigmoid(-b) - gap;
    return gradient;
  },
};
