/**
 * eˣ − 1 − x ≥ 0, without cancellation near 0: the heart of every divergence between neighbours.
 *
 *     eˣ − 1 − x = x²/2 + x³/6 + x⁴/24 + …
 *
 * Source  DLMF 4.2.19.
 */
export function expm1MinusX(x: number): number {
  if (!(Math.abs(x) < 0.5)) return Math.expm1(x) - x;
  let sum = 0;
  for (let n = 16; n >= 2; n--) sum = (sum * x) / (n + 1) + 1;
  return (sum * x * x) / 2;
}
