import { HALF_LOG_TWO_PI, logGamma } from "./logGamma.js";

/** B₂ₖ / (2k(2k−1)) for k = 1 … 10. */
const coefficients = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
  -174611 / 125400,
];

/**
 * What Stirling's formula leaves out.
 *
 *     δ(x) = ln Γ(x) − [(x−½) ln x − x + ½ ln 2π] = Σ B₂ₖ / (2k(2k−1) x^{2k−1})
 *
 * Errors  DomainError if x is not positive.
 * Source  DLMF 5.11.1; C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function stirlingError(x: number): number {
  if (x < 10) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI);
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * square + coefficients[k];
  return sum * inverse;
}
