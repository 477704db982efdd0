/**
 * √a − √b = (a − b)/(√a + √b) for a, b ≥ 0: it keeps its digits where they are close.
 *
 * Source  Higham, Accuracy and Stability of Numerical Algorithms (2002), §1.8.
 */
export function rootGap(a: number, b: number): number {
  return a === b ? 0 : (a - b) / (Math.sqrt(a) + Math.sqrt(b));
}
