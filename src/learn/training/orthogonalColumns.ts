import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";

/**
 * Columns that span what those of x do, orthogonal and of mean square 1, so that normal equations lose no digits to
 * columns that are nearly each other's combination.
 *
 *     x = B·R,  BᵀB = N·I,  R upper triangular: xβ = Bγ where Rβ = γ
 *
 * By modified Gram–Schmidt, each column twice.
 *
 * Shapes  x [N, D] of full rank → basis [N, D]; `coefficients` takes γ [D] to β [D].
 * Source  Björck, Numerical Methods for Least Squares Problems (1996), §2.4.
 */
export function orthogonalColumns(x: Matrix): {
  readonly basis: Matrix;
  coefficients(gamma: Float64Array): Float64Array;
} {
  const { rows, columns } = x;
  const basis = matrix(rows, columns);
  basis.data.set(x.data);
  const r = matrix(columns, columns);
  const inner = (i: number, j: number): number => {
    let sum = 0;
    for (let n = 0; n < rows; n++) {
      sum += basis.data[n * columns + i]! * basis.data[n * columns + j]!;
    }
    return sum / rows;
  };
  for (let j = 0; j < columns; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const share = inner(i, j);
        r.data[i * columns + j]! += share;
        for (let n = 0; n < rows; n++) {
          basis.data[n * columns + j]! -= share * basis.data[n * columns + i]!;
        }
      }
    }
    const size = Math.sqrt(inner(j, j));
    r.data[j * columns + j] = size;
    for (let n = 0; n < rows; n++) basis.data[n * columns + j]! /= size;
  }
  return {
    basis,
    coefficients(gamma) {
      const beta = Float64Array.from(gamma);
      for (let i = columns - 1; i >= 0; i--) {
        for (let j = i + 1; j < columns; j++) beta[i]! -= r.data[i * columns + j]! * beta[j]!;
        beta[i]! /= r.data[i * columns + i]!;
      }
      return beta;
    },
  };
}
