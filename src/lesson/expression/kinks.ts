import type { Arithmetic } from "./arithmetic.js";
import {
  binary,
  type ExpressionNode,
  index,
  name,
  negate,
  number,
  type RangeKind,
} from "./node.js";
import { boundName, children, freeNames } from "./walk.js";
import { freshName, renameBinder, substitute } from "./substitute.js";

/**
 * What vanishes where an expression has a kink or a jump in a variable: u of |u| and sign(u), a − b of max(a, b) and
 * of (a < b). Parts below other bound variables are left out.
 */
export function kinksOf(node: ExpressionNode, variable: string): ExpressionNode[] {
  if (!freeNames(node).has(variable) || boundName(node) !== undefined) return [];
  return [...kinkHere(node), ...children(node).flatMap((part) => kinksOf(part, variable))];
}

function kinkHere(node: ExpressionNode): ExpressionNode[] {
  if (node.kind === "compare") return [binary("-", node.left, node.right)];
  if (node.kind !== "call") return [];
  const [a, b] = node.args;
  if (node.name === "abs" || node.name === "sign") return [a!];
  if (node.name === "norm1") return [index(a!, [number(1)])];
  return node.name === "max" || node.name === "min" ? [binary("-", a!, b!)] : [];
}

/**
 * The same, below sums too, whose index stands at its first value and at each of `indices`; an integral leaves no
 * kinks.
 */
export const kinksBelow = (
  node: ExpressionNode,
  variable: string,
  indices: readonly ExpressionNode[],
): ExpressionNode[] => partsBelow(node, variable, indices, kinkHere);

/** What an expression divides by, below sums too: where it vanishes there is no value, whatever cancels. */
export const denominatorsBelow = (
  node: ExpressionNode,
  variable: string,
  indices: readonly ExpressionNode[],
): ExpressionNode[] =>
  partsBelow(node, variable, indices, (part) =>
    part.kind === "binary" && part.op === "/" ? [part.right] : [],
  ).filter((part) => freeNames(part).has(variable));

function partsBelow(
  node: ExpressionNode,
  variable: string,
  indices: readonly ExpressionNode[],
  here: (node: ExpressionNode) => ExpressionNode[],
): ExpressionNode[] {
  if (!freeNames(node).has(variable)) return [];
  switch (node.kind) {
    case "sum":
    case "product":
    case "maximum":
    case "minimum":
    case "vector":
      return [
        ...[node.range.from, ...indices].flatMap((index) =>
          partsBelow(
            substitute(node.body, new Map([[node.range.index, index]])),
            variable,
            indices,
            here,
          ),
        ),
        ...(here === kinkHere && (node.kind === "maximum" || node.kind === "minimum")
          ? crossings(node, indices)
          : []),
      ];
    case "integral":
    case "expectation":
      return [];
    default:
      return [
        ...here(node),
        ...children(node).flatMap((part) => partsBelow(part, variable, indices, here)),
      ];
  }
}

/** A term less the largest of the others: the first, the last and those at `indices`. */
function crossings(
  node: Extract<ExpressionNode, { kind: RangeKind }>,
  indices: readonly ExpressionNode[],
): ExpressionNode[] {
  const { index: bound, from, to } = node.range;
  const infinity: ExpressionNode = { kind: "name", name: "∞", at: node.at };
  return [from, to, ...indices].map((place) => {
    const other = freshName(bound, [node, place]);
    const renamed = renameBinder(node, bound, other) as typeof node;
    const others: ExpressionNode = {
      ...renamed,
      body: {
        kind: "cases",
        values: [renamed.body, node.kind === "maximum" ? negate(infinity) : infinity],
        conditions: [{ kind: "compare", op: "≠", left: name(other), right: place, at: node.at }],
        at: node.at,
      },
    };
    return binary("-", substitute(node.body, new Map([[bound, place]])), others);
  });
}

/** Whether an expression may have a kink or a jump in a variable, below other bound variables too. */
export const hasKink = (node: ExpressionNode, variable: string): boolean =>
  freeNames(node).has(variable) &&
  (node.kind === "compare" ||
    node.kind === "maximum" ||
    node.kind === "minimum" ||
    node.kind === "optimum" ||
    (node.kind === "call" && /^(abs|sign|max|min|norm|norm1|normInf)$/.test(node.name)) ||
    children(node).some((part) => hasKink(part, variable)));

