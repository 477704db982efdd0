import type { Comparison, ExpressionNode } from "./node.js";
import type { ExpressionReader } from "./expressionReader.js";
import { parseIntegral, parseVector } from "./parseBinders.js";
import { parseDerivative, parseNabla } from "./parseCalculus.js";
import { parseCases } from "./parseBlock.js";
import { parseNamed } from "./parseNames.js";
import { TokenReader } from "./tokenReader.js";
import type { Token } from "./tokens.js";
import type { Vocabulary } from "./vocabulary.js";

const comparisons = new Set(["=", "≠", "<", "≤", ">", "≥"]);
const fractions: Readonly<Record<string, readonly [string, string]>> = {
  "½": ["1", "2"],
  "¼": ["1", "4"],
  "¾": ["3", "4"],
  "⅓": ["1", "3"],
  "⅔": ["2", "3"],
};
/** Reads an expression; throws an ExpressionError with a caret in the author's own line. */
export function parseExpression(
  line: string,
  vocabulary: Vocabulary,
  start = 0,
  end = line.length,
): ExpressionNode {
  return new Parser(new TokenReader(line, start, end, vocabulary)).whole();
}

/**
 * Operator precedence, loosest first: + −, then · / and factors side by side, then a leading minus,
 * then powers, then indices. A function without brackets takes one factor: ln p[k], ln σ(z).
 */
class Parser implements ExpressionReader {
  readonly tokens: TokenReader;

  constructor(tokens: TokenReader) {
    this.tokens = tokens;
  }

  whole(): ExpressionNode {
    if (this.tokens.peek().kind === "end")
      this.tokens.fail("an expression is missing here", this.tokens.peek());
    const node = this.expression();
    const rest = this.tokens.peek();
    if (rest.kind !== "end") this.tokens.fail(`“${rest.text}” was not expected here`, rest);
    return node;
  }

  /** terms joined by + and − */
  expression(): ExpressionNode {
    let left = this.term();
    for (;;) {
      const token = this.tokens.peek();
      if (!this.tokens.is("+") && !this.tokens.is("-")) return left;
      this.tokens.take();
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
  term(): ExpressionNode {
    if (this.tokens.is("-")) {
      const token = this.tokens.take();
      return { kind: "negate", body: this.term(), at: token.at };
    }
    if (this.tokens.is("+")) this.tokens.take();
    let left = this.factor();
    let divided = false;
    for (;;) {
      if (this.tokens.is("*") || this.tokens.is("/")) {
        const op = this.tokens.take().text as "*" | "/";
        const right = this.tokens.is("-") ? this.minusFactor() : this.factor();
        left = { kind: "binary", op, left, right, at: left.at };
        divided = op === "/";
      } else if (this.tokens.is("⊙")) {
        this.tokens.take();
        left = { kind: "call", name: "hadamard", args: [left, this.factor()], at: left.at };
        divided = false;
      } else if (this.startsFactor()) {
        const token = this.tokens.peek();
        if (divided && !token.space) {
          this.tokens.fail(
            "what is divided by what? Set brackets, or a space before this factor if it is not below the line",
            token,
          );
        }
        left = { kind: "binary", op: "*", left, right: this.factor(), at: left.at };
        divided = false;
      } else return left;
    }
  }

  minusFactor(): ExpressionNode {
    const token = this.tokens.take();
    return { kind: "negate", body: this.factor(), at: token.at };
  }

  startsFactor(): boolean {
    const token = this.tokens.peek();
    if (token.kind === "name") return token.text !== "if" && token.text !== "else";
    if (token.kind !== "symbol") return false;
    if (token.text === "|" || token.text === "‖") return !this.tokens.barEnds;
    if (token.text === "[") return token.space;
    return "(√∫∂∞½¼¾⅓⅔∇{".includes(token.text);
  }

  /** a primary with its indices and powers */
  factor(): ExpressionNode {
    const base = this.#postfix();
    return this.#powers(base);
  }

  #powers(base: ExpressionNode): ExpressionNode {
    const raised = raisedNumber(this.tokens.peek());
    if (raised !== undefined) {
      this.tokens.take();
      return this.#powers({ kind: "binary", op: "^", left: base, right: raised, at: base.at });
    }
    if (this.tokens.is("ᵀ")) {
      this.tokens.take();
      return this.#powers({ kind: "call", name: "transpose", args: [base], at: base.at });
    }
    if (!this.tokens.is("^")) return base;
    this.tokens.take();
    if (this.tokens.is("T") && !this.tokens.vocabulary.values.has("T")) {
      this.tokens.take();
      return { kind: "call", name: "transpose", args: [base], at: base.at };
    }
    const right = this.tokens.is("-") ? this.minusFactor() : this.factor();
    return { kind: "binary", op: "^", left: base, right, at: base.at };
  }

  #postfix(): ExpressionNode {
    let node = this.#primary();
    for (;;) {
      // With a space before it, a bracket is a factor of its own: c [a, b].
      if (this.tokens.is("[") && !this.tokens.peek().space && node.kind !== "number") {
        this.tokens.take();
        const indices = this.tokens.withBars(false, () => {
          const list = [this.expression()];
          while (this.tokens.is(",")) {
            this.tokens.take();
            list.push(this.expression());
          }
          return list;
        });
        this.tokens.expect("]", "after the index");
        node = { kind: "index", base: node, indices, at: node.at };
      } else if (this.tokens.is("!")) {
        this.tokens.take();
        node = { kind: "call", name: "factorial", args: [node], at: node.at };
      } else return node;
    }
  }

