import { DomainError } from "../numeric/domainError.js";
import type { Rng } from "./rng.js";
import { shuffle } from "./shuffle.js";

/** The numbers 0 … n − 1 in a random order, every order equally likely. */
export function permutation(rng: Rng, n: number): number[] {
  if (!(Number.isSafeInteger(n) && n >= 0)) {
    throw new DomainError(`n must be a non-negative integer, got ${n}`);
  }
  return shuffle(
    rng,
    Array.from({ length: n }, (_, i) => i),
  );
}
