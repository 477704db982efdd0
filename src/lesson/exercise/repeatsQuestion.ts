import type { ExpressionNode } from "../expression/node.js";
import { someNode } from "../expression/walk.js";

/**
 * Whether an answer holds what was asked, as it was asked: also among other terms or factors, in another order, or with
 * every sign turned. `y + x + 0` repeats `x + y`.
 */
export function repeatsQuestion(answer: ExpressionNode, asked: ExpressionNode): boolean {
  const wanted = termsOf(asked);
  const turned = wanted.map(({ factors, sign }) => ({ factors, sign: -sign }));
  const [first, ...others] = wanted;
  return someNode(answer, (node) => {
    const found = termsOf(node);
    if (holds(found.map(textOf), wanted.map(textOf))) return true;
    if (holds(found.map(textOf), turned.map(textOf))) return true;
    return (
      first !== undefined &&
      others.length === 0 &&
      found.some(({ factors }) => holds(factors, first.factors))
    );
  });
}

/** A part of a sum: a product, its factors in a fixed order. */
interface Term {
  readonly sign: number;
  readonly factors: readonly string[];
}

const textOf = ({ sign, factors }: Term): string => `${sign} ${factors.join(" · ")}`;

/** The terms that a tree adds up; none of them is a 0. */
function termsOf(node: ExpressionNode, sign = 1): Term[] {
  if (node.kind === "binary" && (node.op === "+" || node.op === "-"))
    return [...termsOf(node.left, sign), ...termsOf(node.right, node.op === "-" ? -sign : sign)];
  if (node.kind === "negate") return termsOf(node.body, -sign);
  if (node.kind === "number" && Number(node.text) === 0) return [];
  const { factors, sign: own } = factorsOf(node);
  return [{ sign: sign * own, factors: [...factors].sort() }];
}

/** The factors that a tree multiplies; none of them is a 1. */
function factorsOf(node: ExpressionNode): Term {
  if (node.kind === "binary" && (node.op === "*" || node.op === "/")) {
    const [left, right] = [factorsOf(node.left), factorsOf(node.right)];
    const below = node.op === "/" ? right.factors.map((text) => `1/${text}`) : right.factors;
    return { sign: left.sign * right.sign, factors: [...left.factors, ...below] };
  }
  if (node.kind === "negate") {
    const { sign, factors } = factorsOf(node.body);
    return { sign: -sign, factors };
  }
  if (node.kind === "number" && Number(node.text) === 1) return { sign: 1, factors: [] };
  return { sign: 1, factors: [written(node)] };
}

/** A tree as a text in which the order of terms and factors, and its place in the line, do not count. */
const written = (node: ExpressionNode): string =>
  JSON.stringify(node, (key, value: unknown) =>
    key === "at" ? undefined : key !== "" && isAddedOrMultiplied(value) ? sumOf(value) : value,
  );

const sumOf = (node: ExpressionNode): string => termsOf(node).map(textOf).sort().join(" + ");

function isAddedOrMultiplied(value: unknown): value is ExpressionNode {
  const { kind, op } = (value ?? {}) as { kind?: unknown; op?: unknown };
  return kind === "negate" || (kind === "binary" && typeof op === "string" && "+-*/".includes(op));
}

/** Whether every text of `part` is in `whole`, as often as there. */
function holds(whole: readonly string[], part: readonly string[]): boolean {
  const left = [...whole];
  return (
    part.length > 0 &&
    part.every((text) => {
      const at = left.indexOf(text);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    })
  );
}
