import { checkInterval, checkOptions } from "../../math/numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import type { Rng } from "../../math/random/rng.js";
import {
  cholesky,
  choleskySolve,
  forwardSolve,
  logDeterminant,
} from "../../math/numeric/cholesky.js";
import { classStatistics, generativeClassifier } from "./generativeClassifier.js";
import type {
  ClassDensity,
  ClassStatistics,
  GenerativeClassifier,
} from "./generativeClassifier.js";
import type { Features } from "./features.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/** How far covariances are drawn together, and towards a sphere: each from 0 to 1, 0 by default. */
export interface ShrinkageOptions {
  /** γ: (1 − γ)Σ + γ·(tr Σ/D)·I. Above 0 it also serves where there are more features than examples. */
  readonly towardsSphere?: number;
}

export interface QuadraticShrinkageOptions extends ShrinkageOptions {
  /** λ: of each class's scatter, how much is that of all classes, by numbers of examples. 1 is the linear discriminant. */
  readonly towardsPooled?: number;
}

/** Gaussians that share a covariance: the posterior is softmax of something linear in x. */
export interface LinearDiscriminant extends GenerativeClassifier {
  readonly covariance: Matrix;
  /** w_k = Σ⁻¹μ_k, [K][D]. */
  readonly weights: readonly Float64Array[];
  /** b_k = −½ μ_kᵀΣ⁻¹μ_k + ln π_k, [K]. */
  readonly intercepts: Float64Array;
}

/** Gaussians with a covariance each: the posterior has a quadratic term. */
export interface QuadraticDiscriminant extends GenerativeClassifier {
  readonly covariances: readonly Matrix[];
}

/**
 * Linear discriminant analysis by maximum likelihood: Gaussians with means of their own and one covariance
 * (N in its denominator).
 *
 *     p(y = k | x) = softmaxₖ(w_k·x + b_k),  w_k = Σ⁻¹μ_k,  b_k = −½ μ_kᵀΣ⁻¹μ_k + ln π_k
 *
 * Shapes  features [N, D], labels [N] with 0 … K − 1.
 * Errors  DomainError if a class has no example, or a feature is a combination of the others (or constant) and nothing
 *         is shrunk; if a share is outside [0, 1].
 * Source  Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2009), §4.3; Friedman, "Regularized
 *         discriminant analysis" (1989), J. American Statistical Association 84.
 */
export function linearDiscriminant(
  features: Features,
  labels: Numbers,
  classes: number,
  options: ShrinkageOptions = {},
): LinearDiscriminant {
  checkOptions("linearDiscriminant", options, ["towardsSphere"]);
  const { towardsSphere = 0 } = options;
  checkInterval("towardsSphere", towardsSphere, 0, 1);
  const { priors, statistics } = classStatistics(features, labels, classes);
  const covariance = shrunk(scatter(statistics, labels.length), towardsSphere);
  const lower = triangleOf(covariance, "within the classes");
  const densities = statistics.map(({ mean }) => gaussianDensity(mean, lower));
  const weights = statistics.map(({ mean }) => choleskySolve(lower, mean));
  const intercepts = Float64Array.from(statistics, ({ mean }, k) => {
    const square = mean.reduce((sum, value, j) => sum + value * weights[k]![j]!, 0);
    return -0.5 * square + Math.log(priors[k]!);
  });
  const model = generativeClassifier("linearDiscriminant", priors, densities);
  return { ...model, covariance, weights, intercepts };
}

/**
 * Quadratic discriminant analysis by maximum likelihood: Gaussians with means and covariances of their own
 * (n_k in the denominators).
 *
 *     ln p(x | y = k) = −½ [ (x − μ_k)ᵀΣ_k⁻¹(x − μ_k) + ln det Σ_k + D ln 2π ]
 *     shrunk:  Σ_k(λ) = ((1−λ)S_k + λS)/((1−λ)n_k + λN),  Σ_k(λ, γ) = (1−γ)Σ_k(λ) + γ(tr Σ_k(λ)/D)I
 *
 * S_k are the classes' scatters and S their sum: Friedman's regularised discriminant analysis.
 * Shapes, errors and source as `linearDiscriminant`.
 */
