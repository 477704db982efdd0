import { checkProbabilities, checkSameLength } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { domains } from "./domains.js";
import type { Loss } from "./loss.js";

/** What a divergence says of itself: a term of one class, and the slope of that term in the model's share q. */
export interface DivergenceLossDefinition {
  readonly name: string;
  readonly derivation?: string;
  readonly source: string;
  /** The cost of one class that the truth gives t and the model gives q. */
  term(t: number, q: number): number;
  /** ∂term/∂q. */
  slope(t: number, q: number): number;
}

/**
 * A divergence of the model q from the truth t, both on the simplex, that is a sum over the classes.
 *
 *     L(q, t) = Σₖ term(tₖ, qₖ),   ∂L/∂qₖ = slope(tₖ, qₖ)
 *
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Errors  DomainError if lengths differ, or probabilities or target do not sum to 1 within 1e-9.
 * Source  Csiszár (1963): every f-divergence is such a sum.
 */
export function divergenceLoss(definition: DivergenceLossDefinition): Loss<Vector, Vector> {
  const { name, derivation, source, term, slope } = definition;
  const check = (probabilities: Vector, target: Vector): void => {
    checkSameLength("probabilities", probabilities, "target", target);
    checkProbabilities("probabilities", probabilities);
    checkProbabilities("target", target);
  };
  return {
    name,
    task: "distribution",
    domain: { prediction: domains.probabilities, target: domains.probabilities },
    raw: "softmax",
    derivation,
    source,
    value(probabilities, target) {
      check(probabilities, target);
      return compensatedSum(mapPairs(target, probabilities, term));
    },
    gradient(probabilities, target) {
      check(probabilities, target);
      return mapPairs(target, probabilities, slope);
    },
  };
}
