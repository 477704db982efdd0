import { checkPositive, checkProbabilities } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { entropy } from "./entropy.js";

/**
 * Tsallis entropy of order a: Shannon's at 1, the Gini impurity 1 − Σp² at 2.
 *
 *     S_a(p) = (1 − Σₖ pₖ^a) / (a − 1)
 *
 * Shapes  p [K] → scalar.
 * Units   nats at a = 1.
 * Errors  DomainError if a is not positive, or p does not sum to 1 within 1e-9.
 * Source  Tsallis, "Possible Generalization of Boltzmann–Gibbs Statistics" (1988), J. Stat. Phys. 52.
 */
export function tsallisEntropy(p: Vector, order: number): number {
  checkProbabilities("p", p);
  checkPositive("order", order);
  if (order === 1) return entropy(p);
  const terms = Array.from(p, (pk) =>
    pk === 0 ? 0 : (0 - pk * Math.expm1((order - 1) * Math.log(pk))) / (order - 1),
  );
  return compensatedSum(terms);
}
