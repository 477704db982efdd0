import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { classStatistics, generativeClassifier } from "./generativeClassifier.js";
import type { GenerativeClassifier } from "./generativeClassifier.js";
import type { Features } from "./features.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/** Naive Bayes with the variances it learnt, [K][D]. */
export interface GaussianNaiveBayes extends GenerativeClassifier {
  readonly variances: readonly Float64Array[];
}

/**
 * Gaussian naive Bayes by maximum likelihood: within a class the features are independent Gaussians.
 *
 *     ln p(x | y = k) = −½ Σⱼ [ (xⱼ − μₖⱼ)²/σ²ₖⱼ + ln 2πσ²ₖⱼ ],   σ²ₖⱼ with n_k in the denominator
 *
 * Shapes  features [N, D], labels [N] with 0 … K − 1.
 * Errors  DomainError if a class has no example, or a feature does not vary within a class.
 * Source  Murphy, Machine Learning (2012), §3.5.
 */
export function gaussianNaiveBayes(
  features: Features,
  labels: Numbers,
  classes: number,
): GaussianNaiveBayes {
  const { priors, statistics } = classStatistics(features, labels, classes);
  const variances = statistics.map(({ centred, mean, count }, k) =>
    mean.map((_, j) => {
      const variance = centred.reduce((sum, row) => sum + row[j]! ** 2, 0) / count;
      if (variance > 0) return variance;
      throw new DomainError(
        `feature ${j} does not vary within class ${k}: its Gaussian would have no width; leave the feature out`,
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
