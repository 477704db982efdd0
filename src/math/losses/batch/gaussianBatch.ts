import { checkBoolean } from "../../numeric/checkBoolean.js";
import { checkFinite } from "../../numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { RunningSum } from "../../numeric/runningSum.js";
import type { Numbers } from "../../numeric/numbers.js";
import type { TypedNumbers } from "../../numeric/vector.js";
import { standardise } from "../regression/gaussianNegativeLogLikelihoodWithLogVariance.js";
import { batchBuffers, typedNumbers, checkBatchOptions } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { PLAIN_BLOCK, runForms } from "./forms.js";
import type { Form } from "./forms.js";
import { plainForm } from "./plain/gaussian.js";
import { simdForm } from "./simd/gaussian.js";

export interface GaussianBatchOptions extends BatchOptions {
  /** With the constant ½ ln 2π; false by default. */
  readonly full?: boolean;
}

/**
 * gaussianNegativeLogLikelihoodWithLogVariance over a batch, value and gradient in one pass.
 *
 * Shapes  predictions [N·2], rows [μ, ln σ²], targets [N], typed arrays of any kind → value scalar, gradient [N·2].
 * Errors  DomainError if lengths do not fit or a number is not finite.
 * Source  as gaussianNegativeLogLikelihoodWithLogVariance, its test oracle.
 */
export function gaussianBatch(
  predictions: Numbers,
  targets: Numbers,
  options: GaussianBatchOptions = {},
): BatchLoss {
  checkBatchOptions(options, ["full"]);
  const p = typedNumbers("predictions", predictions);
  const t = typedNumbers("targets", targets);
  if (p.length !== 2 * t.length) {
    throw new DomainError(
      `predictions must be pairs [mean, ln of the variance], ${2 * t.length} numbers, got ${p.length}`,
    );
  }
  const { scale, gradient, losses } = batchBuffers(t.length, p.length, options);
  if (options.full !== undefined) checkBoolean("full", options.full);
  const constant = options.full === true ? HALF_LOG_TWO_PI : 0;
  const sum = new RunningSum();
  const forms = [simdForm, plainForm, oneByOne].map((form) =>
    form(p, t, constant, scale, gradient, losses, sum),
  );
  runForms(forms, 0, t.length);
  return { value: scale * sum.total, gradient };
}

/** Takes every finite number, and says which one is not. */
function oneByOne(
  predictions: TypedNumbers,
  targets: TypedNumbers,
  constant: number,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const run = (start: number, end: number): boolean => {
    for (let n = start; n < end; n++) {
      const mean = predictions[2 * n]!;
      const logVariance = predictions[2 * n + 1]!;
      const target = targets[n]!;
      if (!(Math.abs(target - mean) < Infinity && Math.abs(logVariance) < Infinity)) {
        checkFinite(`predictions[${2 * n}]`, mean);
        checkFinite(`predictions[${2 * n + 1}]`, logVariance);
        checkFinite(`targets[${n}]`, target);
      }
      const { standardised, slope } = standardise(mean, logVariance, target);
      const square = standardised * standardised;
      const loss = 0.5 * (logVariance + square) + constant;
      gradient[2 * n] = scale * slope;
      gradient[2 * n + 1] = scale * 0.5 * (1 - square);
      if (losses !== undefined) losses[n] = loss;
      sum.add(loss);
    }
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}
