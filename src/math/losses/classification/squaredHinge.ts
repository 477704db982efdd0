import { checkFinite } from "../../numeric/checks.js";
import { checkSign } from "../../numeric/checkSign.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Squared hinge loss of a margin: as hinge, without its kink.
 *
 *     L(s, y) = max(0, 1 − y·s)²
 *     ∂L/∂s   = −2y·max(0, 1 − y·s)
 *
 * Shapes  score scalar, target −1 or 1 → scalars.
 * Errors  DomainError if the score is not finite or the target is neither −1 nor 1.
 * Source  Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2009), §12.3.2, table 12.1.
 */
export const squaredHinge: Loss<number, number> = {
  name: "squaredHinge",
  task: "binary classification",
  domain: { prediction: domains.real, target: domains.sign },
  raw: "identity",
  source:
    "Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2009), §12.3.2, table 12.1.",
  value(score, target) {
    checkFinite("score", score);
    checkSign("target", target);
    return Math.max(0, 1 - target * score) ** 2;
  },
  gradient(score, target) {
    checkFinite("score", score);
    checkSign("target", target);
    return 0 - 2 * target * Math.max(0, 1 - target * score);
  },
};
