import { checkInterval, checkNotEmpty } from "../numeric/checks.js";
import { compensatedMean } from "../numeric/compensatedMean.js";
import type { Vector } from "../numeric/vector.js";

/**
 * Cross-entropy estimated from data: the mean surprisal of what was observed, the general loss function.
 *
 *     Ĥ = −(1/N) Σₙ ln q(yₙ|xₙ)
 *
 * The same parameters minimise it, the cross-entropy, the Kullback–Leibler divergence, and maximise the
 * likelihood: they differ by what does not depend on the model.
 * Shapes  logProbabilities [N], the model's ln q(yₙ|xₙ), densities included → scalar.
 * Units   nats. +Infinity where the model gave an observation no chance.
 * Errors  DomainError if there is no observation, or a logarithm is NaN or +Infinity.
 * Source  Bishop, PRML (2006), §1.6.1, eq. 1.119.
 */
export function empiricalCrossEntropy(logProbabilities: Vector): number {
  checkNotEmpty("logProbabilities", logProbabilities);
  for (let n = 0; n < logProbabilities.length; n++) {
    checkInterval(`logProbabilities[${n}]`, logProbabilities[n]!, -Infinity, Number.MAX_VALUE);
  }
  return 0 - compensatedMean(logProbabilities);
}
