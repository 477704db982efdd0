import {
  checkLogit,
  checkNonNegative,
  checkOptions,
  checkProbability,
} from "../../numeric/checks.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface WeightedBinaryCrossEntropyOptions {
  /** How many zeros a one is worth; 1 by default. */
  readonly posWeight?: number;
  /** A factor on the whole; 1 by default. */
  readonly weight?: number;
}

/**
 * Binary cross-entropy in which a one counts posWeight times as much as a zero.
 *
 *     L(z, y) = w·[c·y·softplus(−z) + (1 − y)·softplus(z)],   c = posWeight
 *     ∂L/∂z   = w·[(1 − y)·σ(z) − c·y·σ(−z)]
 *
 * Shapes  logit scalar, target scalar → scalars.
 * Units   nats times the weights. +Infinity at an infinite logit on the wrong side; a term of weight 0 is 0.
 * Errors  DomainError if a weight is negative, the logit is NaN or the target is not between 0 and 1.
 * Source  PyTorch documentation, BCEWithLogitsLoss; King & Zeng, "Logistic Regression in Rare Events Data" (2001), eq. 15.
 */
export function weightedBinaryCrossEntropyWithLogits(
  options: WeightedBinaryCrossEntropyOptions = {},
): Loss<number, number> {
  checkOptions("weightedBinaryCrossEntropyWithLogits", options, ["posWeight", "weight"]);
  const { posWeight = 1, weight = 1 } = options;
  checkNonNegative("posWeight", posWeight);
  checkNonNegative("weight", weight);
  return {
    name: "weightedBinaryCrossEntropyWithLogits",
    task: "binary classification",
    domain: { prediction: domains.logit, target: domains.probability },
    raw: "identity",
    source:
      'PyTorch documentation, BCEWithLogitsLoss; King & Zeng, "Logistic Regression in Rare Events Data" (2001), eq. 15.',
    value(logit, target) {
      checkLogit("logit", logit);
      checkProbability("target", target);
      const ones = weight * posWeight * target;
      const zeros = weight * (1 - target);
      return (
        (ones === 0 ? 0 : ones * softplus(-logit)) + (zeros === 0 ? 0 : zeros * softplus(logit))
      );
    },
    gradient(logit, target) {
      checkLogit("logit", logit);
      checkProbability("target", target);
      return weight * ((1 - target) * sigmoid(logit) - posWeight * target * sigmoid(-logit));
    },
  };
}
