import { checkFinite } from "../../numeric/checks.js";
import { checkSign } from "../../numeric/checkSign.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

/**
 * Hinge loss of a margin: nothing once the score is on the right side by 1, linear before.
 *
 *     L(s, y) = max(0, 1 − y·s)
 *     ∂L/∂s   = −y where y·s < 1, 0 otherwise          (a subgradient at 1)
 *
 * Shapes  score scalar, target −1 or 1 → scalars.
 * Errors  DomainError if the score is not finite or the target is neither −1 nor 1.
 * Source  Cortes & Vapnik, "Support-Vector Networks" (1995), Mach. Learn. 20; Hastie, Tibshirani & Friedman, ESL (2009), §12.3.2.
 */
export const hinge: Loss<number, number> = {
  name: "hinge",
  task: "binary classification",
  domain: { prediction: domains.real, target: domains.sign },
  raw: "identity",
  source:
    'Cortes & Vapnik, "Support-Vector Networks" (1995), Mach. Learn. 20; Hastie, Tibshirani & Friedman, ESL (2009), §12.3.2.',
  value(score, target) {
    checkFinite("score", score);
    checkSign("target", target);
    return Math.max(0, 1 - target * score);
  },
  gradient(score, target) {
    checkFinite("score", score);
    checkSign("target", target);
    return target * score < 1 ? -target : 0;
  },
};
