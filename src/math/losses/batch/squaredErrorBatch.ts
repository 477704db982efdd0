import { checkBatchOptions } from "./batchLoss.js";
import type { Numbers } from "../../numeric/numbers.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { differenceBatch } from "./differences.js";
import type { DifferenceLoss } from "./differences.js";

/**
 * squaredError over a batch: the mean squared error and its gradient 2(μ − y)/N.
 *
 * Shapes  predictions [N], targets [N], typed arrays of any kind → value scalar, gradient [N].
 * Errors  DomainError if lengths differ or a number is not finite.
 * Source  as squaredError, its test oracle.
 */
export function squaredErrorBatch(
  predictions: Numbers,
  targets: Numbers,
  options: BatchOptions = {},
): BatchLoss {
  checkBatchOptions(options);
  return differenceBatch(predictions, targets, options, squared);
}

const squared: DifferenceLoss = {
  loss: (residual) => residual * residual,
  slope: (residual) => 2 * residual,
  pairs(p, t, scale, gradient, start, end, sum) {
    const twice = 2 * scale;
    let evens = 0;
    let evensLost = 0;
    let odds = 0;
    let oddsLost = 0;
    for (let i = start; i < end; i += 2) {
      const x = p[i]! - t[i]!;
      const y = p[i + 1]! - t[i + 1]!;
      const xLoss = x * x;
      const yLoss = y * y;
      gradient[i] = twice * x;
      gradient[i + 1] = twice * y;
      // TwoSum, as in RunningSum.
      const nextEvens = evens + xLoss;
      const backEvens = nextEvens - evens;
      evensLost += evens - (nextEvens - backEvens) + (xLoss - backEvens);
      evens = nextEvens;
      const nextOdds = odds + yLoss;
      const backOdds = nextOdds - odds;
      oddsLost += odds - (nextOdds - backOdds) + (yLoss - backOdds);
      odds = nextOdds;
    }
    if (!(evens + odds < Infinity)) return false;
    sum.addSum(evens, evensLost);
    sum.addSum(odds, oddsLost);
    return true;
  },
};
