import { checkFinite, checkOptions } from "../../numeric/checks.js";
import { alphaTerm } from "../../numeric/alphaTerm.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import type { Loss } from "../loss.js";
import { divergenceLoss } from "../divergenceLoss.js";

export interface AlphaDivergenceOptions {
  /** α, neither 0 nor 1 (there: KL(q‖t) and KL(t‖q)); 0.5 by default, four times squared Hellinger. */
  readonly alpha?: number;
}

/**
 * Amari's α-divergence of the model q from the truth t.
 *
 *     L(q, t) = Σₖ [tₖ^α qₖ^{1−α} − α tₖ − (1 − α) qₖ] / (α(α − 1))
 *     ∂L/∂qₖ  = (1 − (tₖ/qₖ)^α)/α
 *
 * Large α covers every mode of the truth, very negative α seeks one.
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   nats in the limits α → 0 and 1. +Infinity where q is 0 and t is not (α > 1) or the reverse (α < 0).
 * Errors  DomainError if α is 0 or 1, lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Amari, Differential-Geometrical Methods in Statistics (1985); Minka, "Divergence Measures and Message Passing" (2005), eq. 8.
 */
export function alphaDivergenceLoss(options: AlphaDivergenceOptions = {}): Loss<Vector, Vector> {
  checkOptions("alphaDivergenceLoss", options, ["alpha"]);
  const { alpha = 0.5 } = options;
  checkFinite("alpha", alpha);
  if (alpha === 0 || alpha === 1) {
    throw new DomainError(
      `alpha must be neither 0 nor 1 (use klDivergenceLoss, either way round), got ${alpha}`,
    );
  }
  return divergenceLoss({
    name: "alphaDivergenceLoss",
    source:
      'Amari, Differential-Geometrical Methods in Statistics (1985); Minka, "Divergence Measures and Message Passing" (2005), eq. 8.',
    term: (t, q) => alphaTerm(t, q, alpha),
    slope(t, q) {
      if (t === 0 && q === 0) return 0;
      if (q === 0) return alpha > 0 ? -Infinity : 1 / alpha;
      if (t === 0) return alpha > 0 ? 1 / alpha : Infinity;
      return -Math.expm1(alpha * Math.log(t / q)) / alpha;
    },
  });
}
