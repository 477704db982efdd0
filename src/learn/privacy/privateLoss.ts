import { huberisedHinge } from "../../math/losses/classification/huberisedHinge.js";
import { binaryCrossEntropyWithLogits } from "../../math/losses/classification/binaryCrossEntropyWithLogits.js";
import { checkFunction, checkInterval, checkPositive } from "../../math/numeric/checks.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";

/**
 * A loss of the margin y·f·x that the theorems admit: convex, |ℓ'| ≤ 1 and |ℓ''| ≤ c. The bounds hold for the
 * logit, not for the predicted probability.
 */
export interface PrivateLoss {
  readonly name: "logistic" | "huberisedHinge";
  /** c, the greatest second derivative. */
  readonly curvatureBound: number;
  /** ℓ, ℓ' and ℓ'' at a raw output for label 0 or 1. */
  value(raw: number, label: number): number;
  slope(raw: number, label: number): number;
  curvature(raw: number, label: number): number;
}

/** ℓ = ln(1 + e^{−margin}), c = ¼. */
export const privateLogistic: PrivateLoss = {
  name: "logistic",
  curvatureBound: 0.25,
  value: (raw, label) => binaryCrossEntropyWithLogits.value(raw, label),
  slope: (raw, label) => binaryCrossEntropyWithLogits.gradient(raw, label),
  curvature: (raw) => sigmoid(raw) * sigmoid(-raw),
};

/** The hinge with its kink rounded over a width of 2h, c = 1/(2h). */
export function privateHuberisedHinge(h = 0.5): PrivateLoss {
  checkPositive("h", h);
  const loss = huberisedHinge({ h });
  const sign = (label: number): number => {
    checkInterval("label", label, 0, 1);
    return 2 * label - 1;
  };
  return {
    name: "huberisedHinge",
    curvatureBound: 1 / (2 * h),
    value: (raw, label) => loss.value(raw, sign(label)),
    slope: (raw, label) => loss.gradient(raw, sign(label)),
    curvature: (raw, label) => (Math.abs(1 - sign(label) * raw) <= h ? 1 / (2 * h) : 0),
  };
}

/** What `privateLogistic` and `privateHuberisedHinge` are. */
export function checkPrivateLoss(loss: PrivateLoss): void {
  const { curvatureBound, value, slope, curvature } = (loss ?? {}) as Partial<PrivateLoss>;
  for (const [name, f] of Object.entries({ value, slope, curvature })) {
    checkFunction(`loss.${name}`, f);
  }
  checkPositive("loss.curvatureBound", curvatureBound ?? NaN);
}
