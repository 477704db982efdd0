/** The upper and the lower half of a double's digits: x = high + low, and halves multiply without rounding. */
function highHalf(x: number): number {
  const scaled = 134217729 * x; // 2²⁷ + 1
  return scaled - (scaled - x);
}

/**
 * x·y − z, with the rounding error of the product put back: right where the two nearly meet.
 *
 * Source  Dekker, "A Floating-Point Technique for Extending the Available Precision" (1971), Numer. Math. 18.
 */
export function productMinus(x: number, y: number, z: number): number {
  const product = x * y;
  const [highX, highY] = [highHalf(x), highHalf(y)];
  const [lowX, lowY] = [x - highX, y - highY];
  const error = lowX * lowY - (product - highX * highY - lowX * highY - highX * lowY);
  // Halves of huge numbers overflow; there the plain product must do.
  return Number.isFinite(error) ? product - z + error : product - z;
}
