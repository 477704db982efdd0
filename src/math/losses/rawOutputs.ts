import { checkNoNaN } from "../numeric/checks.js";
import { DomainError } from "../numeric/domainError.js";
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
 * Errors  DomainError if one is no number; ascending: if z₁ is −∞, from which nothing ascends.
 * Source  McCullagh & Nelder, Generalized Linear Models (1989), §2.2.3.
 */
export const rawOutputs = {
  identity: (z: Vector): readonly number[] => numbersFrom(z, (zk) => zk),
  sigmoid: (z: Vector): readonly number[] => numbersFrom(z, sigmoid),
  exp: (z: Vector): readonly number[] => numbersFrom(z, Math.exp),
  softmax: (z: Vector): readonly number[] => softmax(z),
  logSoftmax: (z: Vector): readonly number[] => minusLogSoftmax(z).map((n) => 0 - n),
  ascending(z: Vector): readonly number[] {
    let threshold = 0;
    return numbersFrom(z, (zk, k) => {
      if (k === 0) return zk;
      if (k === 1 && zk === -Infinity) {
        throw new DomainError("z[1], the first threshold, must be above -Infinity, got -Infinity");
      }
      threshold = k === 1 ? zk : threshold + Math.exp(zk);
      return threshold;
    });
  },
} as const;

/** Raw outputs may be infinite; what is no number is refused. */
function numbersFrom(z: Vector, map: (zk: number, k: number) => number): number[] {
  checkNoNaN("z", z);
  return Array.from(z, map);
}

/** The name of an inverse link. */
export type RawOutputs = keyof typeof rawOutputs;
