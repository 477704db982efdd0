import { backwardSolve, cholesky, forwardSolve } from "../../math/numeric/cholesky.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";

/** The inverse of a positive definite matrix; undefined where it is not. */
export function inverseOf(a: Matrix): Matrix | undefined {
  const lower = cholesky(a);
  if (lower === undefined) return undefined;
  const n = a.rows;
  const inverse = matrix(n, n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    backwardSolve(lower, forwardSolve(lower, unit)).forEach((value, i) => {
      inverse.data[i * n + j] = value;
    });
  }
  return inverse;
}
