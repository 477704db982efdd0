import { divergenceLoss } from "../divergenceLoss.js";

/**
 * Total variation distance: the largest difference of the probabilities of any event.
 *
 *     L(q, t) = ½ Σₖ |tₖ − qₖ|,   between 0 and 1
 *     ∂L/∂qₖ  = ½ sign(qₖ − tₖ)       (0 where they agree, a subgradient)
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   none.
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Levin, Peres & Wilmer, Markov Chains and Mixing Times (2009), prop. 4.2.
 */
export const totalVariationLoss = divergenceLoss({
  name: "totalVariationLoss",
  source: "Levin, Peres & Wilmer, Markov Chains and Mixing Times (2009), prop. 4.2.",
  term: (t, q) => 0.5 * Math.abs(t - q),
  slope: (t, q) => 0 + 0.5 * Math.sign(q - t),
});
