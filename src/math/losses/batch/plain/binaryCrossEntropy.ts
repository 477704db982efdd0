import { EXP_LIMIT } from "../../../numeric/fast/exp.js";
import { addLog1ps, log1pInto } from "../../../numeric/fast/log1p.js";
import type { RunningSum } from "../../../numeric/runningSum.js";
import { areProbabilities, decayInto } from "./decay.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";
import type { Sides } from "../sides.js";
import type { TypedNumbers } from "../../../numeric/vector.js";

const exponentials = blockList();
const tails = blockList();
const terms = blockList();
const onesList = blockList();
const zerosList = blockList();
const logitRoom = blockList();
const targetRoom = blockList();

/**
 * Without weights and single losses. σ(±z) are quotients over 1 + e, and the loss is log1p(e) + z·([z > 0] − y), so
 * that 16 examples share a logarithm.
 */
export function plainForm(
  logits: TypedNumbers,
  targets: TypedNumbers,
  scale: number,
  gradient: Float64Array,
  sum: RunningSum,
): Form {
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    const z = doublesOf(logits, start, end, logitRoom);
    const y = doublesOf(targets, start, end, targetRoom);
    if (!decayInto(exponentials, z.data, z.start, count, EXP_LIMIT)) return false;
    if (!areProbabilities(y.data, y.start, count)) return false;
    slopes(z.data, z.start, y.data, y.start, count, scale, gradient, start);
    sum.addAll(terms, 0, count);
    exponentials.fill(0, count);
    addLog1ps(sum, exponentials);
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}

function slopes(
  z: Float64Array,
  zStart: number,
  y: Float64Array,
  yStart: number,
  count: number,
  scale: number,
  gradient: Float64Array,
  start: number,
): void {
  const e = exponentials;
  const linear = terms;
  for (let i = 0; i < count; i++) {
    const zi = z[zStart + i]!;
    const yi = y[yStart + i]!;
    const ei = e[i]!;
    // 1 or 0, and what multiplies by them is exact: a choice without a branch.
    const up = +(zi > 0);
    const down = 1 - up;
    gradient[start + i] =
      (scale * ((1 - yi) * (up + down * ei) - yi * (down + up * ei))) / (1 + ei);
    linear[i] = zi * (up - yi);
  }
}

/** With weights, or with a place for the loss of each example: a logarithm for each. */
export function plainWeightedForm(
  logits: TypedNumbers,
  sides: Sides,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    const z = doublesOf(logits, start, end, logitRoom);
    if (!decayInto(exponentials, z.data, z.start, count, EXP_LIMIT)) return false;
    if (!sides(start, end, onesList, zerosList)) return false;
    log1pInto(tails, exponentials, count);
    weighted(z.data, z.start, onesList, zerosList, count, scale, gradient, start);
    sum.addAll(terms, 0, count);
    if (losses !== undefined) losses.set(terms.subarray(0, count), start);
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}

function weighted(
  z: Float64Array,
  zStart: number,
  ones: Float64Array,
  zeros: Float64Array,
  count: number,
  scale: number,
  gradient: Float64Array,
  start: number,
): void {
  const e = exponentials;
  const tail = tails;
  const loss = terms;
  for (let i = 0; i < count; i++) {
    const zi = z[zStart + i]!;
    const ei = e[i]!;
    const one = ones[i]!;
    const zero = zeros[i]!;
    const up = +(zi > 0);
    const down = 1 - up;
    const softplus = tail[i]! + up * zi;
    loss[i] = one * (tail[i]! - down * zi) + zero * softplus;
    gradient[start + i] = (scale * (zero * (up + down * ei) - one * (down + up * ei))) / (1 + ei);
  }
}
