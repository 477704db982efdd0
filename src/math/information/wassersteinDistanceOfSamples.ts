import { checkAllFinite, checkNotEmpty } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";

/**
 * Wasserstein-1 distance between two samples of numbers, of any two sizes.
 *
 *     W₁ = ∫ |F(x) − G(x)| dx,   F, G the empirical distribution functions
 *
 * Shapes  x [N], y [M] → scalar.
 * Units   those of the numbers.
 * Errors  DomainError if a sample is empty or a number is not finite.
 * Source  Vallender (1974), Theory Probab. Appl. 18.
 */
export function wassersteinDistanceOfSamples(x: Vector, y: Vector): number {
  checkNotEmpty("x", x);
  checkNotEmpty("y", y);
  checkAllFinite("x", x);
  checkAllFinite("y", y);
  const a = Float64Array.from(x).sort();
  const b = Float64Array.from(y).sort();
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  all.sort();
  const terms: number[] = [];
  let i = 0;
  let j = 0;
  for (let k = 0; k + 1 < all.length; k++) {
    while (i < a.length && a[i]! <= all[k]!) i++;
    while (j < b.length && b[j]! <= all[k]!) j++;
    terms.push(Math.abs(i / a.length - j / b.length) * (all[k + 1]! - all[k]!));
  }
  return compensatedSum(terms);
}
