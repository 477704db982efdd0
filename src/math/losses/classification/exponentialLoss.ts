import { checkFinite } from "../../numeric/checks.js";
import { checkSign } from "../../numeric/checkSign.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Exponential loss of a margin, the loss that AdaBoost descends.
 *
 *     L(s, y) = e^{−y·s}
 *     ∂L/∂s   = −y·e^{−y·s}
 *
 * Shapes  score scalar, target −1 or 1 → scalars.
 * Errors  DomainError if the score is not finite or the target is neither −1 nor 1.
 * Source  Friedman, Hastie & Tibshirani, "Additive Logistic Regression: a Statistical View of Boosting" (2000), Ann. Statist. 28, §3.
 */
export const exponentialLoss: Loss<number, number> = {
  name: "exponentialLoss",
  task: "binary classification",
  domain: { prediction: domains.real, target: domains.sign },
  raw: "identity",
  source:
    'Friedman, Hastie & Tibshirani, "Additive Logistic Regression: a Statistical View of Boosting" (2000), Ann. Statist. 28, §3.',
  value(score, target) {
    checkFinite("score", score);
    checkSign("target", target);
    return Math.exp(-target * score);
  },
  gradient(score, target) {
    checkFinite("score", score);
    checkSign("target", target);
    return -target * Math.exp(-target * score);
  },
};
