import type { ExpressionNode } from "./node.js";

/** Printed text and how tightly it holds together: 1 sum, 2 signed, 3 product, 4 power, 5 atom. */
export interface Printed {
  readonly tex: string;
  readonly level: number;
  /** A function without brackets or a big operator: what follows would be read as its argument. */
  readonly open?: boolean;
  /** A fraction with a slash: a factor behind it would be read as part of the denominator. */
  readonly slash?: boolean;
}

/** `small` says that the text stands in an exponent or an index, where a fraction is a slash. */
export type Print = (node: ExpressionNode, small: boolean) => Printed;

/** What is taller than a line: brackets around it grow. */
export const tall = /\\(?:frac|sum|prod|int|binom|substack)/;

export function brackets(tex: string, open = "(", close = ")"): string {
  return tall.test(tex) ? `\\left${open}${tex}\\right${close}` : `${open}${tex}${close}`;
}

/** The text, in brackets where it holds together less tightly than its place needs. */
export function at(level: number, printed: Printed): string {
  return printed.level >= level ? printed.tex : brackets(printed.tex);
}

/** u², as a tree. */
export const squared = (node: ExpressionNode): ExpressionNode =>
  node.kind === "number" && node.text === "1"
    ? node
    : {
        kind: "binary",
        op: "^",
        left: node,
        right: { kind: "number", text: "2", at: node.at },
        at: node.at,
      };
