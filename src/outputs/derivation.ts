import { isRecord } from "../text/isRecord.js";

/** A relation between two lines of a derivation, as it is printed. */
export type DerivationRelation = "=" | "≤" | "<" | "≥" | ">" | "→" | "∝" | "≐" | "≈";

/** A quantity of a derivation, with its domain in words. */
export interface DerivationQuantity {
  /** As the author wrote it: `"p"`. */
  readonly name: string;
  readonly tex: string;
  /** `"probabilities of K outcomes, none of them zero"`. Plain text. */
  readonly domain: string;
}

/** An abbreviation of a derivation: `p = σ(z)`. */
export interface DerivationDefinition {
  readonly name: string;
  /** The whole equation. */
  readonly tex: string;
}

/** One row: `relation tex`, why it follows from the row above, and what was tested. */
export interface DerivationStep {
  /** 1 for the first row below the start. */
  readonly number: number;
  readonly relation: DerivationRelation;
  /** The relation as TeX, with its variable: `\xrightarrow{T\to0}`. */
  readonly relationTex: string;
  /** The right-hand side alone, TeX without delimiters. */
  readonly tex: string;
  /** The line's expression as the author wrote it (plain text, for readers without TeX). */
  readonly source: string;
  /** Text with mathematics between `$…$`; everything else is plain. Empty where the author gave none. */
  readonly reason: string;
  /** How many points this step was tested at; 0 where it is `untested`. */
  readonly points: number;
  /** What the points were, in words: `"random points"`, `"all samples of size 3, at 50 distributions"`. */
  readonly tested: string;
  /** The quantities whose narrow domain the step needs (`{uses p, q}`). */
  readonly uses: readonly string[];
  /** Where an inequality is an equality, TeX without delimiters (`{equal at q = p}`). */
  readonly equalAt?: string;
  /** Points that the step leaves out, TeX without delimiters (`{except x = 0}`). */
  readonly except?: string;
  /** The function of `src` that this row was compared with (`{is binaryCrossEntropyWithLogits}`). */
  readonly is?: string;
  /** Where an untested row is quoted from (`{untested: …}`); absent where the row was tested. */
  readonly untested?: string;
}

/**
 * A tested derivation: the data of DERIVATION_MIME.
 * It exists only where every step held: `derive` throws otherwise.
 */
export interface DerivationData {
  readonly version: 1;
  /** The name of the derivation and of its link in a page: `"gibbs"`. */
  readonly anchor: string;
  /** Text with mathematics between `$…$`. */
  readonly title: string;
  readonly quantities: readonly DerivationQuantity[];
  readonly definitions: readonly DerivationDefinition[];
  /** The expression that the derivation starts from, TeX without delimiters. */
  readonly start: string;
  /** The same as the author wrote it. */
  readonly startSource: string;
  readonly steps: readonly DerivationStep[];
  /** The fewest points of all tested steps. */
  readonly points: number;
  /** Everything as one `\begin{aligned}…\end{aligned}`, without delimiters. */
  readonly tex: string;
  /** What the reader must know: a test at so many points, not a proof. */
  readonly note: string;
}

/** The JSON as a derivation, or undefined where it is none: a notebook may claim anything. */
export function readDerivation(json: unknown): DerivationData | undefined {
  if (!isRecord(json) || json["version"] !== 1 || !Array.isArray(json["steps"])) return undefined;
  const texts = [json["anchor"], json["title"], json["start"]];
  if (!texts.every((text) => typeof text === "string")) return undefined;
  const whole = json["steps"].every(
    (step) =>
      isRecord(step) &&
      ["relationTex", "tex", "reason"].every((name) => typeof step[name] === "string") &&
      typeof step["points"] === "number" &&
      typeof step["number"] === "number",
  );
  return whole && Array.isArray(json["quantities"]) && Array.isArray(json["definitions"])
    ? (json as unknown as DerivationData)
    : undefined;
}
