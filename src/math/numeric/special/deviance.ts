/**
 * Half the Poisson deviance of x around m, without cancellation where x ≈ m.
 *
 *     D(x, m) = x ln(x/m) + m − x,      D(0, m) = m
 *
 * With v = (x−m)/(x+m):  D = (x−m)v + 2x (v³/3 + v⁵/5 + …).
 *
 * Source  C. Loader, "Fast and accurate computation of binomial probabilities" (2000), `bd0`.
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  if (m === 0) return Infinity;
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  const square = v * v;
  let power = 2 * x * v;
  let sum = (x - m) * v;
  for (let k = 3; ; k += 2) {
    power *= square;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}
