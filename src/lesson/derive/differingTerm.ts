import { compareSides, flat } from "./compare.js";
import type { Space } from "./space.js";
import type { Point } from "./point.js";
import type { Line } from "./line.js";
import { negate, type ExpressionNode } from "../expression/node.js";

/** The term of a sum that the other line does not have: where it stands, and what to say. */
interface DifferingTerm {
  readonly at: number;
  readonly hint: string;
}

/**
 * Of two sums that differ at a point, the terms that are left when equal ones are struck out. Undefined where a line is
 * no sum, where no term is the same, or where more than one is left: the whole line is another then.
 */
export function differingTerm(
  space: Space,
  left: Line,
  right: Line,
  point: Point,
): DifferingTerm | undefined {
  const above = termsOf(left.tree);
  const mine = termsOf(right.tree);
  if (above.length < 2 && mine.length < 2) return undefined;
  try {
    const environment = space.environment(space.arithmetics.float, point);
    const lines = (trees: readonly ExpressionNode[]): Line[] =>
      trees.map((tree) => space.line(tree));
    const isSame = (a: Line, b: Line): boolean =>
      compareSides(space.arithmetics, (F) => {
        const at = space.environment(F, point);
        return [a.value(F, at), b.value(F, at)];
      }).verdict === "equal";
    const rest = lines(above);
    const odd = lines(mine).filter((line) => {
      const twin = rest.findIndex((other) => isSame(line, other));
      if (twin >= 0) rest.splice(twin, 1);
      return twin < 0;
    });
    if (odd.length > 1 || rest.length > 1 || odd.length === mine.length) return undefined;
    const shown = (line: Line): string => {
      const cells = (flat(line.float(environment)) as number[]).map((x) =>
        String(Number(x.toPrecision(6))),
      );
      return cells.length === 1 ? cells[0]! : `[${cells.join(", ")}]`;
    };
    const [one] = odd;
    const [other] = rest;
    if (one !== undefined) {
      return {
        at: placeOf(one.tree),
        hint:
          other === undefined
            ? `the other terms are those of the line above; this one, ${shown(one)}, is too many`
            : `the other terms are those of the line above; this one is ${shown(one)} where that has ${shown(other)}`,
      };
    }
    return other === undefined
      ? undefined
      : {
          at: placeOf(right.tree),
          hint: `a term of the line above is missing here: ${shown(other)}`,
        };
  } catch {
    // Words about a failure must not fail: a term by itself may have no value.
    return undefined;
  }
}

/** The terms of a sum with their signs. */
function termsOf(node: ExpressionNode): ExpressionNode[] {
  if (node.kind === "negate") return termsOf(node.body).map(turned);
  if (node.kind === "binary" && (node.op === "+" || node.op === "-")) {
    const right = termsOf(node.right);
    return [...termsOf(node.left), ...(node.op === "+" ? right : right.map(turned))];
  }
  return [node];
}

const turned = (term: ExpressionNode): ExpressionNode =>
  term.kind === "negate" ? term.body : negate(term);

const placeOf = (node: ExpressionNode): number =>
  node.kind === "negate" ? placeOf(node.body) : node.at;
