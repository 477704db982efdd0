import { checkFunction, checkNumber } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

import { DomainError } from "../numeric/domainError.js";

/**
 * The f-divergence of a convex f with f(1) = 0: u ln u is KL, ½|u − 1| total variation, (u − 1)² Pearson's χ².
 *
 *     D_f(p‖q) = Σₖ qₖ f(pₖ/qₖ)
 *
 * Where qₖ = 0 a unit of p costs `slopeAtInfinity` = lim f(u)/u, +Infinity by default.
 * Shapes  p, q [K] → scalar.
 * Units   those of f.
 * Errors  DomainError if f(1) is not 0, lengths differ, or p or q does not sum to 1 within 1e-9.
 * Source  Csiszár (1963); Ali & Silvey (1966), J. R. Stat. Soc. B 28.
 */
export function fDivergence(
  p: Vector,
  q: Vector,
  f: (u: number) => number,
  slopeAtInfinity: number = Infinity,
): number {
  checkPair(p, q);
  checkFunction("f", f);
  checkNumber("slopeAtInfinity", slopeAtInfinity);
  if (!(Math.abs(f(1)) <= 1e-12)) throw new DomainError(`f must be 0 at 1, got ${f(1)}`);
  const terms = mapPairs(p, q, (pk, qk) => {
    if (qk > 0) return qk * f(pk / qk);
    return pk === 0 ? 0 : pk * slopeAtInfinity;
  });
  return compensatedSum(terms);
}
