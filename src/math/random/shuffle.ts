import { checkRng } from "./checkRng.js";
import { checkCount, checkIsList } from "../numeric/checks.js";
import type { Rng } from "./rng.js";

/**
 * A shuffled copy: every order is equally likely.
 *
 * Source  R. Durstenfeld, "Algorithm 235: Random permutation" (1964), the Fisher–Yates shuffle.
 */
export function shuffle<Item>(rng: Rng, items: readonly Item[]): Item[] {
  checkRng(rng);
  checkIsList("items", items);
  checkCount("the number of items", items.length, 0);
  const result = Array.from(items);
  for (let i = result.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
