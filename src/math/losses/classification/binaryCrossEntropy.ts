import { checkProbability } from "../../numeric/checks.js";
import { xLog1pY } from "../../numeric/xLog1pY.js";
import { xLogY } from "../../numeric/xLogY.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Cross-entropy of a target y against the probability p itself, unclamped.
 *
 *     L(p, y) = −y ln p − (1 − y) ln(1 − p)
 *     ∂L/∂p   = −y/p + (1 − y)/(1 − p)
 *
 * Where a logit is at hand, binaryCrossEntropyWithLogits keeps more digits. Element by element this is
 * also the R package DPpack's loss.cross.entropy with its gradient in ŷ.
 * Shapes  probability scalar, target scalar → scalars.
 * Units   nats. +Infinity where the target has weight and its probability is 0; a term of weight 0 is 0.
 * Errors  DomainError if probability or target is not between 0 and 1.
 * Source  Bishop, PRML (2006), §4.3.2, eq. 4.90; DPpack reference manual, loss.cross.entropy.
 */
export const binaryCrossEntropy: Loss<number, number> = {
  name: "binaryCrossEntropy",
  task: "binary classification",
  domain: { prediction: domains.probability, target: domains.probability },
  raw: "sigmoid",
  derivation: "06-binary.ipynb#from-likelihood-to-loss",
  source: "Bishop, PRML (2006), §4.3.2, eq. 4.90; DPpack reference manual, loss.cross.entropy.",
  value(probability, target) {
    checkProbability("probability", probability);
    checkProbability("target", target);
    return 0 - xLogY(target, probability) - xLog1pY(1 - target, -probability);
  },
  gradient(probability, target) {
    checkProbability("probability", probability);
    checkProbability("target", target);
    const ones = target === 0 ? 0 : target / probability;
    const zeros = target === 1 ? 0 : (1 - target) / (1 - probability);
    return zeros - ones;
  },
};
