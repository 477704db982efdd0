import { checkBatchOptions } from "./batchLoss.js";
import type { Numbers } from "../../numeric/numbers.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { differenceBatch } from "./differences.js";
import type { DifferenceLoss } from "./differences.js";

/**
 * absoluteError over a batch: the mean absolute error and its gradient sign(μ − y)/N, 0 where they are equal.
 *
 * Shapes  predictions [N], targets [N], typed arrays of any kind → value scalar, gradient [N].
 * Errors  DomainError if lengths differ or a number is not finite.
 * Source  as absoluteError, its test oracle.
 */
export function absoluteErrorBatch(
  predictions: Numbers,
  targets: Numbers,
  options: BatchOptions = {},
): BatchLoss {
  checkBatchOptions(options);
  return differenceBatch(predictions, targets, options, absolute);
}

const absolute: DifferenceLoss = {
  loss: Math.abs,
  slope: Math.sign,
  pairs(p, t, scale, gradient, start, end, sum) {
    let evens = 0;
    let evensLost = 0;
    let odds = 0;
    let oddsLost = 0;
    for (let i = start; i < end; i += 2) {
      const x = p[i]! - t[i]!;
      const y = p[i + 1]! - t[i + 1]!;
      const xLoss = Math.abs(x);
      const yLoss = Math.abs(y);
      gradient[i] = scale * (+(x > 0) - +(x < 0));
      gradient[i + 1] = scale * (+(y > 0) - +(y < 0));
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
