import { checkPositive } from "../../numeric/checks.js";
import type { Numbers } from "../../numeric/numbers.js";
import { checkBatchOptions } from "./batchLoss.js";
import type { BatchLoss, BatchOptions } from "./batchLoss.js";
import { differenceBatch } from "./differences.js";
import type { DifferenceLoss } from "./differences.js";
import { huberSimdForm } from "./simd/huber.js";

export interface HuberBatchOptions extends BatchOptions {
  readonly delta?: number;
}

/**
 * huber over a batch, value and gradient in one pass.
 *
 *     c = r between −δ and δ, else ±δ;   ℓ = c·(r − c/2),   ℓ′ = c
 *
 * Shapes  predictions [N], targets [N], typed arrays of any kind → value scalar, gradient [N].
 * Errors  DomainError if lengths differ, δ is not positive or a number is not finite.
 * Source  as huber, its test oracle.
 */
export function huberBatch(
  predictions: Numbers,
  targets: Numbers,
  options: HuberBatchOptions = {},
): BatchLoss {
  checkBatchOptions(options, ["delta"]);
  const { delta = 1 } = options;
  checkPositive("delta", delta);
  return differenceBatch(predictions, targets, options, huber(delta), huberSimdForm(delta));
}

/** Where a residual is cut: −δ below, itself between, δ above. */
const cut = new Float64Array(3);

const huber = (delta: number): DifferenceLoss => ({
  loss(residual) {
    const distance = Math.abs(residual);
    if (distance <= delta) return 0.5 * distance * distance;
    return delta * (distance - 0.5 * delta);
  },
  slope: (residual) => Math.max(-delta, Math.min(delta, residual)),
  pairs(p, t, scale, gradient, start, end, sum) {
    // A choice by place: a branch would often be mispredicted. And an array of doubles: a δ of 1 would be a small
    // integer, and multiplying by it slow.
    const chosen = cut;
    chosen[0] = -delta;
    chosen[2] = delta;
    const least = chosen[0]!;
    const most = chosen[2]!;
    let evens = 0;
    let evensLost = 0;
    let odds = 0;
    let oddsLost = 0;
    for (let i = start; i < end; i += 2) {
      const x = p[i]! - t[i]!;
      const y = p[i + 1]! - t[i + 1]!;
      chosen[1] = x;
      const xCut = chosen[1 + +(x > most) - +(x < least)]!;
      chosen[1] = y;
      const yCut = chosen[1 + +(y > most) - +(y < least)]!;
      const xLoss = xCut * (x - 0.5 * xCut);
      const yLoss = yCut * (y - 0.5 * yCut);
      gradient[i] = scale * xCut;
      gradient[i + 1] = scale * yCut;
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
});
