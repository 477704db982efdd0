/**
 * ln(a/m) of m = ½(a + b), for a, b ≥ 0 not both 0: the logarithm inside a Jensen–Shannon divergence.
 *
 * Where a and b are close it is log1p((a − b)/(a + b)), since m itself is already rounded.
 * Source  Higham, Accuracy and Stability of Numerical Algorithms (2002), §1.14.
 */
export function logShareOfMean(a: number, b: number): number {
  const share = a / (a + b);
  return share > 0.25 ? Math.log1p((a - b) / (a + b)) : Math.log(2 * share);
}
