import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { checkSign } from "../../numeric/checkSign.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface HuberisedHingeOptions {
  /** Half the width of the parabola that replaces the kink; 0.5 by default. */
  readonly h?: number;
}

/**
 * Huberised hinge: hinge with its kink rounded, so that the second derivative is at most 1/(2h).
 *
 *     L(s, y) = 0                          for y·s > 1 + h
 *             = (1 + h − y·s)² / (4h)      for |1 − y·s| ≤ h
 *             = 1 − y·s                    for y·s < 1 − h
 *     ∂L/∂s   = 0,  −y(1 + h − y·s)/(2h),  −y
 *
 * Shapes  score scalar, target −1 or 1 → scalars.
 * Errors  DomainError if h is not positive, the score is not finite or the target is neither −1 nor 1.
 * Source  Chaudhuri, Monteleoni & Sarwate, "Differentially Private Empirical Risk Minimization" (2011), JMLR 12 (after Chapelle 2007).
 */
export function huberisedHinge(options: HuberisedHingeOptions = {}): Loss<number, number> {
  checkOptions("huberisedHinge", options, ["h"]);
  const { h = 0.5 } = options;
  checkPositive("h", h);
  return {
    name: "huberisedHinge",
    task: "binary classification",
    domain: { prediction: domains.real, target: domains.sign },
    raw: "identity",
    source:
      'Chaudhuri, Monteleoni & Sarwate, "Differentially Private Empirical Risk Minimization" (2011), JMLR 12 (after Chapelle 2007).',
    value(score, target) {
      checkFinite("score", score);
      checkSign("target", target);
      const margin = target * score;
      if (margin > 1 + h) return 0;
      if (margin < 1 - h) return 1 - margin;
      // Not the square over 4h, which both overflow where h is huge.
      const rest = 1 + h - margin;
      return (rest / h) * (rest / 4);
    },
    gradient(score, target) {
      checkFinite("score", score);
      checkSign("target", target);
      const margin = target * score;
      if (margin > 1 + h) return 0;
      return margin < 1 - h ? -target : -0.5 * target * ((1 + h - margin) / h);
    },
  };
}