  #primary(): ExpressionNode {
    const token = this.tokens.take();
    if (token.kind === "number") return { kind: "number", text: token.text, at: token.at };
    if (token.kind === "name") return parseNamed(this, token);
    switch (token.text) {
      case "(": {
        const inside = this.tokens.withBars(false, () => this.maybeComparison());
        this.tokens.expect(")", "to close the bracket");
        return inside;
      }
      case "[":
        return parseVector(this, token);
      case "|":
      case "‖": {
        const inside = this.tokens.withBars(true, () => this.expression());
        this.tokens.expect(token.text, "to close the bar");
        if (token.text === "‖") return this.#norm(inside, token);
        return {
          kind: "call",
          name: "abs",
          args: [inside],
          at: token.at,
        };
      }
      case "√":
        return { kind: "call", name: "sqrt", args: [this.factor()], at: token.at };
      case "∞":
        return { kind: "name", name: "∞", at: token.at };
      case "∫":
        return parseIntegral(this, token);
      case "∂":
        return parseDerivative(this, token, true);
      case "∇":
        return parseNabla(this, token);
      case "{":
        return parseCases(this, token);
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
    return this.tokens.fail(
      token.kind === "end"
        ? "the line ends where a number, a name or a bracket was expected"
        : `a number, a name or a bracket was expected, got “${token.text}”${token.text === "*" ? "; a power is written x² or x^2" : ""}`,
      token,
    );
  }

  /** Which norm it is stands behind the bar: ‖x‖₁, ‖x‖_1, ‖x‖_∞. */
  #norm(inside: ExpressionNode, token: Token): ExpressionNode {
    const which: Readonly<Record<string, string>> = {
      "₁": "norm1",
      "_1": "norm1",
      "_∞": "normInf",
      "₂": "norm",
      "_2": "norm",
      "_F": "norm",
    };
    const name = which[this.tokens.peek().text];
    if (name !== undefined) this.tokens.take();
    return { kind: "call", name: name ?? "norm", args: [inside], at: token.at };
  }

  maybeComparison(): ExpressionNode {
    const left = this.expression();
    const token = this.tokens.peek();
    if (token.kind !== "symbol" || !comparisons.has(token.text)) return left;
    this.tokens.take();
    const right = this.expression();
    return { kind: "compare", op: token.text as Comparison, left, right, at: left.at };
  }
}

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The number that a superscript stands for: ², ¹⁰, ⁻¹. */
function raisedNumber({ text, at }: Token): ExpressionNode | undefined {
  const isNegative = text.startsWith("⁻");
  const digits = [...text.slice(isNegative ? 1 : 0)].map((digit) => raisedDigits.indexOf(digit));
  if (digits.length === 0 || digits.includes(-1)) return undefined;
  const body: ExpressionNode = { kind: "number", text: digits.join(""), at };
  return isNegative ? { kind: "negate", body, at } : body;
}
