import type { ExpressionNode } from "./node.js";
import type { Print, Printed } from "./printed.js";

/** A value for each condition, below each other. */
export function printCases(
  print: Print,
  node: Extract<ExpressionNode, { kind: "cases" }>,
  small: boolean,
): Printed {
  const rows = node.values.map((value, i) => {
    const condition = node.conditions[i];
    // The brackets of an indicator are left out.
    const when =
      condition === undefined
        ? "\\text{else}"
        : `\\text{if }${print(condition, true).tex.replace(/^\\mathbb 1\[(.*)\]$/, "$1")}`;
    return `${print(value, small).tex}&${when}`;
  });
  return { tex: `\\begin{cases}${rows.join("\\\\")}\\end{cases}`, level: 3, open: true };
}

/** A list in brackets, or a matrix. */
export function printBlock(
  print: Print,
  node: Extract<ExpressionNode, { kind: "block" }>,
  small: boolean,
): Printed {
  const rows = node.rows.map((row) => row.map((part) => print(part, small).tex));
  if (rows.length === 1) return { tex: `[${rows[0]!.join(",\\,")}]`, level: 5 };
  const inside = rows.map((row) => row.join("&")).join("\\\\");
  return { tex: `\\begin{bmatrix}${inside}\\end{bmatrix}`, level: 5 };
}
