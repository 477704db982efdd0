import { ExpressionError } from "./expressionError.js";

/** One word of an expression. `space` says whether white space stands before it. */
export interface Token {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly at: number;
  readonly space: boolean;
}

const pattern =
  /(?<space>\s+)|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+(?![\p{L}\d]))?)|(?<name>\p{L}[\p{L}\p{M}\p{Nd}]*(?:_[\p{L}\p{Nd}]+)?[₀-₉]*['′]*)|(?<symbol>\.\.|<=|>=|!=|\|\||[-+*/^()[\]|=≠<≤>≥,~!−–·×√∞∂∫‖²³⁻¹½¼¾⅓⅔])/uy;

/** Other spellings of the same symbol. */
const spelling: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "·": "*",
  "×": "*",
  "<=": "≤",
  ">=": "≥",
  "!=": "≠",
  "||": "‖",
};

/** Cuts a line into tokens; the offsets are those of the line plus `offset`. */
export function tokenize(line: string, start = 0, end = line.length): Token[] {
  const tokens: Token[] = [];
  let at = start;
  let space = false;
  while (at < end) {
    pattern.lastIndex = at;
    const match = pattern.exec(line);
    if (match === null) {
      const found = String.fromCodePoint(line.codePointAt(at)!);
      throw new ExpressionError(`“${found}” is no part of the notation`, { line, at });
    }
    const groups = match.groups!;
    if (groups["space"] !== undefined) {
      space = true;
    } else {
      const kind =
        groups["number"] !== undefined
          ? "number"
          : groups["name"] !== undefined
            ? "name"
            : "symbol";
      tokens.push({ kind, text: spelling[match[0]] ?? match[0], at, space });
      space = false;
    }
    at = pattern.lastIndex;
  }
  tokens.push({ kind: "end", text: "", at: end, space });
  return tokens;
}
