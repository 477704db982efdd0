import { checkCount, checkOptions } from "../../../math/numeric/checks.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { finiteNumbersOf } from "../../../math/numeric/numbers.js";
import type { Numbers } from "../../../math/numeric/numbers.js";
import { meanAndDeviation, studentReach } from "./meanInterval.js";
import type { ConfidenceOptions, MeanInterval } from "./meanInterval.js";

export interface CorrectedIntervalOptions extends ConfidenceOptions {
  /** Rows that each repetition trained on, n₁. */
  readonly trainRows: number;
  /** Rows that each repetition tested on, n₂. */
  readonly testRows: number;
}

/**
 * The interval of a mean over J repeated splits of the same rows:
 *
 *     mean ± t · √((1/J + n₂/n₁) s²),   t: Student's quantile of J − 1 degrees of freedom
 *
 * Repetitions share rows, so that their results are alike, and s²/J promises too much: more splits would make it as narrow
 * as one likes. The term n₂/n₁ stands for what they share. Give differences of two models on the same splits, or one
 * model's scores; of cross-validation in k folds, all of its r·k results, with n₂/n₁ = 1/(k − 1).
 *
 * It covers the expected result of models that are trained on n₁ rows of this population. It is an approximation, made for
 * models whose errors do not hang on single rows, and rather too wide than too narrow for stable ones.
 *
 *     correctedInterval(gains, { trainRows: 600, testRows: 300 })
 *
 * Errors  DomainError for fewer than two values, one that is not finite, or no rows.
 * Source  Nadeau & Bengio, Inference for the Generalization Error, Machine Learning 52 (2003), eq. (12);
 *         for repeated cross-validation Bouckaert & Frank (PAKDD 2004).
 */
export function correctedInterval(
  values: Numbers,
  options: CorrectedIntervalOptions,
): MeanInterval {
  checkOptions("correctedInterval", options, ["trainRows", "testRows", "confidence"]);
  const { trainRows, testRows, confidence = 0.95 } = options;
  const results = finiteNumbersOf("values", values);
  const count = results.length;
  if (count < 2) {
    throw new DomainError(`values must be of at least 2 repetitions, got ${count}`);
  }
  checkCount("trainRows", trainRows, 1, Number.MAX_SAFE_INTEGER);
  checkCount("testRows", testRows, 1, Number.MAX_SAFE_INTEGER);
  const { mean, standardDeviation } = meanAndDeviation(results);
  const half =
    studentReach(confidence, count - 1) *
    Math.sqrt(1 / count + testRows / trainRows) *
    standardDeviation;
  return { count, mean, standardDeviation, lower: mean - half, upper: mean + half };
}
