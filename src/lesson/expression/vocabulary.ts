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
  const known = [
    ...vocabulary.values,
    ...bound,
    ...[...vocabulary.callables].map((f) => `${f}(…)`),
  ];
  return `known are ${[...new Set(known)].join(", ") || "no quantities"}; and the functions ${functionNames.join(", ")}`;
}
