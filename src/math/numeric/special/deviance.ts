const GREATEST = 2 ** 1022;

/**
 * Half the Poisson deviance of x around m, without cancellation where x ≈ m.
 *
 *     D(x, m) = x ln(x/m) + m − x,      D(0, m) = m
 *
 * With v = (x−m)/(x+m):  D = (x−m)v + 2x (v³/3 + v⁵/5 + …). Where x − m is known to more digits than the rounded
 * x and m show (1 − p and 1 − q differ by q − p), it may be given.
 *
 * Source  C. Loader, "Fast and accurate computation of binomial probabilities" (2000), `bd0`.
 */
export function deviance(x: number, m: number, difference: number = x - m): number {
  if (x === 0) return m;
  if (m === 0 || m === Infinity) return Infinity;
  // Sums of the two would have no double; D is homogeneous.
  if (x > GREATEST || m > GREATEST) return 4 * deviance(x / 4, m / 4, difference / 4);
  if (Math.abs(difference) >= 0.1 * (x + m)) {
    return x * logOf(x, m, difference) - difference;
  }
  const v = difference / (x + m);
  const square = v * v;
  let power = 2 * x * v;
  let sum = difference * v;
  for (let k = 3; ; k += 2) {
    power *= square;
    const next = sum + power / k;
    if (next === sum || Number.isNaN(next)) return next;
    sum = next;
  }
}

/** ln(x/m): near 1 by log1p, and a quotient outside the normal range as a difference of logarithms. */
function logOf(x: number, m: number, difference: number): number {
  const ratio = x / m;
  if (ratio > 0.5 && ratio < 2) return Math.log1p(difference / m);
  return ratio > 1e-300 && ratio < Infinity ? Math.log(ratio) : Math.log(x) - Math.log(m);
}

/**
 * The divergence KL(p‖q) of two events with probabilities p and q, to all digits, also where both are tiny or near 1.
 *
 *     p ln(p/q) + (1−p) ln((1−p)/(1−q)) = D(p, q) + D(1−p, 1−q)
 *
 * Source  Cover & Thomas, Elements of Information Theory (2006), eq. 2.26; each term by `deviance`.
 */
export function eventDivergence(
  p: number,
  q: number,
  difference: number = p - q,
  complementP: number = 1 - p,
  complementQ: number = 1 - q,
): number {
  return deviance(p, q, difference) + deviance(complementP, complementQ, -difference);
}
