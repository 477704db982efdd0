import { nearestName } from "../../math/numeric/nearestName.js";
import { ExpressionError } from "./expressionError.js";
import { functionNames, isFunction } from "./functions.js";
import type { Comparison, ExpressionNode, Range } from "./node.js";
import { tokenize, type Token } from "./tokens.js";
import { knownNames, type Vocabulary } from "./vocabulary.js";

const comparisons = new Set(["=", "≠", "<", "≤", ">", "≥"]);
const fractions: Readonly<Record<string, readonly [string, string]>> = {
  "½": ["1", "2"],
  "¼": ["1", "4"],
  "¾": ["3", "4"],
  "⅓": ["1", "3"],
  "⅔": ["2", "3"],
};
const sums: Readonly<Record<string, "sum" | "product">> = {
  "Σ": "sum",
  "sum": "sum",
  "∑": "sum",
  "Π": "product",
  "prod": "product",
};
/** Words with a meaning of their own; no quantity may be called so. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...Object.keys(sums),
  ...["E", "d", "int", "argmin", "argmax", "π", "pi", "e", "inf"],
  ...functionNames,
]);
const constants: Readonly<Record<string, string>> = { π: "π", pi: "π", e: "e", inf: "∞" };

/** Reads an expression; throws an ExpressionError with a caret in the author's own line. */
export function parseExpression(
  line: string,
  vocabulary: Vocabulary,
  start = 0,
  end = line.length,
): ExpressionNode {
  const parser = new Parser(line, tokenize(line, start, end), vocabulary);
  return parser.whole();
}

/**
 * Operator precedence, loosest first: + −, then · / and factors side by side, then a leading minus,
 * then powers, then indices. A function without brackets takes one factor: ln p[k], ln σ(z).
 */
class Parser {
  private next = 0;
  /** The names that binders around the current place have bound. */
  private readonly bound: string[] = [];
  /** Inside |…|, ‖…‖ and before the bar of E[x~p | …], a bar ends the expression. */
  private barEnds = false;

  private readonly line: string;
  private readonly tokens: readonly Token[];
  private readonly vocabulary: Vocabulary;

  constructor(line: string, tokens: readonly Token[], vocabulary: Vocabulary) {
    this.line = line;
    this.tokens = tokens;
    this.vocabulary = vocabulary;
  }

  whole(): ExpressionNode {
    if (this.peek().kind === "end") this.fail("an expression is missing here", this.peek());
    const node = this.expression();
    const rest = this.peek();
    if (rest.kind !== "end") this.fail(`“${rest.text}” was not expected here`, rest);
    return node;
  }

