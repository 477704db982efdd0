import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { cholesky } from "../../math/numeric/cholesky.js";
import { addOuterProduct } from "../models/generalisedLinear.js";
import { spreadOf } from "./weightedColumns.js";

/** Features on a common scale, so that a minimiser is not slowed by units; weights go back by `scale`. */
export interface ScaledFeatures {
  readonly features: Matrix;
  /** What was subtracted; 0 where there is no intercept to take it up. */
  readonly centre: Float64Array;
  readonly scale: Float64Array;
}

/**
 * x' = (x − centre)/scale with mean 0 and variance 1 under the examples' weights (only the scale where there is no
 * intercept).
 *
 * Errors  DomainError, where nothing else (`regularised`) decides the weights, if a column is constant to rounding or
 *         a combination of others.
 */
export function scaledFeatures(
  x: Matrix,
  weights: Float64Array,
  options: { readonly intercept: boolean; readonly regularised: boolean },
): ScaledFeatures {
  const { rows, columns, data } = x;
  const { intercept, regularised } = options;
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns);
  const column = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let n = 0; n < rows; n++) column[n] = data[n * columns + j]!;
    const { mean, deviation, constant } = spreadOf(column, weights, intercept);
    const useless = intercept ? constant : deviation === 0;
    if (useless && !regularised) {
      const why = intercept ? "as the intercept already is" : "all of it 0";
      throw new DomainError(
        `feature ${j} is constant (${data[j]}), ${why}: no data can decide its weight; leave it out`,
      );
    }
    centre[j] = intercept ? (useless ? column[0]! : mean) : 0;
    scale[j] = useless ? 1 : deviation;
  }
  const scaled = applyScale(x, centre, scale);
  if (!regularised) checkRank(scaled, weights);
  return { features: scaled, centre, scale };
}

/** (x − centre)/scale, column by column. */
export function applyScale(x: Matrix, centre: Float64Array, scale: Float64Array): Matrix {
  const { rows, columns, data } = x;
  const scaled = matrix(rows, columns);
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < columns; j++) {
      scaled.data[n * columns + j] = (data[n * columns + j]! - centre[j]!) / scale[j]!;
    }
  }
  return scaled;
}

function checkRank({ rows, columns, data }: Matrix, weights: Float64Array): void {
  const gram = matrix(columns, columns);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let n = 0; n < rows; n++) {
    addOuterProduct(gram, weights[n]! / total, data.subarray(n * columns, (n + 1) * columns));
  }
  // A pivot of rounding errors alone counts as none.
  for (let j = 0; j < columns; j++) gram.data[j * (columns + 1)]! -= 1e-13;
  if (cholesky(gram) !== undefined) return;
  const reason = rows <= columns ? `there are only ${rows} examples` : "one combines the others";
  throw new DomainError(
    `${columns} features must be independent of each other, but ${reason}; leave one out or set l2`,
  );
}
