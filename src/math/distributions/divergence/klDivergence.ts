import { klDivergence as klDivergenceOfVectors } from "../../information/klDivergence.js";
import type { Vector } from "../../numeric/vector.js";
import { compareAlike } from "./compareAlike.js";
import { klDivergenceWithBound } from "./comparison.js";
import type { Distribution } from "../distribution.js";

/**
 * Kullback–Leibler divergence of the model q from the truth p, for two probability vectors or two distributions.
 *
 *     KL(p‖q) = E_p[ln p − ln q] ≥ 0
 *
 * A closed form where one is known, else quadrature or summation with a bound of the error.
 * Units   nats. +Infinity where p has mass and q has none.
 * Errors  DomainError if p and q are of different kinds or cannot be compared; see
 *         `klDivergenceWithBound`, which also tells how far off the value may be.
 * Source  Kullback & Leibler, "On Information and Sufficiency" (1951).
 */
export function klDivergence(p: Vector, q: Vector): number;
export function klDivergence<X>(p: Distribution<X>, q: Distribution<X>): number;
export function klDivergence<X>(p: Vector | Distribution<X>, q: Vector | Distribution<X>): number {
  return compareAlike(p, q, klDivergenceOfVectors, (a, b) => klDivergenceWithBound(a, b).value);
}
