// Reads the TeX of an expression back, by the rules of printed mathematics and without a look at how it was set. A bracket
// that is missing in print gives another tree here, and another value.
import type { ExpressionNode } from "../../../src/lesson/expression/node.js";
import { binary, call, index, name, negate, number } from "../../../src/lesson/expression/node.js";

/** Names as a reader knows them: `\mu_{0}` is μ_0. */
export type KnownNames = ReadonlyMap<string, string>;

/** A command, a letter, a number, or one sign. Braces and `\left` are tokens of their own. */
const TOKEN = /\\(?:[a-zA-Z]+\*?|.)|\d+(?:\.\d+)?|[^\s]/gu;
const SPACING = new Set(["\\,", "\\;", "\\!", "\\ ", "~"]);

/** Functions by how they are printed. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  "\\ln": "ln",
  "\\sin": "sin",
  "\\cos": "cos",
  "\\tanh": "tanh",
  "\\sinh": "sinh",
  "\\cosh": "cosh",
  "\\arctan": "arctan",
  "\\max": "max",
  "\\min": "min",
  "\\det": "det",
  "\\dim": "size",
  "\\operatorname{sign}": "sign",
  "\\operatorname{logit}": "logit",
  "\\operatorname{softplus}": "softplus",
  "\\operatorname{LSE}": "LSE",
  "\\operatorname{softmax}": "softmax",
  "\\operatorname{JS}": "JS",
  "\\operatorname{tr}": "tr",
  "\\operatorname{erf}": "erf",
  "\\operatorname{Laplace}": "laplace",
  "\\operatorname{Exponential}": "exponential",
  "\\operatorname{Bernoulli}": "bernoulli",
  "\\operatorname{Poisson}": "poisson",
  "\\operatorname{Uniform}": "uniform",
  "\\operatorname{Binomial}": "binomial",
  "\\operatorname{Beta}": "beta",
  "\\operatorname{Gamma}": "gamma",
  "\\operatorname{Student}": "student",
};

export class UnreadTex extends Error {}

export function readTex(
  tex: string,
  known: KnownNames,
  isMatrix: (node: ExpressionNode) => boolean = () => false,
): ExpressionNode {
  return new TexReader(tex, known, isMatrix).whole();
}

class TexReader {
  readonly #tokens: readonly string[];
  readonly #known: Map<string, string>;
  #at = 0;
  /** Between two bars a third one closes. */
  #inBars = false;

  /** What a reader knows of the quantities: 𝒩 of a matrix is of several variables. */
  readonly #isMatrix: (node: ExpressionNode) => boolean;

  constructor(tex: string, known: KnownNames, isMatrix: (node: ExpressionNode) => boolean) {
    this.#isMatrix = isMatrix;
    this.#tokens = [...tex.replaceAll(/\\mathrm d(?=[a-zA-Z\\])/g, "\\dx ").matchAll(TOKEN)].map(
      ([token]) => token,
    );
    this.#known = new Map(known);
  }

  whole(): ExpressionNode {
    const node = this.#sum();
    if (this.#peek() !== undefined) throw this.#unread();
    return node;
  }

  #unread(): UnreadTex {
    const rest = this.#tokens.slice(this.#at, this.#at + 8).join(" ");
    return new UnreadTex(`at “${rest}” of ${this.#tokens.join(" ")}`);
  }

  /** The next token that is no space. */
  #peek(): string | undefined {
    while (SPACING.has(this.#tokens[this.#at] ?? "")) this.#at++;
    return this.#tokens[this.#at];
  }

  #take(wanted?: string): string {
    const token = this.#peek();
    if (token === undefined || (wanted !== undefined && token !== wanted)) throw this.#unread();
    this.#at++;
    return token;
  }

  #next(...tokens: readonly string[]): boolean {
    this.#peek();
    return tokens.every((token, i) => this.#tokens[this.#at + i] === token);
  }

  #skip(...tokens: readonly string[]): boolean {
    if (!this.#next(...tokens)) return false;
    this.#at += tokens.length;
    return true;
  }

  #sum(): ExpressionNode {
    let node = this.#skip("-") ? negate(this.#product()) : this.#product();
    for (;;) {
      if (this.#skip("+")) node = binary("+", node, this.#product());
      else if (this.#skip("-")) node = binary("-", node, this.#product());
      else return node;
    }
  }

  /** Factors side by side; a slash divides what stands before it by the one factor behind it. */
  #product(): ExpressionNode {
    let node = this.#factor();
    for (;;) {
      if (this.#skip("\\cdot")) node = binary("*", node, this.#factor());
      else if (this.#skip("/")) {
        node = binary("/", node, this.#factor());
        // a/b c: nobody knows what the c is divided by.
        if (this.#startsFactor() || this.#next("\\cdot")) throw this.#unread();
      } else if (this.#skip("\\odot")) node = call("hadamard", [node, this.#factor()]);
      else if (this.#startsFactor()) node = binary("*", node, this.#factor());
      else return node;
    }
  }

  #startsFactor(): boolean {
    const token = this.#peek();
    if (token === "|") return !this.#inBars;
    return (
      token !== undefined &&
      !/^(?:[-+/)\]},;|=<>&!]|\\(?:right|cdot|odot|\||\\|end|le|ge|ne|dx|sim|text))$/.test(token)
    );
  }

  /** An atom with its powers, indices and `!`. */
  #factor(): ExpressionNode {
    let node = this.#atom();
    for (;;) {
      if (this.#skip("^", "{")) {
        if (this.#skip("\\top", "}")) node = call("transpose", [node]);
        else if (this.#skip("-", "1", "}")) node = binary("^", node, negate(number(1)));
        else node = binary("^", node, this.#until("}"));
        // Two exponents in a row are an error of TeX.
        if (this.#next("^")) throw this.#unread();
      } else if (this.#next("_", "{") && node.kind !== "number") {
        this.#take("_");
        node = index(node, this.#list("{", "}"));
      } else if (this.#skip("!")) node = call("factorial", [node]);
      else return node;
    }
  }

  #until(close: string): ExpressionNode {
    const node = this.#sum();
    this.#take(close);
    return node;
  }

  #list(open: string, close: string): ExpressionNode[] {
    this.#take(open);
    const parts = [this.#sum()];
    while (this.#skip(",") || this.#skip(";")) parts.push(this.#sum());
    this.#take(close);
    return parts;
  }

  #group(): ExpressionNode {
    this.#take("{");
    return this.#until("}");
  }

  /** `(`, or a growing one. */
  #opens(sign: string): boolean {
    return this.#skip("\\left", sign) || this.#skip(sign);
  }

  #closes(sign: string): void {
    this.#skip("\\right");
    this.#take(sign);
  }

  #arguments(): ExpressionNode[] {
    if (!this.#opens("(")) throw this.#unread();
    const parts = [this.#sum()];
    while (this.#skip(",") || this.#skip(";")) parts.push(this.#sum());
    this.#closes(")");
    return parts;
  }

  #atom(): ExpressionNode {
    const token = this.#peek();
    if (token === undefined) throw this.#unread();
    if (/^\d/.test(token)) {
      this.#at++;
      return { kind: "number", text: token, at: 0 };
    }
    if (this.#opens("(")) return this.#inside(false, ")");
    if (this.#opens("|")) return call("abs", [this.#inside(true, "|")]);
    if (this.#opens("[")) return this.#bracketed();
    if (this.#skip("\\left", "\\lVert")) {
      const node = this.#sum();
      this.#take("\\right");
      this.#take("\\rVert");
      if (this.#skip("_", "{", "1", "}")) return call("norm1", [node]);
      if (this.#skip("_", "{", "\\infty", "}")) return call("normInf", [node]);
      return call("norm", [node]);
    }
    if (this.#skip("\\infty")) return name("∞");
    if (this.#skip("\\sqrt")) return call("sqrt", [this.#group()]);
    if (this.#skip("\\binom")) return call("choose", [this.#group(), this.#group()]);
    if (this.#skip("\\exp")) return call("exp", this.#arguments());
    if (this.#skip("\\tfrac")) return binary("/", this.#group(), this.#group());
    if (this.#next("\\frac")) return this.#fraction();
    if (this.#skip("\\begin", "{", "c", "a", "s", "e", "s", "}")) return this.#cases();
    if (this.#skip("\\begin", "{", "b", "m", "a", "t", "r", "i", "x", "}")) return this.#matrix();
    if (this.#skip("\\nabla")) return this.#gradient();
    for (const goal of ["max", "min", "sup", "inf"] as const) {
      if (this.#next(`\\${goal}`, "_")) return this.#extreme(goal);
    }
    if (this.#skip("\\sum")) return this.#big("sum");
    if (this.#skip("\\prod")) return this.#big("product");
    if (this.#skip("\\int")) return this.#integral();
    if (this.#skip("\\mathbb", "1")) return this.#indicator();
    if (this.#skip("\\mathbb", "E")) return this.#expectation();
    if (this.#skip("\\mathcal", "N")) return this.#normal();
    const called = this.#function();
    return called ?? this.#name();
  }

  #inside(bars: boolean, close: string): ExpressionNode {
    const before = this.#inBars;
    this.#inBars = bars;
    const node = this.#sum();
    this.#inBars = before;
    this.#closes(close);
    return node;
  }

  #bracketed(): ExpressionNode {
    const body = this.#sum();
    const row = [body];
    while (this.#skip(",")) row.push(this.#sum());
    this.#closes("]");
    if (row.length > 1 || !this.#next("_")) return { kind: "block", rows: [row], at: 0 };
    this.#take("_");
    this.#take("{");
    const variable = this.#rawName();
    this.#take("=");
    const from = this.#until("}");
    this.#take("^");
    const to = this.#group();
    return { kind: "vector", range: { index: variable, from, to }, body, at: 0 };
  }

  #fraction(): ExpressionNode {
    this.#take("\\frac");
    if (this.#skip("{", "\\mathrm", "d", "}", "{", "\\dx")) return this.#derivative();
    if (this.#skip("{", "\\partial", "}", "{", "\\partial")) return this.#derivative();
    return binary("/", this.#group(), this.#group());
  }

  #derivative(): ExpressionNode {
    const target = this.#name();
    if (target.kind !== "name") throw this.#unread();
    const indices = this.#skip("_") ? this.#list("{", "}") : [];
    this.#take("}");
    return { kind: "derivative", name: target.name, indices, body: this.#factor(), at: 0 };
  }

  /** `∑` and `∏` reach as far as the product behind them. */
  #big(kind: "sum" | "product"): ExpressionNode {
    this.#take("_");
    this.#take("{");
    const stacked = this.#skip("\\substack", "{");
    const variable = this.#rawName();
    this.#take("=");
    const from = this.#sum();
    let condition: ExpressionNode | undefined;
    if (stacked) {
      this.#take("\\\\");
      condition = this.#comparison();
      this.#take("}");
    }
    this.#take("}");
    this.#take("^");
    const to = this.#group();
    const body = this.#product();
    return {
      kind,
      range: { index: variable, from, to },
      ...(condition === undefined ? {} : { condition }),
      body,
      at: 0,
    };
  }

  /** Over a range, `k=1,…,K`, or over all that a quantity may be. */
  #extreme(goal: "max" | "min" | "sup" | "inf"): ExpressionNode {
    this.#at++;
    this.#take("_");
    this.#take("{");
    const variable = this.#rawName();
    if (this.#skip("}")) return { kind: "optimum", goal, variable, body: this.#product(), at: 0 };
    if (goal === "sup" || goal === "inf") throw this.#unread();
    const kind = goal === "max" ? "maximum" : "minimum";
    this.#take("=");
    const from = this.#sum();
    this.#take(",");
    this.#take("\\ldots");
    this.#take(",");
    const to = this.#until("}");
    return { kind, range: { index: variable, from, to }, body: this.#product(), at: 0 };
  }

  #gradient(): ExpressionNode {
    this.#take("_");
    this.#take("{");
    const variable = this.#rawName();
    this.#take("}");
    const body = this.#factor();
    return { kind: "derivative", name: variable, indices: [], nabla: true, body, at: 0 };
  }

  #cases(): ExpressionNode {
    const values: ExpressionNode[] = [];
    const conditions: ExpressionNode[] = [];
    do {
      values.push(this.#sum());
      this.#take("&");
      this.#take("\\text");
      this.#take("{");
      const word = this.#take() + this.#take();
      if (word === "if") {
        this.#take("}");
        conditions.push(this.#comparison());
      } else while (this.#take() !== "}");
    } while (this.#skip("\\\\"));
    this.#end();
    return { kind: "cases", values, conditions, at: 0 };
  }

  #matrix(): ExpressionNode {
    const rows: ExpressionNode[][] = [];
    do {
      const row = [this.#sum()];
      while (this.#skip("&")) row.push(this.#sum());
      rows.push(row);
    } while (this.#skip("\\\\"));
    this.#end();
    return { kind: "block", rows, at: 0 };
  }

  #end(): void {
    this.#take("\\end");
    while (this.#take() !== "}");
  }

  #integral(): ExpressionNode {
    this.#take("_");
    const from = this.#group();
    this.#take("^");
    const to = this.#group();
    const body = this.#product();
    this.#take("\\dx");
    return { kind: "integral", variable: this.#rawName(), from, to, body, at: 0 };
  }

  #comparison(): ExpressionNode {
    const left = this.#sum();
    const signs = { "=": "=", "\\ne": "≠", "<": "<", "\\le": "≤", ">": ">", "\\ge": "≥" } as const;
    const token = this.#take();
    if (!Object.hasOwn(signs, token)) throw this.#unread();
    return {
      kind: "compare",
      op: signs[token as keyof typeof signs],
      left,
      right: this.#sum(),
      at: 0,
    };
  }

  #indicator(): ExpressionNode {
    this.#take("[");
    const node = this.#comparison();
    this.#take("]");
    return node;
  }

  #expectation(): ExpressionNode {
    this.#take("_");
    this.#take("{");
    const variable = this.#rawName();
    this.#take("\\sim");
    const distribution = this.#skip("\\mathcal", "N") ? this.#normal() : this.#atom();
    this.#take("}");
    if (!this.#opens("[")) throw this.#unread();
    const body = this.#sum();
    this.#closes("]");
    return { kind: "expectation", variable, distribution, body, at: 0 };
  }

  /** 𝒩 is printed with its variance; the notation has the standard deviation. */
  #normal(): ExpressionNode {
    const parts = this.#arguments();
    const variance = parts.at(-1)!;
    if (this.#isMatrix(variance)) return call("mvnormal", parts);
    const isSquare =
      variance.kind === "binary" && variance.op === "^" && variance.right.kind === "number";
    return call("normal", [
      ...parts.slice(0, -1),
      isSquare ? variance.left : call("sqrt", [variance]),
    ]);
  }

  #function(): ExpressionNode | undefined {
    if (this.#skip("\\ln", "\\Gamma")) return call("lnΓ", [this.#one()]);
    if (this.#skip("\\log", "_", "2")) return call("log2", [this.#one()]);
    if (this.#skip("\\log", "_", "{", "10", "}")) return call("log10", [this.#one()]);
    const token = this.#peek()!;
    if (token === "\\operatorname") {
      const start = this.#at;
      this.#at++;
      this.#take("{");
      let word = "";
      while (!this.#next("}")) word += this.#take();
      this.#take("}");
      if (word === "KL") {
        if (!this.#opens("(")) throw this.#unread();
        const p = this.#sum();
        this.#take("\\|");
        const q = this.#sum();
        this.#closes(")");
        return call("KL", [p, q]);
      }
      const known = FUNCTIONS[`\\operatorname{${word}}`];
      if (known === undefined) {
        this.#at = start;
        throw this.#unread();
      }
      return this.#call(known);
    }
    const known = FUNCTIONS[token];
    if (known !== undefined) {
      this.#at++;
      return this.#call(known);
    }
    // σ, ψ, Φ, Γ and H are functions where a bracket follows and no quantity has the name.
    const letters = {
      "O": "O",
      "o": "o",
      "\\sigma": "σ",
      "\\psi": "ψ",
      "\\Phi": "Φ",
      "\\Gamma": "Γ",
      "H": "H",
    } as const;
    if (Object.hasOwn(letters, token) && !this.#known.has(token)) {
      this.#at++;
      const args = this.#next("(") || this.#next("\\left", "(") ? this.#arguments() : [this.#one()];
      const letter = letters[token as keyof typeof letters];
      return call(letter === "H" && args.length === 2 ? "CE" : letter, args);
    }
    return undefined;
  }

  #call(known: string): ExpressionNode {
    return call(
      known,
      this.#next("(") || this.#next("\\left", "(") ? this.#arguments() : [this.#factor()],
    );
  }

  /** The one argument of a function: in brackets, or the next factor. */
  #one(): ExpressionNode {
    return this.#next("(") || this.#next("\\left", "(") ? this.#arguments()[0]! : this.#factor();
  }

  /** A name as it is printed, without an index that is none of its own. */
  #rawName(): string {
    const node = this.#name();
    // A bound name with a number of its own: y_0.
    if (
      node.kind === "name" &&
      this.#next("_", "{") &&
      /^\d+$/.test(this.#tokens[this.#at + 2] ?? "")
    ) {
      this.#take("_");
      this.#take("{");
      const digits = this.#take();
      this.#take("}");
      const own = `${node.name}_${digits}`;
      this.#known.set(`${node.name}_{${digits}}`, own);
      return own;
    }
    if (node.kind !== "name" && node.kind !== "index") throw this.#unread();
    return node.kind === "name" ? node.name : (node.base as { readonly name: string }).name;
  }

  /** A letter with its mark, primes and subscript; a call where a density or an abbreviation is called. */
  #name(): ExpressionNode {
    let base = this.#take();
    if (/^\\(?:hat|bar|tilde|dot|mathrm)$/.test(base)) {
      this.#take("{");
      let word = "";
      while (!this.#next("}")) word += this.#take();
      this.#take("}");
      base = `${base}{${word}}`;
    } else if (!/^(?:\p{L}|\\(?:[a-zA-Z]+))$/u.test(base)) throw this.#unread();
    while (this.#skip("'")) base += "'";
    const found = this.#subscripted(base);
    const isCalled =
      found.kind === "name" &&
      this.#known.get(`${base}()`) !== undefined &&
      (this.#next("(") || this.#next("\\left", "("));
    return isCalled ? call(found.name, this.#arguments()) : found;
  }

  /** The longest known name that begins here; what is left of its subscript are indices. */
  #subscripted(base: string): ExpressionNode {
    const start = this.#at;
    if (this.#next("_", "{")) {
      this.#take("_");
      this.#take("{");
      let sub = "";
      let depth = 0;
      while (depth > 0 || !(this.#next("}") || this.#next(","))) {
        const token = this.#take();
        depth += token === "{" ? 1 : token === "}" ? -1 : 0;
        sub += token;
      }
      const own = this.#known.get(`${base}_{${sub}}`);
      if (own !== undefined) {
        const indices: ExpressionNode[] = [];
        while (this.#skip(",")) indices.push(this.#sum());
        this.#take("}");
        return indices.length === 0 ? name(own) : index(name(own), indices);
      }
      this.#at = start;
    }
    if (base === "e") return name("e");
    const own = this.#known.get(base) ?? this.#known.get(`${base}()`);
    if (own !== undefined) return name(own);
    // A bound name: a single letter stands for itself.
    return name(base.startsWith("\\") ? (GREEK[base] ?? base) : base);
  }
}

const GREEK: Readonly<Record<string, string>> = {
  "\\alpha": "α",
  "\\beta": "β",
  "\\gamma": "γ",
  "\\delta": "δ",
  "\\varepsilon": "ε",
  "\\theta": "θ",
  "\\lambda": "λ",
  "\\mu": "μ",
  "\\tau": "τ",
  "\\pi": "π",
  "\\sigma": "σ",
  "\\rho": "ρ",
  "\\eta": "η",
};
