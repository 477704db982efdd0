import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";

/**
 * The lower triangle L with LLᵀ = A.
 *
 * Errors  DomainError if A is not square, symmetric (to 1e-10) and positive definite.
 * Source  Golub & Van Loan, Matrix Computations (2013), §4.2.
 */
export function cholesky(name: string, A: readonly Vector[]): number[][] {
  const D = A.length;
  const L = Array.from({ length: D }, () => new Array<number>(D).fill(0));
  for (let i = 0; i < D; i++) {
    if (A[i].length !== D) {
      throw new DomainError(
        `${name} must be square, got ${D} rows and row ${i} of length ${A[i].length}`,
      );
    }
    for (let j = 0; j <= i; j++) {
      const scale = Math.sqrt(Math.abs(A[i][i] * A[j][j]));
      if (!(Math.abs(A[i][j] - A[j][i]) <= 1e-10 * scale)) {
        throw new DomainError(
          `${name} must be symmetric, got ${A[i][j]} at (${i}, ${j}) and ${A[j][i]} at (${j}, ${i})`,
        );
      }
      let sum = A[i][j];
      for (let k = 0; k < j; k++) sum -= L[i][k] * L[j][k];
      if (i !== j) {
        L[i][j] = sum / L[j][j];
        continue;
      }
      // A pivot of rounding size means that the matrix is singular.
      if (!(sum > 1e-14 * Math.abs(A[i][i]) && sum < Infinity)) {
        throw new DomainError(
          `${name} must be positive definite, got ${sum} as the square of pivot ${i}`,
        );
      }
      L[i][i] = Math.sqrt(sum);
    }
  }
  return L;
}

/** L⁻¹b, by forward substitution. */
export function solveLower(L: readonly Vector[], b: Vector): number[] {
  const x: number[] = [];
  for (let i = 0; i < L.length; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= L[i][k] * x[k];
    x.push(sum / L[i][i]);
  }
  return x;
}
