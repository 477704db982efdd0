import { EXP_LIMIT, expInPlace } from "../../../numeric/fast/exp.js";
import { log1pInto } from "../../../numeric/fast/log1p.js";
import type { RunningSum } from "../../../numeric/runningSum.js";
import type { TypedNumbers } from "../../../numeric/vector.js";
import { blockList, doublesOf, PLAIN_BLOCK } from "../forms.js";
import type { Form } from "../forms.js";
import { areProbabilities, decayInto } from "./decay.js";

const exponentials = blockList();
const tails = blockList();
const terms = blockList();
const fadesOfOnes = blockList();
const fadesOfZeros = blockList();
const logitRoom = blockList();
const targetRoom = blockList();

/** What a one weighs, what a zero weighs, and γ. */
export interface FocalWeights {
  readonly ones: number;
  readonly zeros: number;
  readonly gamma: number;
}

/** The |z| up to which e^{−γ·softplus(±z)} is a normal number. */
export const focalLimit = (gamma: number): number => Math.min(EXP_LIMIT, EXP_LIMIT / gamma - 1);

/** q^γ of a one and p^γ of a zero: a product where γ is 2, and e^{−γ·softplus} elsewhere. */
export function plainForm(
  logits: TypedNumbers,
  targets: TypedNumbers,
  weights: FocalWeights,
  scale: number,
  gradient: Float64Array,
  losses: Float64Array | undefined,
  sum: RunningSum,
): Form {
  const limit = focalLimit(weights.gamma);
  const settings = Float64Array.of(weights.ones, weights.zeros, weights.gamma, scale);
  const run = (start: number, end: number): boolean => {
    const count = end - start;
    const z = doublesOf(logits, start, end, logitRoom);
    const y = doublesOf(targets, start, end, targetRoom);
    if (!decayInto(exponentials, z.data, z.start, count, limit)) return false;
    if (!areProbabilities(y.data, y.start, count)) return false;
    log1pInto(tails, exponentials, count);
    if (weights.gamma === 2) squares(z.data, z.start, count);
    else powers(z.data, z.start, count, settings);
    slopes(z.data, z.start, y.data, y.start, count, settings, gradient, start);
    sum.addAll(terms, 0, count);
    if (losses !== undefined) losses.set(terms.subarray(0, count), start);
    return true;
  };
  return { block: PLAIN_BLOCK, run };
}

function squares(z: Float64Array, zStart: number, count: number): void {
  const e = exponentials;
  const ofOnes = fadesOfOnes;
  const ofZeros = fadesOfZeros;
  for (let i = 0; i < count; i++) {
    const up = +(z[zStart + i]! > 0);
    const down = 1 - up;
    const part = 1 / (1 + e[i]!);
    const p = (up + down * e[i]!) * part;
    const q = (down + up * e[i]!) * part;
    ofOnes[i] = q * q;
    ofZeros[i] = p * p;
  }
}

function powers(z: Float64Array, zStart: number, count: number, settings: Float64Array): void {
  const gamma = settings[2]!;
  const ofOnes = fadesOfOnes;
  const ofZeros = fadesOfZeros;
  for (let i = 0; i < count; i++) {
    const zi = z[zStart + i]!;
    const up = +(zi > 0);
    ofOnes[i] = -gamma * (tails[i]! + up * zi);
    ofZeros[i] = -gamma * (tails[i]! - (1 - up) * zi);
  }
  expInPlace(ofOnes, 0, count);
  expInPlace(ofZeros, 0, count);
}

function slopes(
  z: Float64Array,
  zStart: number,
  y: Float64Array,
  yStart: number,
  count: number,
  settings: Float64Array,
  gradient: Float64Array,
  start: number,
): void {
  const [onesWeight, zerosWeight, gamma, scale] = settings as unknown as [
    number,
    number,
    number,
    number,
  ];
  const e = exponentials;
  const tail = tails;
  const loss = terms;
  const ofOnes = fadesOfOnes;
  const ofZeros = fadesOfZeros;
  for (let i = 0; i < count; i++) {
    const zi = z[zStart + i]!;
    const yi = y[yStart + i]!;
    const up = +(zi > 0);
    const down = 1 - up;
    const part = 1 / (1 + e[i]!);
    const p = (up + down * e[i]!) * part;
    const q = (down + up * e[i]!) * part;
    const ones = onesWeight * yi * ofOnes[i]!;
    const zeros = zerosWeight * (1 - yi) * ofZeros[i]!;
    const surprisalOfOne = tail[i]! - down * zi;
    const surprisalOfZero = tail[i]! + up * zi;
    loss[i] = ones * surprisalOfOne + zeros * surprisalOfZero;
    gradient[start + i] =
      scale * (zeros * (gamma * q * surprisalOfZero + p) - ones * (gamma * p * surprisalOfOne + q));
  }
}
