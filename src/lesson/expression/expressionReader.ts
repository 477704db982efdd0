import type { ExpressionNode } from "./node.js";
import type { TokenReader } from "./tokenReader.js";

/** What names and binders need of the parser that they stand in. */
export interface ExpressionReader {
  readonly tokens: TokenReader;
  /** Terms joined by + and −. */
  expression(): ExpressionNode;
  /** Factors joined by · and /. */
  term(): ExpressionNode;
  factor(): ExpressionNode;
  minusFactor(): ExpressionNode;
  /** Whether the next token begins a factor. */
  startsFactor(): boolean;
  /** An expression, or two with a comparison between. */
  maybeComparison(): ExpressionNode;
}