export function quadraticDiscriminant(
  features: Features,
  labels: Numbers,
  classes: number,
  options: QuadraticShrinkageOptions = {},
): QuadraticDiscriminant {
  checkOptions("quadraticDiscriminant", options, ["towardsPooled", "towardsSphere"]);
  const { towardsPooled = 0, towardsSphere = 0 } = options;
  checkInterval("towardsPooled", towardsPooled, 0, 1);
  checkInterval("towardsSphere", towardsSphere, 0, 1);
  const { priors, statistics } = classStatistics(features, labels, classes);
  const pooled = scatter(statistics, 1);
  const covariances = statistics.map((ofClass) => {
    if (towardsPooled === 0) return shrunk(scatter([ofClass], ofClass.count), towardsSphere);
    const count = (1 - towardsPooled) * ofClass.count + towardsPooled * labels.length;
    const covariance = scatter([ofClass], 1);
    covariance.data.forEach((value, i) => {
      covariance.data[i] = ((1 - towardsPooled) * value + towardsPooled * pooled.data[i]!) / count;
    });
    return shrunk(covariance, towardsSphere);
  });
  const densities = statistics.map(({ mean }, k) =>
    gaussianDensity(mean, triangleOf(covariances[k]!, `within class ${k}`)),
  );
  return {
    ...generativeClassifier("quadraticDiscriminant", priors, densities),
    covariances,
  };
}

/** Σ of centred rows' outer products over a denominator. */
function scatter(statistics: readonly ClassStatistics[], denominator: number): Matrix {
  const columns = statistics[0]!.mean.length;
  const sum = matrix(columns, columns);
  for (const { centred } of statistics) {
    for (const row of centred) {
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < columns; j++) sum.data[i * columns + j]! += row[i]! * row[j]!;
      }
    }
  }
  for (let i = 0; i < sum.data.length; i++) sum.data[i]! /= denominator;
  return sum;
}

/** (1 − γ)Σ + γ·(tr Σ/D)·I. */
function shrunk(covariance: Matrix, share: number): Matrix {
  if (share === 0) return covariance;
  const columns = covariance.columns;
  let trace = 0;
  for (let j = 0; j < columns; j++) trace += covariance.data[j * (columns + 1)]!;
  for (let i = 0; i < covariance.data.length; i++) covariance.data[i]! *= 1 - share;
  for (let j = 0; j < columns; j++)
    covariance.data[j * (columns + 1)]! += (share * trace) / columns;
  return covariance;
}

function triangleOf(covariance: Matrix, where: string): Matrix {
  const lower = cholesky(covariance);
  if (lower !== undefined) return lower;
  const columns = covariance.columns;
  for (let j = 0; j < columns; j++) {
    if (covariance.data[j * (columns + 1)]! > 0) continue;
    throw new DomainError(
      `feature ${j} does not vary ${where}; leave the feature out, or shrink with towardsSphere`,
    );
  }
  throw new DomainError(
    `the covariance ${where} is singular: a feature is a combination of others, or there are too few examples for ${columns} features; shrink with towardsSphere`,
  );
}

function gaussianDensity(mean: Float64Array, lower: Matrix): ClassDensity {
  const columns = mean.length;
  const constant = -columns * HALF_LOG_TWO_PI - 0.5 * logDeterminant(lower);
  return {
    mean,
    logDensity(x: Vector) {
      const standard = forwardSolve(
        lower,
        mean.map((centre, j) => x[j]! - centre),
      );
      return constant - 0.5 * standard.reduce((sum, value) => sum + value * value, 0);
    },
    sample(rng: Rng) {
      const standard = mean.map(() => rng.normal());
      return mean.map((centre, i) => {
        let value = centre;
        for (let j = 0; j <= i; j++) value += lower.data[i * columns + j]! * standard[j]!;
        return value;
      });
    },
  };
}
