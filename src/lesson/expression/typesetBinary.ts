import type { ExpressionNode } from "./node.js";
import { at, brackets, tall, type Print, type Printed } from "./printed.js";

/** Sums, fractions, powers and products. */
export function printBinary(
  print: Print,
  node: Extract<ExpressionNode, { kind: "binary" }>,
  small: boolean,
): Printed {
  switch (node.op) {
    case "+":
    case "-": {
      const left = print(node.left, small);
      const right = print(node.right, small);
      const text = `${at(1, left)}${node.op}${at(3, right)}`;
      return { tex: text, level: 1, ...(right.open === true ? { open: true } : {}) };
    }
    case "/": {
      const { left, right } = node;
      if (small) {
        const top = print(left, true);
        const over = top.slash === true ? brackets(top.tex) : at(3, top);
        return { tex: `${over}/${at(4, print(right, true))}`, level: 3, slash: true };
      }
      const both = left.kind === "number" && right.kind === "number";
      // The sign of a numerator stands before the fraction.
      if (left.kind === "negate") {
        const body = print({ ...node, left: left.body }, small);
        return { tex: `-${body.tex}`, level: 2 };
      }
      const frac = both ? "\\tfrac" : "\\frac";
      return {
        tex: `${frac}{${print(left, false).tex}}{${print(right, false).tex}}`,
        level: 4,
      };
    }
    case "^": {
      if (node.left.kind === "name" && node.left.name === "e") {
        return printExponential(print, node.right, small);
      }
      return {
        tex: `${at(5, print(node.left, small))}^{${print(node.right, true).tex}}`,
        level: 4,
      };
    }
    case "*":
      return printProduct(print, node, small);
  }
}

function printProduct(print: Print, node: ExpressionNode, small: boolean): Printed {
  const factors: ExpressionNode[] = [];
  let negative = false;
  const collect = (part: ExpressionNode): void => {
    if (part.kind === "binary" && part.op === "*") {
      collect(part.left);
      collect(part.right);
    } else if (part.kind === "negate") {
      negative = !negative;
      collect(part.body);
    } else factors.push(part);
  };
  collect(node);
  const printed = factors.map((factor) => ({ factor, printed: print(factor, small) }));
  // What takes everything to its right as its argument goes last; a second such factor gets brackets.
  const order = [
    ...printed.filter((part) => part.printed.open !== true),
    ...printed.filter((part) => part.printed.open === true),
  ];
  let tex = "";
  order.forEach(({ factor, printed: part }, i) => {
    const last = i === order.length - 1;
    const takesMore = part.open === true || part.slash === true;
    const text = takesMore && !last ? brackets(part.tex) : at(3, part);
    tex += separator(tex, text, factor) + text;
  });
  const { open, slash } = order.at(-1)!.printed;
  return {
    tex: negative ? `-${tex}` : tex,
    level: negative ? 2 : 3,
    ...(open === true ? { open } : {}),
    ...(slash === true ? { slash } : {}),
  };
}

function separator(before: string, text: string, factor: ExpressionNode): string {
  if (before === "") return "";
  if (/^\d/.test(text)) return "\\cdot ";
  if (/^\\(?:frac|tfrac)/.test(text) && /\\t?frac\{.*\}$/.test(before)) return "\\cdot ";
  if (/^\\(?:ln|log|sin|cos|sum|prod|int|operatorname|min|max|inf|sup)/.test(text)) return "\\,";
  if (factor.kind === "call" && !text.startsWith("(")) return "\\,";
  // A multi-letter name beside another would run into it.
  return /\\mathrm\{[^}]*\}$/.test(before) || text.startsWith("\\mathrm") ? "\\," : " ";
}

/** e^u, or exp(u) where u is long or tall. */
export function printExponential(print: Print, argument: ExpressionNode, small: boolean): Printed {
  const inside = print(argument, true).tex;
  if (!tall.test(inside) && inside.length <= 48 && !small) {
    return { tex: `e^{${inside}}`, level: 4 };
  }
  return { tex: `\\exp${brackets(print(argument, small).tex)}`, level: 5 };
}
