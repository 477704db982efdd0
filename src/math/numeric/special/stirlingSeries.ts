import { expm1MinusX } from "./expm1MinusX.js";

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
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * square + coefficients[k]!;
  return sum * inverse;
}

/**
 * How far the series lies above its tangent: δ(y) − δ(x) − (y−x) δ′(x) for x, y ≥ 10, without cancellation.
 * `log` is ln(y/x) and `excess` y/x − 1 − ln(y/x).
 *
 * Each power: x^{−n} [(y/x)^{−n} − 1 + n(y/x − 1)] = x^{−n} [(e^{−n log} − 1 + n log) + n·excess].
 */
export function stirlingSeriesAboveTangent(x: number, log: number, excess: number): number {
  const square = 1 / (x * x);
  let power = 1 / x;
  let sum = 0;
  coefficients.forEach((coefficient, k) => {
    const n = 2 * k + 1;
    sum += coefficient * power * (expm1MinusX(-n * log) + n * excess);
    power *= square;
  });
  return sum;
}