  private peek(ahead = 0): Token {
    return this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)]!;
  }

  private take(): Token {
    const token = this.peek();
    this.next++;
    return token;
  }

  private is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind !== "number" && token.kind !== "end" && token.text === text;
  }

  private expect(text: string, why: string): Token {
    if (!this.is(text)) {
      const found = this.peek();
      this.fail(
        `“${text}” was expected ${why}, ${found.kind === "end" ? "the line ends" : `got “${found.text}”`}`,
        found,
      );
    }
    return this.take();
  }

  private fail(reason: string, token: Token | ExpressionNode): never {
    throw new ExpressionError(reason, { line: this.line, at: token.at });
  }

  private withBars<Result>(ends: boolean, read: () => Result): Result {
    const before = this.barEnds;
    this.barEnds = ends;
    const result = read();
    this.barEnds = before;
    return result;
  }

  private withBound<Result>(name: string, read: () => Result): Result {
    this.bound.push(name);
    const result = read();
    this.bound.pop();
    return result;
  }

  /** terms joined by + and − */
  private expression(): ExpressionNode {
    let left = this.term();
    for (;;) {
      const token = this.peek();
      if (!this.is("+") && !this.is("-")) return left;
      this.take();
      left = {
        kind: "binary",
        op: token.text as "+" | "-",
        left,
        right: this.term(),
        at: left.at,
      };
    }
  }

  /** a leading minus, then factors joined by · and / or side by side */
  private term(): ExpressionNode {
    if (this.is("-")) {
      const token = this.take();
      return { kind: "negate", body: this.term(), at: token.at };
    }
    if (this.is("+")) this.take();
    let left = this.factor();
    let divided = false;
    for (;;) {
      if (this.is("*") || this.is("/")) {
        const op = this.take().text as "*" | "/";
        const right = this.is("-") ? this.minusFactor() : this.factor();
        left = { kind: "binary", op, left, right, at: left.at };
        divided = op === "/";
      } else if (this.startsFactor()) {
        const token = this.peek();
        if (divided && !token.space) {
          this.fail(
            "what is divided by what? Set brackets, or a space before this factor if it is not below the line",
            token,
          );
        }
        left = { kind: "binary", op: "*", left, right: this.factor(), at: left.at };
        divided = false;
      } else return left;
    }
  }

  private minusFactor(): ExpressionNode {
    const token = this.take();
    return { kind: "negate", body: this.factor(), at: token.at };
  }

  private startsFactor(): boolean {
    const token = this.peek();
    if (token.kind === "name") return true;
    if (token.kind !== "symbol") return false;
    if (token.text === "|" || token.text === "‖") return !this.barEnds;
    return "(√∫∂∞½¼¾⅓⅔".includes(token.text);
  }

  /** a primary with its indices and powers */
  private factor(): ExpressionNode {
    const base = this.postfix();
    return this.powers(base);
  }

  private powers(base: ExpressionNode): ExpressionNode {
    if (this.is("²") || this.is("³")) {
      const token = this.take();
      const right: ExpressionNode = {
        kind: "number",
        text: token.text === "²" ? "2" : "3",
        at: token.at,
      };
      return this.powers({ kind: "binary", op: "^", left: base, right, at: base.at });
    }
    if (this.is("⁻")) {
      const token = this.take();
      this.expect("¹", "after ⁻");
      return this.powers(this.inverse(base, token));
    }
    if (!this.is("^")) return base;
    this.take();
    if (this.is("T") && !this.vocabulary.values.has("T")) {
      this.take();
      return { kind: "call", name: "transpose", args: [base], at: base.at };
    }
    const right = this.is("-") ? this.minusFactor() : this.factor();
    return { kind: "binary", op: "^", left: base, right, at: base.at };
  }

  private inverse(base: ExpressionNode, token: Token): ExpressionNode {
    return {
      kind: "binary",
      op: "^",
      left: base,
      right: { kind: "negate", body: { kind: "number", text: "1", at: token.at }, at: token.at },
      at: base.at,
    };
  }

  private postfix(): ExpressionNode {
    let node = this.primary();
    for (;;) {
      if (this.is("[") && node.kind !== "number") {
        this.take();
        const indices = this.withBars(false, () => {
          const list = [this.expression()];
          while (this.is(",")) {
            this.take();
            list.push(this.expression());
          }
          return list;
        });
        this.expect("]", "after the index");
        node = { kind: "index", base: node, indices, at: node.at };
      } else if (this.is("!")) {
        this.take();
        node = { kind: "call", name: "factorial", args: [node], at: node.at };
      } else return node;
    }
  }

  private primary(): ExpressionNode {
    const token = this.take();
    if (token.kind === "number") return { kind: "number", text: token.text, at: token.at };
    if (token.kind === "name") return this.named(token);
    switch (token.text) {
      case "(": {
        const inside = this.withBars(false, () => this.maybeComparison());
        this.expect(")", "to close the bracket");
        return inside;
      }
      case "[":
        return this.vector(token);
      case "|":
      case "‖": {
        const inside = this.withBars(true, () => this.expression());
        this.expect(token.text, "to close the bar");
        return {
          kind: "call",
          name: token.text === "|" ? "abs" : "norm",
          args: [inside],
          at: token.at,
        };
      }
      case "√":
        return { kind: "call", name: "sqrt", args: [this.factor()], at: token.at };
      case "∞":
        return { kind: "name", name: "∞", at: token.at };
      case "∫":
        return this.integral(token);
      case "∂":
        return this.derivative(token, true);
    }
    const fraction = fractions[token.text];
    if (fraction !== undefined) {
      return {
        kind: "binary",
        op: "/",
        left: { kind: "number", text: fraction[0], at: token.at },
        right: { kind: "number", text: fraction[1], at: token.at },
        at: token.at,
      };
    }
    return this.fail(
      token.kind === "end"
        ? "the line ends where a number, a name or a bracket was expected"
        : `a number, a name or a bracket was expected, got “${token.text}”`,
      token,
    );
  }

  private maybeComparison(): ExpressionNode {
    const left = this.expression();
    const token = this.peek();
    if (token.kind !== "symbol" || !comparisons.has(token.text)) return left;
    this.take();
    const right = this.expression();
    return { kind: "compare", op: token.text as Comparison, left, right, at: left.at };
  }

  private isKnownValue(text: string): boolean {
    return this.bound.includes(text) || this.vocabulary.values.has(text);
  }

  private named(token: Token): ExpressionNode {
    const { text, at } = token;
    if (this.isKnownValue(text)) {
      // Σ may be a matrix; Σ[k=1..K] is a sum all the same.
      if (!(text in sums && this.is("[") && this.is("=", 2)))
        return { kind: "name", name: text, at };
    }
    if (text in sums) return this.sum(sums[text]!, token);
    if (text === "E" && this.is("[")) return this.expectation(token);
    if (text === "int" && this.is("[")) return this.integral(token);
    if ((text === "argmin" || text === "argmax") && this.is("[")) {
      return this.extremum(text, token);
    }
    if (text === "d" && this.is("/")) return this.derivative(token, false);
    if (text in constants) return { kind: "name", name: constants[text]!, at };
    if (this.vocabulary.callables.has(text)) {
      // Without brackets the function itself is meant: H(p) of a density p.
      if (!this.is("(")) return { kind: "name", name: text, at };
      return { kind: "call", name: text, args: this.args(), at };
    }
    if (isFunction(text)) return this.functionCall(token);
    const known = [...this.vocabulary.values, ...this.vocabulary.callables, ...this.bound];
    const guess = nearestName(text, [...known, ...functionNames]) ?? this.asProduct(text);
    return this.fail(
      `unknown name “${text}”${guess === undefined ? "" : ` (did you mean ${guess}?)`}; ${knownNames(this.vocabulary, this.bound)}`,
      token,
    );
  }

  /** `yz` where y and z are known: a space is missing. */
  private asProduct(text: string): string | undefined {
    const letters = [...text];
    return letters.length > 1 && letters.every((letter) => this.isKnownValue(letter))
      ? letters.join(" ")
      : undefined;
  }

  private args(): ExpressionNode[] {
    this.expect("(", "before the arguments");
    const list = this.withBars(false, () => {
      const read = [this.expression()];
      while (this.is(",")) {
        this.take();
        read.push(this.expression());
      }
      return read;
    });
    this.expect(")", "after the arguments");
    return list;
  }

  private functionCall(token: Token): ExpressionNode {
    if (this.is("(")) return { kind: "call", name: token.text, args: this.args(), at: token.at };
    const first = this.peek();
    if (first.kind === "end" || (!this.startsFactor() && first.kind !== "number")) {
      this.fail(`the argument of ${token.text} is missing`, first);
    }
    const argument = this.factor();
    const after = this.peek();
    if (first.kind === "number" && !after.space && this.startsFactor()) {
      this.fail(`where does the argument of ${token.text} end? Set brackets`, first);
    }
    return { kind: "call", name: token.text, args: [argument], at: token.at };
  }

  private binderName(): string {
    const token = this.take();
    if (token.kind !== "name") this.fail("the name of an index was expected", token);
    if (this.vocabulary.callables.has(token.text) || this.vocabulary.values.has(token.text)) {
      this.fail(`${token.text} is a quantity already: choose another index`, token);
    }
    return token.text;
  }

  private range(): Range {
    const name = this.binderName();
    this.expect("=", `after ${name}`);
    const from = this.expression();
    this.expect("..", "between the limits");
    return { index: name, from, to: this.expression() };
  }

  private sum(kind: "sum" | "product", token: Token): ExpressionNode {
    this.expect("[", `after ${token.text}: write ${token.text}[k=1..K]`);
    return this.sumOver(kind, token);
  }

  private sumOver(kind: "sum" | "product", token: Token): ExpressionNode {
    const range = this.withBars(false, () => this.range());
    return this.withBound(range.index, () => {
      let condition: ExpressionNode | undefined;
      if (this.is(",") && !(this.peek(1).kind === "name" && this.is("=", 2) && this.hasRange())) {
        this.take();
        condition = this.withBars(false, () => this.maybeComparison());
        if (condition.kind !== "compare")
          this.fail("a condition such as j≠y was expected", condition);
      }
      if (this.is(",")) {
        this.take();
        const body = this.sumOver(kind, token);
        return this.sumNode(kind, range, condition, body, token.at);
      }
      this.expect("]", "after the limits");
      const body = this.term();
      return this.sumNode(kind, range, condition, body, token.at);
    });
  }

  /** Whether what follows the comma is another range (`j=1..K`) and not a condition (`j=y`). */
  private hasRange(): boolean {
    for (let ahead = 3; ; ahead++) {
      const token = this.peek(ahead);
      if (token.text === "..") return true;
      if (token.kind === "end" || token.text === "]" || token.text === ",") return false;
    }
  }

  private sumNode(
    kind: "sum" | "product",
    range: Range,
    condition: ExpressionNode | undefined,
    body: ExpressionNode,
    at: number,
  ): ExpressionNode {
    return condition === undefined
      ? { kind, range, body, at }
      : { kind, range, condition, body, at };
  }

  private vector(token: Token): ExpressionNode {
    // The body comes before its index is bound: find the index first.
    const place = this.next;
    let depth = 0;
    let bar = -1;
    for (let i = place; i < this.tokens.length; i++) {
      const text = this.tokens[i]!.text;
      if ("([".includes(text) && text !== "") depth++;
      if (")]".includes(text) && text !== "" && --depth < 0) break;
      if (text === "|" && depth === 0) bar = i;
    }
    if (bar < 0) this.fail("a vector is written [ body | k=1..K ]", token);
    this.next = bar + 1;
    const range = this.range();
    const end = this.next;
    this.expect("]", "after the limits");
    this.next = place;
    const body = this.withBound(range.index, () => this.withBars(true, () => this.expression()));
    if (this.next !== bar) this.fail(`“${this.peek().text}” was not expected here`, this.peek());
    this.next = end + 1;
    return { kind: "vector", range, body, at: token.at };
  }

  private expectation(token: Token): ExpressionNode {
    this.expect("[", "after E");
    const variable = this.binderName();
    this.expect("~", `after ${variable}: write E[${variable}~p | …]`);
    const distribution = this.withBars(true, () => this.expression());
    this.expect("|", "between the distribution and what is averaged");
    const body = this.withBound(variable, () => this.withBars(false, () => this.expression()));
    this.expect("]", "to close E[");
    return { kind: "expectation", variable, distribution, body, at: token.at };
  }

  private integral(token: Token): ExpressionNode {
    this.expect("[", `after ${token.text}: write ${token.text}[x=a..b]`);
    const range = this.withBars(false, () => this.range());
    this.expect("]", "after the limits");
    const body = this.withBound(range.index, () => this.term());
    return {
      kind: "integral",
      variable: range.index,
      from: range.from,
      to: range.to,
      body,
      at: token.at,
    };
  }

  private derivative(token: Token, partial: boolean): ExpressionNode {
    this.expect("/", "in a derivative: write d/dz (…)");
    if (partial) this.expect("∂", "in a partial derivative: write ∂/∂z (…)");
    const target = this.take();
    const variable = partial ? target.text : target.text.replace(/^d/u, "");
    if (target.kind !== "name" || (!partial && !target.text.startsWith("d")) || variable === "") {
      this.fail("the variable of the derivative was expected: write d/dz (…)", target);
    }
    if (!this.isKnownValue(variable)) {
      this.fail(
        `unknown variable “${variable}”; ${knownNames(this.vocabulary, this.bound)}`,
        target,
      );
    }
    const indices: ExpressionNode[] = [];
    if (this.is("[")) {
      this.take();
      indices.push(this.withBars(false, () => this.expression()));
      while (this.is(",")) {
        this.take();
        indices.push(this.withBars(false, () => this.expression()));
      }
      this.expect("]", "after the index");
    }
    const body = this.is("-") ? this.minusFactor() : this.factor();
    return { kind: "derivative", name: variable, indices, body, at: token.at };
  }

  private extremum(kind: "argmin" | "argmax", token: Token): ExpressionNode {
    this.expect("[", `after ${kind}`);
    const target = this.take();
    if (target.kind !== "name" || !this.isKnownValue(target.text)) {
      if (!this.vocabulary.callables.has(target.text)) {
        this.fail(`a quantity was expected: write ${kind}[q] …`, target);
      }
    }
    this.expect("]", "after the quantity");
    const body = this.expression();
    return { kind, variable: target.text, body, at: token.at };
  }
}
