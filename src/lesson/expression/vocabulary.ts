import { functionNames } from "./functions.js";

/** The names an expression may use, besides the functions of the notation. */
export interface Vocabulary {
  /** Quantities and abbreviations that are written without arguments. */
  readonly values: ReadonlySet<string>;
  /** Densities, abbreviations with arguments and linked functions: `p(x)`. */
  readonly callables: ReadonlySet<string>;
}

/** Every name that is known, for the message about one that is not. */
export function knownNames(vocabulary: Vocabulary, bound: readonly string[]): string {
  const own = [...vocabulary.values, ...bound, ...[...vocabulary.callables].map((f) => `${f}(…)`)];
  return `known are ${[...new Set(own)].join(", ") || "no quantities"}; and the functions ${functionNames.join(", ")}`;
}

/** The known name that an unknown one was probably meant to be. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  let best: string | undefined;
  let least = text.length > 4 ? 3 : 2;
  for (const candidate of known) {
    const distance =
      candidate.toLowerCase() === lower ? 0.5 : editDistance(lower, candidate.toLowerCase());
    if (distance < least && distance < candidate.length) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