/** The places c of x − c in an expression: where bells stand, however narrow. */
export function centresOf(node: ExpressionNode, variable: string): ExpressionNode[] {
  if (!freeNames(node).has(variable) || boundName(node) !== undefined) return [];
  const inside = children(node).flatMap((part) => centresOf(part, variable));
  if (node.kind !== "binary" || node.op !== "-") return inside;
  const { left, right } = node;
  const isVariable = (part: ExpressionNode): boolean =>
    part.kind === "name" && part.name === variable;
  const isZero = (part: ExpressionNode): boolean =>
    part.kind === "number" && Number(part.text) === 0;
  const centre = isVariable(left) ? right : isVariable(right) ? left : undefined;
  return centre === undefined || freeNames(centre).has(variable) || isZero(centre)
    ? inside
    : [centre, ...inside];
}

/** The functions that are called with the variable alone: densities, whose peaks an integral must see. */
export function calledWith(node: ExpressionNode, variable: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (part: ExpressionNode): void => {
    const first = part.kind === "call" ? part.args[0] : undefined;
    if (part.kind === "call" && first?.kind === "name" && first.name === variable) {
      found.add(part.name);
    }
    children(part).forEach(visit);
  };
  visit(node);
  return found;
}

/** Where g vanishes between a and b, either of which may be infinite: at once where g is a line, else by halving. */
export function rootsBetween(g: (x: number) => number, a: number, b: number): number[] {
  const [low, middle, high] = [g(-1), g(0), g(1)];
  const slope = (high - low) / 2;
  const bend = Math.abs(high - 2 * middle + low);
  const isLine = bend <= 1e-12 * (Math.abs(high) + Math.abs(low) + Math.abs(middle));
  const place = (u: number): number => {
    const whole = u / (1 - u * u) ** 1.5;
    if (a === -Infinity) return b === Infinity ? whole : b - (1 + u) / (1 - u);
    return b === Infinity ? a + (1 + u) / (1 - u) : a + ((b - a) * (1 + u)) / 2;
  };
  if (isLine && slope !== 0) {
    const root = -middle / slope;
    // A line there may be none further on (|x²| − x): it must vanish at its root.
    if (Math.abs(g(root)) <= 1e-9 * (Math.abs(middle) + Math.abs(slope))) return [root];
  }
  const count = 64;
  const places = Array.from({ length: count }, (_, i) => place((2 * i + 1) / count - 1));
  const values = places.map(g);
  return places.flatMap((x, i) => {
    const value = values[i]!;
    if (value === 0) return [x];
    const before = values[i - 1] ?? NaN;
    if (value * before < 0) return [halve(g, places[i - 1]!, x)];
    // Nearer to zero than at both sides: there may be two roots between, as of |x| − 0.001.
    const after = values[i + 1] ?? NaN;
    const size = Math.abs(value);
    if (!(before * value > 0 && after * value > 0)) return [];
    if (!(size < Math.abs(before) && size <= Math.abs(after))) return [];
    const [low, high] = [places[i - 1]!, places[i + 1]!];
    const beyond = crossing(g, low, high, Math.sign(value));
    return beyond === undefined ? [] : [halve(g, low, beyond), halve(g, beyond, high)];
  });
}

/** A place between two where g has another sign, found on the way to where it is nearest to zero. */
function crossing(
  g: (x: number) => number,
  from: number,
  to: number,
  sign: number,
): number | undefined {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    const [atA, atB] = [g(a) * sign, g(b) * sign];
    if (atA < 0) return a;
    if (atB < 0) return b;
    if (atA < atB) high = b;
    else low = a;
  }
  return undefined;
}

function halve(g: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(g(low));
  for (let i = 0; i < 80 && high > low; i++) {
    const middle = low + (high - low) / 2;
    if (Math.sign(g(middle)) === sign) low = middle;
    else high = middle;
  }
  return high;
}

/** A root that float64 found, to all digits of the arithmetic: a jump must be cut where it is. */
export function exactRoot<T>(F: Arithmetic<T>, g: (x: T) => T, root: number): T {
  if (F.digits <= 16) return F.of(root);
  let [x0, x1] = [F.of(root - 1e-9 * (1 + Math.abs(root))), F.of(root)];
  let [y0, y1] = [g(x0), g(x1)];
  for (let i = 0; i < 8 && !F.isZero(y1); i++) {
    const next = F.subtract(x1, F.divide(F.multiply(y1, F.subtract(x1, x0)), F.subtract(y1, y0)));
    if (!F.isFinite(next)) break;
    [x0, y0] = [x1, y1];
    [x1, y1] = [next, g(next)];
  }
  return Math.abs(F.toNumber(x1) - root) <= 1e-9 * (1 + Math.abs(root)) ? x1 : F.of(root);
}
