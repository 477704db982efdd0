/**
 * ln(1+x) − x ≤ 0, without cancellation near 0.
 *
 *     with v = x/(2+x):  ln(1+x) − x = −xv + 2(v³/3 + v⁵/5 + …)
 *
 * Source  DLMF 4.6.4.
 */
export function log1pMinusX(x: number): number {
  if (!(Math.abs(x) < 0.4)) return Math.log1p(x) - x;
  const v = x / (2 + x);
  const square = v * v;
  let power = 2 * v;
  let sum = -x * v;
  for (let k = 3; ; k += 2) {
    power *= square;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}
