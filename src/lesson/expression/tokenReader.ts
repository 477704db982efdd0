import { ExpressionError } from "./expressionError.js";
import type { ExpressionNode } from "./node.js";
import { tokenize, type Token } from "./tokens.js";
import { knownNames, type Vocabulary } from "./vocabulary.js";

/** The tokens of a line, one after the other, and the names that are known at the current place. */
export class TokenReader {
  readonly vocabulary: Vocabulary;
  readonly #line: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  /** The names that binders around the current place have bound. */
  readonly #bound: string[] = [];
  /** Inside |…|, ‖…‖ and before the bar of E[x~p | …], a bar ends the expression. */
  #barEnds = false;

  constructor(line: string, start: number, end: number, vocabulary: Vocabulary) {
    this.#line = line;
    this.#tokens = tokenize(line, start, end);
    this.vocabulary = vocabulary;
  }

  get barEnds(): boolean {
    return this.#barEnds;
  }

  /** All names that have a value or can be called here. */
  get names(): readonly string[] {
    return [...this.vocabulary.values, ...this.vocabulary.callables, ...this.#bound];
  }

  /** These names in words, for an error. */
  get namesInWords(): string {
    return knownNames(this.vocabulary, this.#bound);
  }

  /** The place of the next token; `jump` goes to such a place. */
  get place(): number {
    return this.#next;
  }

  jump(place: number): void {
    this.#next = place;
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind !== "number" && token.kind !== "end" && token.text === text;
  }

  expect(text: string, why: string): Token {
    if (!this.is(text)) {
      const found = this.peek();
      this.fail(
        `“${text}” was expected ${why}, ${found.kind === "end" ? "the line ends" : `got “${found.text}”`}`,
        found,
      );
    }
    return this.take();
  }

  fail(reason: string, token: Token | ExpressionNode): never {
    throw new ExpressionError(reason, { line: this.#line, at: token.at });
  }

  withBars<Result>(ends: boolean, read: () => Result): Result {
    const before = this.#barEnds;
    this.#barEnds = ends;
    const result = read();
    this.#barEnds = before;
    return result;
  }

  withBound<Result>(name: string, read: () => Result): Result {
    this.#bound.push(name);
    const result = read();
    this.#bound.pop();
    return result;
  }

  isKnownValue(text: string): boolean {
    return this.#bound.includes(text) || this.vocabulary.values.has(text);
  }
}
