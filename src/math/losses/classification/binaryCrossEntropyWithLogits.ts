import { checkLogit, checkProbability } from "../../numeric/checks.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Cross-entropy of a 0/1 target y (or a soft one between) against the Bernoulli with p = σ(z).
 *
 *     L(z, y) = y·softplus(−z) + (1 − y)·softplus(z)      (= −y ln p − (1 − y) ln(1 − p))
 *     ∂L/∂z   = (1 − y)·σ(z) − y·σ(−z)                    (= σ(z) − y, with all its digits near 0)
 *
 * Shapes  logit scalar, target scalar → value scalar, gradient scalar.
 * Units   nats. +Infinity at an infinite logit on the wrong side; a term of weight 0 is 0.
 * Errors  DomainError if the logit is NaN or the target is not between 0 and 1.
 * Source  Bishop, PRML (2006), §4.3.2, eq. 4.90 and 4.91.
 */
export const binaryCrossEntropyWithLogits: Loss<number, number> = {
  name: "binaryCrossEntropyWithLogits",
  task: "binary classification",
  domain: { prediction: domains.logit, target: domains.probability },
  raw: "identity",
  derivation: "06-binary.ipynb#from-likelihood-to-loss",
  source: "Bishop, PRML (2006), §4.3.2, eq. 4.90 and 4.91.",
  value(logit, target) {
    checkLogit("logit", logit);
    checkProbability("target", target);
    // 0 · ∞ is decided here: an outcome that is not the target adds nothing.
    const ones = target === 0 ? 0 : target * softplus(-logit);
    const zeros = target === 1 ? 0 : (1 - target) * softplus(logit);
    return ones + zeros;
  },
  gradient(logit, target) {
    checkLogit("logit", logit);
    checkProbability("target", target);
    return (1 - target) * sigmoid(logit) - target * sigmoid(-logit);
  },
};
