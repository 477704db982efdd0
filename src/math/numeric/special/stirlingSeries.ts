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
 * The asymptotic series of what Stirling's formula leaves out, for x ≥ 10: Σ B₂ₖ / (2k(2k−1) x^{2k−1}).
 *
 * Source  DLMF 5.11.1.
 */
export function stirlingSeries(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * square + coefficients[k];
  return sum * inverse;
}
