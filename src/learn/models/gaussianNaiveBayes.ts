import { checkNonNegative, checkOptions } from "../../math/numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { classStatistics, generativeClassifier } from "./generativeClassifier.js";
import type { ClassStatistics, GenerativeClassifier } from "./generativeClassifier.js";
import type { Features } from "./features.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/** Naive Bayes with the variances it learnt, [K][D]. */
export interface GaussianNaiveBayes extends GenerativeClassifier {
  readonly variances: readonly Float64Array[];
}

export interface SmoothingOptions {
  /** The share of the greatest variance of a feature that is added to every variance; 0 by default. */
  readonly smoothing?: number;
}

/** The greatest variance of a feature over all classes: within them and between their means. */
function greatestVariance(priors: Float64Array, statistics: readonly ClassStatistics[]): number {
  const variances = statistics[0]!.mean.map((_, j) => {
    const mean = statistics.reduce((sum, ofClass, k) => sum + priors[k]! * ofClass.mean[j]!, 0);
    return statistics.reduce((sum, ofClass, k) => {
      const within =
        ofClass.centred.reduce((square, row) => square + row[j]! ** 2, 0) / ofClass.count;
      return sum + priors[k]! * (within + (ofClass.mean[j]! - mean) ** 2);
    }, 0);
  });
  return variances.reduce((most, variance) => Math.max(most, variance), 0);
}

/**
 * Gaussian naive Bayes by maximum likelihood: within a class the features are independent Gaussians.
 *
 *     ln p(x | y = k) = −½ Σⱼ [ (xⱼ − μₖⱼ)²/σ²ₖⱼ + ln 2πσ²ₖⱼ ],   σ²ₖⱼ with n_k in the denominator
 *
 * Shapes  features [N, D], labels [N] with 0 … K − 1.
 * `smoothing` adds that share of the greatest variance of a feature over all examples to every σ²ₖⱼ, so that a
 * feature that is constant within a class has a width too; scikit-learn's var_smoothing, which is 1e-9 there.
 *
 * Errors  DomainError if a class has no example, or a feature does not vary within a class and nothing is smoothed.
 * Source  Murphy, Machine Learning (2012), §3.5.
 */
export function gaussianNaiveBayes(
  features: Features,
  labels: Numbers,
  classes: number,
  options: SmoothingOptions = {},
): GaussianNaiveBayes {
  checkOptions("gaussianNaiveBayes", options, ["smoothing"]);
  const { smoothing = 0 } = options;
  checkNonNegative("smoothing", smoothing);
  const { priors, statistics } = classStatistics(features, labels, classes);
  const added = smoothing === 0 ? 0 : smoothing * greatestVariance(priors, statistics);
  const variances = statistics.map(({ centred, mean, count }, k) =>
    mean.map((_, j) => {
      const variance = centred.reduce((sum, row) => sum + row[j]! ** 2, 0) / count + added;
      if (variance > 0) return variance;
      throw new DomainError(
        `feature ${j} does not vary within class ${k}: its Gaussian would have no width; set smoothing, for instance 1e-9, or leave the feature out`,
      );
    }),
  );
  const densities = statistics.map(({ mean }, k) => ({
    mean,
    logDensity: (x: ArrayLike<number>) =>
      mean.reduce((sum, centre, j) => {
        const variance = variances[k]![j]!;
        const square = (x[j]! - centre) ** 2 / variance;
        return sum - 0.5 * (square + Math.log(variance)) - HALF_LOG_TWO_PI;
      }, 0),
    sample: (rng: { normal(): number }) =>
      mean.map((centre, j) => centre + Math.sqrt(variances[k]![j]!) * rng.normal()),
  }));
  return { ...generativeClassifier("gaussianNaiveBayes", priors, densities), variances };
}
