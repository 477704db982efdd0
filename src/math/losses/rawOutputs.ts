import { minusLogSoftmax } from "../numeric/minusLogSoftmax.js";
import { sigmoid } from "../numeric/sigmoid.js";
import { softmax } from "../numeric/softmax.js";
import type { Vector } from "../numeric/vector.js";

/**
 * How the raw outputs of a model, any finite numbers, become a prediction: the inverse links.
 *
 *     identity; sigmoid; exp; softmax; logSoftmax;  ascending: (z₀, z₁, z₁ + e^{z₂}, z₁ + e^{z₂} + e^{z₃}, …)
 *
 * Shapes  raw outputs [K] → prediction [K].
 * Source  McCullagh & Nelder, Generalized Linear Models (1989), §2.2.3.
 */
export const rawOutputs = {
  identity: (z: Vector): readonly number[] => Array.from(z),
  sigmoid: (z: Vector): readonly number[] => Array.from(z, sigmoid),
  exp: (z: Vector): readonly number[] => Array.from(z, Math.exp),
  softmax: (z: Vector): readonly number[] => softmax(z),
  logSoftmax: (z: Vector): readonly number[] => minusLogSoftmax(z).map((n) => 0 - n),
  ascending(z: Vector): readonly number[] {
    let threshold = 0;
    return Array.from(z, (zk, k) => {
      if (k === 0) return zk;
      threshold = k === 1 ? zk : threshold + Math.exp(zk);
      return threshold;
    });
  },
} as const;

/** The name of an inverse link. */
export type RawOutputs = keyof typeof rawOutputs;
