import { checkRng } from "./checkRng.js";
import { checkCount } from "../numeric/checks.js";
import type { Rng } from "./rng.js";
import { shuffle } from "./shuffle.js";

/** The numbers 0 … n − 1 in a random order, every order equally likely. */
export function permutation(rng: Rng, n: number): number[] {
  checkRng(rng);
  checkCount("n", n, 0);
  return shuffle(
    rng,
    Array.from({ length: n }, (_, i) => i),
  );
}
