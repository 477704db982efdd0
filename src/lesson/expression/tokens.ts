import { ExpressionError } from "./expressionError.js";

/** One word of an expression. `space` says whether white space stands before it. */
export interface Token {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly at: number;
  readonly space: boolean;
}

const pattern =
  /(?<space>\s+)|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+(?![\p{L}\d]))?)|(?<name>(?!ᵀ)\p{L}(?:(?!ᵀ)[\p{L}\p{M}\p{Nd}])*(?:_[\p{L}\p{Nd}]+)?[₀-₉]*['′]*|[∑∏])|(?<symbol>\.\.|<=|>=|!=|\|\||_[\p{L}\p{Nd}∞]|[₀-₉]|⁻?[⁰¹²³⁴-⁹]+|[-+*/^()[\]|=≠<≤>≥,~!−–·⋅∗×√∞∂∫‖½¼¾⅓⅔⊙∇ᵀ⊤{};])/uy;

/** Other spellings of the same symbol. */
const spelling: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "·": "*",
  "⋅": "*",
  "∗": "*",
  "×": "*",
  "<=": "≤",
  ">=": "≥",
  "!=": "≠",
  "||": "‖",
  "⊤": "ᵀ",
};

/** Letters that look like the ones the notation means, and the signs of a sum and a product. */
const lookAlikes: Readonly<Record<string, string>> = {
  "µ": "μ",
  "ϵ": "ε",
  "ϕ": "φ",
  "ϑ": "θ",
  "∑": "Σ",
  "∏": "Π",
  "Ω": "Ω",
};

/** What is likely meant by a sign that the notation does not have. */
const meant: Readonly<Record<string, string>> = {
  "\\": "TeX is not read; write (a + b)/2, √x, Σ[k=1..K] x[k]",
  "—": "a minus is written − or -",
  ":": "what is divided is written a/b",
  "%": "per cent are written 0.01",
};

/** A name with its accents joined to their letters, and without look-alikes: the micro sign is μ. */
export const canonicalName = (name: string): string =>
  [...name.normalize("NFC")].map((letter) => lookAlikes[letter] ?? letter).join("");

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
      const instead = meant[found] === undefined ? "" : `: ${meant[found]}`;
      throw new ExpressionError(`“${found}” is no part of the notation${instead}`, { line, at });
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
      tokens.push({
        kind,
        text: kind === "name" ? canonicalName(match[0]) : (spelling[match[0]] ?? match[0]),
        at,
        space,
      });
      space = false;
    }
    at = pattern.lastIndex;
  }
  tokens.push({ kind: "end", text: "", at: end, space });
  return tokens;
}
