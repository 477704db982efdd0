import { looksLikePath, looksLikePrice, looksLikeProse } from "./looksLikeText.js";
import { protectedEnd, ProtectedSpans } from "./protectedSpans.js";
import { environmentEnds } from "./environmentEnds.js";

/** A formula as it stands in a text. */
export interface Formula {
  /** What stands between the delimiters; an environment with its `\begin` and `\end`. */
  readonly tex: string;
  readonly display: boolean;
  /** All that was taken out of the text, delimiters too. */
  readonly source: string;
  /** Opened by a `$$` that stands alone on its line: a paragraph of its own. */
  readonly block: boolean;
}

/** The text with a placeholder for each formula, and the formulas in order. */
export interface Extracted {
  readonly text: string;
  readonly formulas: readonly Formula[];
}

/**
 * What stands for formula number n in a text: `\uFDD0n\uFDD1`. These are noncharacters, which no text holds (those of a
 * hostile one are dropped) and which Markdown takes for letters.
 */
export const placeholders = /\uFDD0(\d+)\uFDD1/g;

/** Braces nested deeper than this are none of a formula. */
const deepest = 100;

const noncharacters = /[\uFDD0-\uFDDF]/g;

/**
 * The same written as a character reference, which the HTML parser would decode: a text could then ask for a formula
 * of its own as often as it likes, in attributes too, which are sanitised by then.
 */
const referredNoncharacters = /&#(?:x0*fdd[\da-f]|0*649(?:7[6-9]|8\d|9[01]))(?![\da-f]);?/gi;

const placeholder = (index: number): string => `\uFDD0${index}\uFDD1`;

/** A formula longer than this is none: a `$` would look for its end through the whole text. */
const longest = 20_000;

/**
 * Takes the mathematics out of a text before anything else reads it, as Jupyter does: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`,
 * `\\(…\\)`, `\\[…\\]`, `\begin{…}…\end{…}`, `\eqref{…}` and `\ref{…}`. Braces are balanced, and a blank line ends a
 * formula that does not stand on lines of its own. Code, tags, addresses, escaped dollars and prices are left alone:
 * a closing `$` is not followed by a digit.
 *
 * `markdown`: the text is Markdown (with code and links of its own); otherwise the text of an HTML element.
 */
export function extractFormulas(source: string, markdown: boolean): Extracted {
  // Every line of the text then begins after a line's end.
  const plain = source.replace(noncharacters, "").replace(referredNoncharacters, "\uFFFD");
  const { text, formulas } = new Scanner(`\n${plain}`, markdown).run();
  return { text: text.slice(1), formulas };
}

class Scanner {
  readonly #text: string;
  readonly #markdown: boolean;
  readonly #spans: ProtectedSpans;
  readonly #formulas: Formula[] = [];
  readonly #lastEnds = new Map<string, number>();
  #environmentEnds: ReadonlyMap<number, number> | undefined;

  constructor(text: string, markdown: boolean) {
    this.#text = text;
    this.#markdown = markdown;
    this.#spans = new ProtectedSpans(text);
  }

