import { checkBoolean } from "../../math/numeric/checkBoolean.js";
import { checkInteger, checkOptions, checkPositive } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { checkTargets, checkedWeights, featureMatrix, penalties } from "../models/features.js";
import type { Features } from "../models/features.js";
import { offsetsOf } from "../models/generalisedLinear.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { applyScale, scaledFeatures } from "./scaledFeatures.js";
import type { ScaledFeatures } from "./scaledFeatures.js";

/** Settings that all fits share. */
export interface FitOptions {
  /** The weight of ½‖w‖² beside the mean loss, on the features as they are given; 0 by default. scikit-learn's C is 1/(N·l2). */
  readonly l2?: number | Numbers;
  /** How often each example counts; all 1 by default. One of weight 0 may as well not be there. */
  readonly exampleWeights?: Numbers;
  /** True by default. */
  readonly intercept?: boolean;
  /** "newton" (default, to 250 parameters) or "lbfgs". */
  readonly method?: "newton" | "lbfgs";
  /**
   * Stop when the gradient's norm is at most this, with features and targets scaled to variance 1. 1e-9 by default
   * for "lbfgs"; Newton's method ends by itself, at rounding.
   */
  readonly gradientTolerance?: number;
  readonly maximumIterations?: number;
}

/** The examples that count, their features on a common scale. */
export interface PreparedFit extends ScaledFeatures {
  /** The features as they were given, [N, D]. */
  readonly x: Matrix;
  readonly targets: Float64Array;
  /** All positive. */
  readonly weights: Float64Array;
  readonly totalWeight: number;
  readonly offset: Float64Array;
  readonly intercept: boolean;
  /** Penalties on the weights of the features as they were given, and of the scaled ones. */
  readonly l2: Float64Array;
  readonly scaledL2: Float64Array;
  /** Other rows on the same scale; a DomainError where they have other columns. */
  scaleRows(features: Features): Matrix;
}

const fitOptions = [
  "l2",
  "exampleWeights",
  "intercept",
  "method",
  "gradientTolerance",
  "maximumIterations",
];

/**
 * Checks what a fit is given, leaves out the examples of weight 0 and scales the features.
 *
 * Errors  DomainError for an option that is not known, or what `featureMatrix`, `scaledFeatures` and the checks of
 *         targets and weights refuse.
 */
export function prepareFit(
  name: string,
  features: Features,
  allTargets: Float64Array,
  options: FitOptions & { readonly offset?: Numbers },
  settings: {
    /** Where the fit decides whether there is one, it is no option. */
    readonly intercept?: boolean;
    readonly furtherOptions?: readonly string[];
    readonly withoutOptions?: readonly string[];
  } = {},
): PreparedFit {
  const without = [
    ...(settings.withoutOptions ?? []),
    ...(settings.intercept === undefined ? [] : ["intercept"]),
  ];
  const known = fitOptions.filter((option) => !without.includes(option));
  checkOptions(name, options, [...known, ...(settings.furtherOptions ?? [])]);
  checkFitOptions(options);
  const given = featureMatrix(features);
  checkTargets(given, allTargets);
  const intercept = settings.intercept ?? options.intercept ?? true;
  const l2 = penalties(options.l2 === undefined ? 0 : options.l2, given.columns);
  const allWeights =
    checkedWeights(options.exampleWeights, given.rows) ?? new Float64Array(given.rows).fill(1);
  const allOffsets = offsetsOf(options.offset, given.rows);
  const counts = (_: unknown, n: number): boolean => allWeights[n]! > 0;
  const x = rowsThatCount(given, allWeights);
  const weights = allWeights.filter(counts);
  const scaled = scaledFeatures(x, weights, {
    intercept,
    regularised: l2.every((penalty) => penalty > 0),
  });
  return {
    ...scaled,
    x,
    targets: allTargets.filter(counts),
    weights,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    offset: allOffsets.filter(counts),
    intercept,
    l2,
    scaledL2: l2.map((penalty, j) => scaledPenalty(penalty, scaled.scale[j]!)),
    scaleRows: (rows) => applyScale(featureMatrix(rows, x.columns), scaled.centre, scaled.scale),
  };
}

/** A weight that is penalised beyond all doubles is 0 to every digit, and so it is at 1e150. */
const scaledPenalty = (penalty: number, scale: number): number =>
  penalty === 0 ? 0 : Math.min(penalty / scale / scale, 1e150);

function checkFitOptions(options: FitOptions): void {
  const { method, intercept, maximumIterations, gradientTolerance } = options;
  if (method !== undefined && method !== "newton" && method !== "lbfgs") {
    throw new DomainError(`method must be "newton" or "lbfgs", got ${JSON.stringify(method)}`);
  }
  if (intercept !== undefined) checkBoolean("intercept", intercept);
  if (maximumIterations !== undefined) checkInteger("maximumIterations", maximumIterations, 1);
  if (gradientTolerance !== undefined) checkPositive("gradientTolerance", gradientTolerance);
}

function rowsThatCount(x: Matrix, weights: Float64Array): Matrix {
  const kept: number[] = [];
  for (let n = 0; n < x.rows; n++) if (weights[n]! > 0) kept.push(n);
  if (kept.length === x.rows) return x;
  const result = matrix(kept.length, x.columns);
  kept.forEach((n, i) => {
    result.data.set(x.data.subarray(n * x.columns, (n + 1) * x.columns), i * x.columns);
  });
  return result;
}
