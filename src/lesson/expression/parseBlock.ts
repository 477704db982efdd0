import type { ExpressionNode } from "./node.js";
import type { ExpressionReader } from "./expressionReader.js";
import type { Token } from "./tokens.js";

/** `[a, b]`, and `[A, B; C, D]` in rows. */
export function parseBlock(p: ExpressionReader, token: Token): ExpressionNode {
  const rows: ExpressionNode[][] = [[]];
  p.tokens.withBars(false, () => {
    for (;;) {
      rows.at(-1)!.push(p.expression());
      if (p.tokens.is(",")) p.tokens.take();
      else if (p.tokens.is(";")) {
        p.tokens.take();
        rows.push([]);
      } else return;
    }
  });
  p.tokens.expect("]", "to close the list; a vector over a range is written [ body | k=1..K ]");
  return { kind: "block", rows, at: token.at };
}

/** `{½ r² if |r| ≤ δ; δ |r| − ½ δ² else}` */
export function parseCases(p: ExpressionReader, token: Token): ExpressionNode {
  const values: ExpressionNode[] = [];
  const conditions: ExpressionNode[] = [];
  p.tokens.withBars(false, () => {
    for (;;) {
      values.push(p.expression());
      if (p.tokens.is("else")) {
        p.tokens.take();
        return;
      }
      p.tokens.expect("if", "after a value in braces: write {… if …; … else}");
      const condition = p.maybeComparison();
      if (condition.kind !== "compare") {
        p.tokens.fail("a comparison such as x ≤ 1 was expected after if", condition);
      }
      conditions.push(condition);
      p.tokens.expect(";", "before the next case: write {… if …; … else}");
    }
  });
  p.tokens.expect("}", "to close the cases");
  if (conditions.length === 0) p.tokens.fail("cases need a condition: {… if …; … else}", token);
  return { kind: "cases", values, conditions, at: token.at };
}