  run(): Extracted {
    const text = this.#text;
    const marks = /[\\$`~<\]h\n]/g;
    let result = "";
    let copied = 0;
    let at = 0;
    while (at < text.length) {
      marks.lastIndex = at;
      const found = marks.exec(text);
      if (found === null) break;
      at = found.index;
      if (this.#markdown) {
        const end = protectedEnd(this.#spans, at);
        if (end > at) {
          at = end;
          continue;
        }
      }
      const formula = this.#formulaAt(at);
      if (formula === undefined) {
        // An escaped character is not looked at, but a second backslash may escape what follows it.
        at += text[at] === "\\" && text[at + 1] !== "\\" ? 2 : 1;
        if (text[at - 1] === "$" && text[at] === "$" && text[at - 2] !== "\\") at++;
        continue;
      }
      result += text.slice(copied, at) + placeholder(this.#formulas.length);
      this.#formulas.push(formula.formula);
      at = copied = formula.end;
    }
    return { text: result + text.slice(copied), formulas: this.#formulas };
  }

  #formulaAt(at: number): { formula: Formula; end: number } | undefined {
    const text = this.#text;
    if (text[at] === "$") return text[at + 1] === "$" ? this.#display(at) : this.#inline(at);
    if (text[at] !== "\\") return undefined;
    const opening = /\\\\?[([]|\\begin\{([a-zA-Z]{1,40}\*?)\}|\\(?:eq)?ref\{[^{}\n]{1,200}\}/y;
    opening.lastIndex = at;
    const found = opening.exec(text);
    if (found === null) return undefined;
    const [open, environment] = found;
    if (environment !== undefined) return this.#environment(at);
    if (open.endsWith("}")) return this.#taken(at, at, at + open.length, at + open.length, false);
    return this.#bracketed(at, open);
  }

  #inline(at: number): { formula: Formula; end: number } | undefined {
    const close = this.#close(at + 1, "$", false);
    if (close === undefined) return undefined;
    const content = this.#text.slice(at + 1, close);
    if (content.trim() === "" || /[0-9]/.test(this.#text[close + 1] ?? "")) return undefined;
    if (/\n[ \t>]*(?:#{1,6}[ \t]|```|~~~)/.test(content) || content.startsWith("``"))
      return undefined;
    if (
      looksLikePrice(content, this.#text[at - 1] ?? "") ||
      looksLikeProse(content) ||
      looksLikePath(content, this.#text[close + 1] ?? "")
    )
      return undefined;
    // GitHub's own form, dollars around code: $`x`$.
    const inCode = /^`[^`]+`$/.test(content) ? 1 : 0;
    return this.#taken(at, at + 1 + inCode, close - inCode, close + 1, false);
  }

  #display(at: number): { formula: Formula; end: number } | undefined {
    const close = this.#close(at + 2, "$$", this.#opensLine(at));
    if (close === undefined || this.#text.slice(at + 2, close).trim() === "") return undefined;
    const block = this.#opensLine(at) && /^[ \t]*\n/.test(this.#text.slice(at + 2, at + 200));
    return this.#taken(at, at + 2, close, close + 2, true, block);
  }

  #bracketed(at: number, open: string): { formula: Formula; end: number } | undefined {
    const close = open.replace("(", ")").replace("[", "]");
    if (this.#lastEnd(close) < at) return undefined;
    const end = this.#close(at + open.length, close, open.endsWith("[") && this.#opensLine(at));
    if (end === undefined) return undefined;
    const content = this.#text.slice(at + open.length, end);
    if (content.trim() === "") return undefined;
    // `\[not a link\](x)`, `\[sic\]`, `\[x\]`, `\[a-z\]`, `\(see below\)`: brackets that Markdown is to leave alone.
    if (
      open.length === 2 &&
      (/^[([:]/.test(this.#text.slice(end + 2)) ||
        (this.#markdown && open === "\\[" && /^(?:\s*[xX]\s*|\^?(?:\w-\w)+)$/.test(content)) ||
        /^\s*(?:\d+|\p{L}{2,}(?:[\s,.;:!?'’-]+[\p{L}\d]+)*[.!?]?)\s*$/u.test(content))
    )
      return undefined;
    return this.#taken(at, at + open.length, end, end + close.length, open.endsWith("["));
  }

  #environment(at: number): { formula: Formula; end: number } | undefined {
    const end = (this.#environmentEnds ??= environmentEnds(this.#text)).get(at);
    if (end === undefined || end - at > longest) return undefined;
    return this.#taken(at, at, end, end, true);
  }

  /** Where the delimiter closes what opens at `from`: outside of braces, or else the first inside of them. */
  #close(from: number, delimiter: string, acrossBlankLines: boolean): number | undefined {
    const text = this.#text;
    const stop = Math.min(text.length, from + longest);
    let braces = 0;
    let inBraces: number | undefined;
    for (let at = from; at < stop; at++) {
      const character = text[at];
      if (delimiter[0] === "\\" && text.startsWith(delimiter, at)) {
        if (braces === 0) return at;
        inBraces ??= at;
      }
      if (character === "\\") at++;
      else if (character === "{") {
        if (++braces > deepest) break;
      } else if (character === "}") braces = Math.max(0, braces - 1);
      else if (character === "$" && delimiter[0] === "$") {
        const run = text[at + 1] === "$" ? 2 : 1;
        // Two formulas without a space between them: `$x$$y$`.
        if (run >= delimiter.length) {
          if (braces === 0 && (!acrossBlankLines || this.#closesLine(from, at + run))) return at;
          if (braces > 0) inBraces ??= at;
        }
        at += run - 1;
      } else if (character === "\n") {
        const next = /[ \t>]*(\n|#{1,6}[ \t]|```|~~~)/y;
        next.lastIndex = at + 1;
        const line = next.exec(text)?.[1];
        if (line !== undefined && (line !== "\n" || !acrossBlankLines)) break;
      }
    }
    return inBraces;
  }

  /** The line up to this place; undefined where it is long. */
  #lineBefore(at: number): string | undefined {
    const before = this.#text.slice(Math.max(0, at - 200), at);
    const start = before.lastIndexOf("\n");
    return start < 0 ? undefined : before.slice(start + 1);
  }

  /** Nothing but the marks of quotations and lists stands before this place on its line. */
  #opensLine(at: number): boolean {
    const line = this.#lineBefore(at);
    return line !== undefined && /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)*$/.test(line);
  }

  /** A formula with a blank line in it ends a line as well; one without may end anywhere. */
  #closesLine(from: number, end: number): boolean {
    return (
      !/\n[ \t>]*\n/.test(this.#text.slice(from, end)) ||
      /^[ \t]*[.,;:]?[ \t]*(?:\n|$)/.test(this.#text.slice(end, end + 200))
    );
  }

  /** Where this closing delimiter stands last: an opening one behind it is never closed. */
  #lastEnd(close: string): number {
    let last = this.#lastEnds.get(close);
    if (last === undefined) this.#lastEnds.set(close, (last = this.#text.lastIndexOf(close)));
    return last;
  }

  #taken(at: number, from: number, to: number, end: number, display: boolean, block = false) {
    const source = this.#text.slice(at, end);
    const tex = this.#text.slice(from, to);
    return { formula: { tex: this.#withoutQuoteMarks(at, tex), display, source, block }, end };
  }

  /** In a quotation every further line of a formula begins with its `>`. */
  #withoutQuoteMarks(at: number, tex: string): string {
    if (!this.#markdown || !tex.includes("\n")) return tex;
    const line = this.#lineBefore(at) ?? "";
    const marks = /^[ \t]*(?:>[ \t]*)+/.exec(line)?.[0].replace(/[^>]/g, "").length ?? 0;
    if (marks === 0) return tex;
    return tex.replace(new RegExp(`\\n(?:[ \\t]*>){1,${marks}}`, "g"), "\n");
  }
}
