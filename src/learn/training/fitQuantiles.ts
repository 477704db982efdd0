import { checkAllFinite, checkNotEmpty, checkOptions } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Features } from "../models/features.js";
import { fitQuantile, type QuantileFit } from "./fitQuantile.js";
import type { FitOptions } from "./prepareFit.js";

/** Several quantile regressions whose predictions stand in order. */
export interface QuantilesFit {
  readonly quantiles: Float64Array;
  /** The regression of each quantile by itself: its own predictions may cross others'. */
  readonly fits: readonly QuantileFit[];
  /** For each example its quantiles in rising order, [N][K]. */
  predict(features: Features): Float64Array[];
  /** The share of examples at which the regressions by themselves cross. */
  crossings(features: Features): number;
}

/**
 * Several quantiles of y given x, of which none crosses another.
 *
 *     q_τ(x) for τ₁ < … < τ_K by `fitQuantile` each; at every x the K numbers are put in order
 *
 * Where straight lines cross, as they must somewhere unless they are parallel, the quantiles there are out of order.
 * Putting them in order never moves the curve of quantiles away from the true one, in any Lᵖ, and where the lines do
 * cross it moves it nearer.
 *
 * Shapes  features [N, D], targets [N], K quantiles → predictions [N][K].
 * Errors  DomainError if the quantiles do not rise strictly inside (0, 1); else as `fitQuantile`.
 * Source  Chernozhukov, Fernández-Val & Galichon, "Quantile and probability curves without crossing" (2010),
 *         Econometrica 78.
 */
export function fitQuantiles(
  features: Features,
  responses: Numbers,
  options: Pick<FitOptions, "l2" | "intercept" | "exampleWeights"> & {
    readonly quantiles: readonly number[] | Float64Array;
  },
): QuantilesFit {
  checkOptions("fitQuantiles", options, ["quantiles", "l2", "intercept", "exampleWeights"]);
  const { quantiles: levels, ...shared } = options;
  checkNotEmpty("quantiles", levels);
  checkAllFinite("quantiles", levels);
  const quantiles = Float64Array.from(levels);
  quantiles.forEach((tau, k) => {
    if (tau > (quantiles[k - 1] ?? 0) && tau < 1) return;
    throw new DomainError(`quantiles must rise inside (0, 1), got ${tau} at quantiles[${k}]`);
  });
  const fits = Array.from(quantiles, (quantile) =>
    fitQuantile(features, responses, { ...shared, quantile }),
  );
  const predictSeparately = (rows: Features): Float64Array[] => {
    const columns = fits.map((fit) => fit.predict(rows));
    return Array.from(columns[0]!, (_, n) => Float64Array.from(columns, (column) => column[n]!));
  };
  return {
    quantiles,
    fits,
    predict: (rows) => predictSeparately(rows).map((row) => row.sort()),
    crossings(rows) {
      const all = predictSeparately(rows);
      const crossed = all.filter((row) => row.some((value, k) => value < row[k - 1]!));
      return crossed.length / all.length;
    },
  };
}
