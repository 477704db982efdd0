import { checkFinite, checkOpenInterval, checkOptions } from "../../numeric/checks.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface PinballOptions {
  /** The quantile τ that is predicted; 0.5 by default, the median. */
  readonly quantile?: number;
}

/**
 * Pinball loss of a τ-quantile: missing it from below costs τ per unit, from above 1 − τ. It is the negative
 * log-likelihood of an asymmetric Laplace distribution with scale 1, without its constant.
 *
 *     L(q, y) = max(τ(y − q), (1 − τ)(q − y))
 *     ∂L/∂q   = −τ where q < y,  1 − τ where q > y        (0 at q = y, a subgradient)
 *
 * Shapes  prediction scalar, target scalar → scalars.
 * Units   the target's; its expectation is least at the τ-quantile.
 * Errors  DomainError if τ is not between 0 and 1, or prediction or target is not finite.
 * Source  Koenker & Bassett, "Regression Quantiles" (1978), Econometrica 46.
 */
export function pinball(options: PinballOptions = {}): Loss<number, number> {
  checkOptions("pinball", options, ["quantile"]);
  const { quantile = 0.5 } = options;
  checkOpenInterval("quantile", quantile, 0, 1);
  return {
    name: "pinball",
    task: "regression",
    domain: { prediction: domains.real, target: domains.real },
    raw: "identity",
    derivation: "08-regression.ipynb#quantile",
    source: 'Koenker & Bassett, "Regression Quantiles" (1978), Econometrica 46.',
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return Math.max(quantile * (target - prediction), (1 - quantile) * (prediction - target));
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      if (prediction === target) return 0;
      return prediction < target ? -quantile : 1 - quantile;
    },
  };
}
