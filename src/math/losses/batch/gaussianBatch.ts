import { checkFinite } from "../../numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import { batchBuffers } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";

export interface GaussianBatchOptions extends BatchOptions {
  /** With the constant ½ ln 2π; false by default. */
  readonly full?: boolean;
}

/**
 * gaussianNegativeLogLikelihoodWithLogVariance over a batch, value and gradient in one pass.
 *
 * Shapes  predictions [N·2], rows [μ, ln σ²], targets [N] → value scalar, gradient [N·2].
 * Errors  DomainError if lengths do not fit or a number is not finite.
 * Source  as gaussianNegativeLogLikelihoodWithLogVariance, its test oracle.
 */
export function gaussianBatch(
  predictions: Float64Array,
  targets: Float64Array,
  options: GaussianBatchOptions = {},
): BatchLoss {
  if (predictions.length !== 2 * targets.length) {
    throw new DomainError(
      `predictions must be pairs [mean, ln of the variance], ${2 * targets.length} numbers, got ${predictions.length}`,
    );
  }
  const { scale, gradient, losses } = batchBuffers(targets.length, predictions.length, options);
  const constant = options.full === true ? HALF_LOG_TWO_PI : 0;
  const sum = new RunningSum();
  for (let n = 0; n < targets.length; n++) {
    const logVariance = predictions[2 * n + 1]!;
    const residual = targets[n]! - predictions[2 * n]!;
    if (!(Math.abs(residual) < Infinity && Math.abs(logVariance) < Infinity)) {
      checkFinite(`predictions[${2 * n}]`, predictions[2 * n]!);
      checkFinite(`predictions[${2 * n + 1}]`, logVariance);
      checkFinite(`targets[${n}]`, targets[n]!);
    }
    const root = Math.exp(-0.5 * logVariance);
    const standardised = residual * root;
    const square = standardised * standardised;
    const loss = 0.5 * (logVariance + square) + constant;
    gradient[2 * n] = -scale * standardised * root;
    gradient[2 * n + 1] = scale * 0.5 * (1 - square);
    if (losses !== undefined) losses[n] = loss;
    sum.add(loss);
  }
  return { value: scale * sum.total, gradient };
}
