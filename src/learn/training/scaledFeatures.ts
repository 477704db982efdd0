import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { cholesky } from "../../math/numeric/cholesky.js";
import { featureMatrix } from "../models/features.js";
import type { Features } from "../models/features.js";
import { addOuterProduct } from "../models/generalisedLinear.js";

/** Features on a common scale, so that a minimiser is not slowed by units; weights go back by `scale`. */
export interface ScaledFeatures {
  readonly features: Matrix;
  /** What was subtracted; 0 where there is no intercept to take it up. */
  readonly centre: Float64Array;
  readonly scale: Float64Array;
}

/**
 * x' = (x − centre)/scale with mean 0 and variance 1 (only the scale where there is no intercept).
 *
 * Errors  DomainError, where nothing else (`regularised`) decides the weights, if a column is constant or a
 *         combination of others.
 */
export function scaledFeatures(
  features: Features,
  options: { readonly intercept: boolean; readonly regularised: boolean },
): ScaledFeatures {
  const { rows, columns, data } = featureMatrix(features);
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let constant = true;
    if (options.intercept) {
      for (let n = 0; n < rows; n++) centre[j]! += data[n * columns + j]! / rows;
    }
    let squares = 0;
    for (let n = 0; n < rows; n++) {
      const value = data[n * columns + j]!;
      if (value !== data[j]) constant = false;
      squares += (value - centre[j]!) ** 2;
    }
    scale[j] = Math.sqrt(squares / rows);
    const useless = options.intercept ? constant : squares === 0;
    if (useless && !options.regularised) {
      const why = options.intercept ? "as the intercept already is" : "all of it 0";
      throw new DomainError(
        `feature ${j} is constant (${data[j]}), ${why}: no data can decide its weight; leave it out`,
      );
    }
    if (useless) [centre[j], scale[j]] = [options.intercept ? data[j]! : 0, 1];
  }
  const scaled = matrix(rows, columns);
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < columns; j++) {
      scaled.data[n * columns + j] = (data[n * columns + j]! - centre[j]!) / scale[j]!;
    }
  }
  if (!options.regularised) checkRank(scaled);
  return { features: scaled, centre, scale };
}

function checkRank({ rows, columns, data }: Matrix): void {
  const gram = matrix(columns, columns);
  for (let n = 0; n < rows; n++) {
    addOuterProduct(gram, 1 / rows, data.subarray(n * columns, (n + 1) * columns));
  }
  // A pivot of rounding errors alone counts as none.
  for (let j = 0; j < columns; j++) gram.data[j * (columns + 1)]! -= 1e-13;
  if (cholesky(gram) !== undefined) return;
  const reason = rows <= columns ? `there are only ${rows} examples` : "one combines the others";
  throw new DomainError(
    `${columns} features must be independent of each other, but ${reason}; leave one out or set l2`,
  );
}
