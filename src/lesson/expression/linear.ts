import type { Arithmetic } from "./arithmetic.js";

/** Inverse and determinant by Gauss and Jordan, with the largest pivot of each column. */
export function invert<T>(
  F: Arithmetic<T>,
  matrix: readonly (readonly T[])[],
): { readonly inverse: T[][]; readonly determinant: T } {
  const n = matrix.length;
  const a = matrix.map((row, i) => [...row, ...row.map((_, j) => F.of(i === j ? 1 : 0))]);
  let determinant = F.of(1);
  let singular = false;
  const largest = matrix
    .flat()
    .reduce((most, x) => (F.compare(F.abs(x), most) > 0 ? F.abs(x) : most), F.of(0));
  const floor = F.multiply(largest, F.of(10 ** (2 - F.digits)));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (F.compare(F.abs(a[row]![column]!), F.abs(a[pivot]![column]!)) > 0) pivot = row;
    }
    if (pivot !== column) {
      [a[pivot], a[column]] = [a[column]!, a[pivot]!];
      determinant = F.negate(determinant);
    }
    const head = a[column]![column]!;
    determinant = F.multiply(determinant, head);
    // What is left of a singular matrix is rounding.
    if (F.compare(F.abs(head), floor) <= 0) singular = true;
    a[column] = a[column]!.map((value) => F.divide(value, head));
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = a[row]![column]!;
      if (F.isZero(factor)) continue;
      a[row] = a[row]!.map((value, j) => F.subtract(value, F.multiply(factor, a[column]![j]!)));
    }
  }
  const inverse = a.map((row) => row.slice(n).map((x) => (singular ? F.of(NaN) : x)));
  return { inverse, determinant };
}
