import { component } from "./component.js";
import { ExpressionError } from "./expressionError.js";
import {
  binary,
  boundName,
  call,
  children,
  freeNames,
  index,
  name,
  number,
  type ExpressionNode,
  type RangeKind,
} from "./node.js";
import { add, divide, isNumber, minus, multiply, subtract } from "./simplify.js";
import { freshName, renameBinder, substitute } from "./substitute.js";
import { typeOf } from "./typeOf.js";
import type { TypeScope } from "./valueType.js";

/** What one differentiates by: a number `z`, or one component `z[j]`. */
export interface Variable {
  readonly name: string;
  readonly indices: readonly ExpressionNode[];
}

const zero = number(0);
const one = number(1);
const two = number(2);
const power = (a: ExpressionNode, b: ExpressionNode): ExpressionNode => binary("^", a, b);
const ln = (a: ExpressionNode): ExpressionNode => call("ln", [a]);

/** 2/√π e^{−x²} */
const gaussian = (x: ExpressionNode): ExpressionNode =>
  divide(multiply(two, call("exp", [minus(power(x, two))])), call("sqrt", [name("π")]));

/** f′ of the functions of one number, as trees. */
const derivatives: Readonly<Record<string, (x: ExpressionNode) => ExpressionNode>> = {
  ln: (x) => divide(one, x),
  log2: (x) => divide(one, multiply(x, ln(two))),
  log10: (x) => divide(one, multiply(x, ln(number(10)))),
  exp: (x) => call("exp", [x]),
  sqrt: (x) => divide(one, multiply(two, call("sqrt", [x]))),
  abs: (x) => call("sign", [x]),
  sign: () => zero,
  sin: (x) => call("cos", [x]),
  cos: (x) => minus(call("sin", [x])),
  tanh: (x) => subtract(one, power(call("tanh", [x]), two)),
  sinh: (x) => call("cosh", [x]),
  arctan: (x) => divide(one, add(one, power(x, two))),
  erf: (x) => gaussian(x),
  erfc: (x) => minus(gaussian(x)),
  cosh: (x) => call("sinh", [x]),
  lnΓ: (x) => call("ψ", [x]),
  σ: (x) => multiply(call("σ", [x]), call("σ", [minus(x)])),
  logit: (x) => divide(one, multiply(x, subtract(one, x))),
  softplus: (x) => call("σ", [x]),
};

/**
 * ∂/∂variable of an expanded tree, through indexed sums: ∂z[i]/∂z[j] is the indicator (i = j).
 * Throws where the rule is not known, never guesses.
 */
export function differentiate(
  node: ExpressionNode,
  variable: Variable,
  scope: TypeScope,
): ExpressionNode {
  const by = (part: ExpressionNode, inner = scope): ExpressionNode =>
    differentiate(part, variable, inner);
  if (!freeNames(node).has(variable.name)) return zero;
  const bound = boundName(node);
  if (bound !== undefined && variable.indices.some((i) => freeNames(i).has(bound))) {
    // Σ[j=1..K] z[j]² by z[j] of another j.
    const fresh = freshName(bound, [node, ...variable.indices]);
    return differentiate(renameBinder(node, bound, fresh), variable, scope);
  }
  switch (node.kind) {
    case "name":
      if (variable.indices.length > 0) return refuse(node, `${node.name} stands without its index`);
      return one;
    case "negate":
      return minus(by(node.body));
    case "binary":
      return ofBinary(node, by);
    case "index":
      return ofIndex(node, variable, scope);
    case "call":
      return ofCall(node, variable, by, scope);
    case "sum": {
      if (dependsOutside(node.range.from, node.range.to, variable)) {
        return refuse(node, "its limits depend on the variable");
      }
      const inner = bind(scope, node.range.index, "integer");
      const body = by(node.body, inner);
      return isNumber(body, 0) ? zero : { ...node, body };
    }
    case "product": {
      if (dependsOutside(node.range.from, node.range.to, variable)) {
        return refuse(node, "its limits depend on the variable");
      }
      // (Πf)′ = Σ f′ · Π of the others: right where factors are zero, too.
      const inner = bind(scope, node.range.index, "integer");
      const other = freshName(node.range.index, [node, ...variable.indices]);
      const factors = renameBinder(node, node.range.index, other);
      const others = mapBody(factors, (body) => ({
        kind: "cases",
        values: [body, one],
        conditions: [
          {
            kind: "compare",
            op: "≠",
            left: name(other),
            right: name(node.range.index),
            at: node.at,
          },
        ],
        at: node.at,
      }));
      return { ...node, kind: "sum", body: multiply(by(node.body, inner), others) };
    }
    case "maximum":
    case "minimum":
      return ofExtremeTerm(node, variable, scope);
    case "integral": {
      if (jumpsIn(node.body, variable.name)) {
        return refuse(node, "an indicator in an integral jumps: give the integral its limits");
      }
      const body = by(node.body, bind(scope, node.variable, "scalar"));
      const inside = isNumber(body, 0) ? zero : { ...node, body };
      // Leibniz: the limits move too.
      const end = (limit: ExpressionNode): ExpressionNode =>
        freeNames(limit).has(variable.name)
          ? multiply(substitute(node.body, new Map([[node.variable, limit]])), by(limit))
          : zero;
      return add(inside, subtract(end(node.to), end(node.from)));
    }
    case "expectation": {
      const inner: TypeScope = (n) => (n === node.variable ? "vector" : scope(n));
      const body = by(node.body, inner);
      return isNumber(body, 0) ? zero : { ...node, body };
    }
    case "optimum":
      return refuse(node, "the derivative of a minimum is that at the minimiser: put it in");
    case "cases":
      return { ...node, values: node.values.map((value) => by(value)) };
    case "compare":
      // Where it jumps there is none: those places must be named, and are looked for.
      return zero;
    default:
      return refuse(node, `a derivative of “${node.kind}” is not known`);
  }
}

/** The mean of the derivatives of the terms that are the largest: right wherever one alone is, and its kinks are named. */
function ofExtremeTerm(
  node: Extract<ExpressionNode, { kind: RangeKind }>,
  variable: Variable,
  scope: TypeScope,
): ExpressionNode {
  if (dependsOutside(node.range.from, node.range.to, variable)) {
    return refuse(node, "its limits depend on the variable");
  }
  const inner = bind(scope, node.range.index, "integer");
  const other = freshName(node.range.index, [node, ...variable.indices]);
  const isExtreme: ExpressionNode = {
    kind: "compare",
    op: "=",
    left: node.body,
    right: renameBinder(node, node.range.index, other),
    at: node.at,
  };
  const total = (body: ExpressionNode): ExpressionNode => ({ ...node, kind: "sum", body });
  const slope = differentiate(node.body, variable, inner);
  if (isNumber(slope, 0)) return zero;
  return divide(total(multiply(isExtreme, slope)), total(isExtreme));
}

function refuse(node: ExpressionNode, why: string): never {
  throw new ExpressionError(`this cannot be differentiated: ${why}`, { line: "", at: node.at });
}

const bind =
  (scope: TypeScope, bound: string, type: "integer" | "scalar"): TypeScope =>
  (n) =>
    n === bound ? type : scope(n);

const dependsOutside = (from: ExpressionNode, to: ExpressionNode, variable: Variable): boolean =>
  [from, to].some((limit) => !isSize(limit) && freeNames(limit).has(variable.name));

/** How many components p has does not depend on their values. */
const isSize = (node: ExpressionNode): boolean => node.kind === "call" && node.name === "size";

function ofBinary(
  node: Extract<ExpressionNode, { kind: "binary" }>,
  by: (part: ExpressionNode) => ExpressionNode,
): ExpressionNode {
  const { left, right } = node;
  if (node.op === "^" && left.kind === "call" && left.name === "norm" && isNumber(right, 2)) {
    // ‖u‖² is smooth where ‖u‖ is not.
    return by(call("dot", [left.args[0]!, left.args[0]!], node.at));
  }
  const dl = by(left);
  const dr = by(right);
  switch (node.op) {
    case "+":
      return add(dl, dr);
    case "-":
      return subtract(dl, dr);
    case "*":
      return add(multiply(dl, right), multiply(left, dr));
    case "/":
      return subtract(divide(dl, right), divide(multiply(left, dr), power(right, two)));
    case "^": {
      const outer = isNumber(dl, 0)
        ? zero
        : multiply(multiply(right, power(left, subtract(right, one))), dl);
      if (isNumber(dr, 0)) return outer;
      // e^u needs no logarithm of e.
      const logarithm = left.kind === "name" && left.name === "e" ? one : ln(left);
      return add(outer, multiply(multiply(node, logarithm), dr));
    }
  }
}

/** The derivative of one component of a vector or matrix. */
function ofIndex(
  node: Extract<ExpressionNode, { kind: "index" }>,
  variable: Variable,
  scope: TypeScope,
): ExpressionNode {
  const by = (part: ExpressionNode): ExpressionNode => differentiate(part, variable, scope);
  const { base, indices } = node;
  if (base.kind === "call" && base.name === "inv" && indices.length === 2) {
    return ofInverse(base.args[0]!, indices, variable, scope, node);
  }
  if (base.kind === "binary" && base.op === "^" && typeOf(base.left, scope) === "matrix") {
    return ofInverse(base.left, indices, variable, scope, node);
  }
  if (indices.some((i) => freeNames(i).has(variable.name))) {
    return refuse(node, "an index depends on the variable");
  }
  if (base.kind === "name") {
    if (variable.indices.length !== indices.length) {
      return refuse(node, `write d/d${variable.name}[…] with as many indices as here`);
    }
    return indices
      .map((i, n): ExpressionNode => ({
        kind: "compare",
        op: "=",
        left: i,
        right: variable.indices[n]!,
        at: node.at,
      }))
      .reduce((a, b) => multiply(a, b));
  }
  return by(component(base, indices, scope));
}

/** (A⁻¹)′ = −A⁻¹ A′ A⁻¹, one component. */
function ofInverse(
  matrix: ExpressionNode,
  indices: readonly ExpressionNode[],
  variable: Variable,
  scope: TypeScope,
  node: ExpressionNode,
): ExpressionNode {
  const inverse = call("inv", [matrix]);
  const [i, j] = indices;
  return minus(
    sumOverCells(matrix, variable, scope, node, (a, b) => [
      index(inverse, [i!, a]),
      index(inverse, [b, j!]),
    ]),
  );
}

/** Σ over the cells of a matrix of their derivatives, each with the factors that belong to it. */
function sumOverCells(
  matrix: ExpressionNode,
  variable: Variable,
  scope: TypeScope,
  node: ExpressionNode,
  factors: (a: ExpressionNode, b: ExpressionNode) => readonly ExpressionNode[],
): ExpressionNode {
  const a = freshName("a", [node, ...variable.indices]);
  const b = freshName("b", [node, ...variable.indices]);
  const inner = bind(bind(scope, a, "integer"), b, "integer");
  const slope = differentiate(component(matrix, [name(a), name(b)], inner), variable, inner);
  if (isNumber(slope, 0)) return zero;
  const over = (bound: string, body: ExpressionNode): ExpressionNode => ({
    kind: "sum",
    range: { index: bound, from: one, to: call("size", [matrix]) },
    body,
    at: node.at,
  });
  const product = factors(name(a), name(b)).reduce(multiply, slope);
  return over(a, over(b, product));
}

/** Whether an indicator or a sign in an expression depends on the variable. */
const jumpsIn = (node: ExpressionNode, variable: string): boolean =>
  freeNames(node).has(variable) &&
  (node.kind === "compare" ||
    (node.kind === "call" && node.name === "sign") ||
    children(node).some((part) => jumpsIn(part, variable)));

const mapBody = (
  node: ExpressionNode,
  change: (body: ExpressionNode) => ExpressionNode,
): ExpressionNode =>
  "body" in node ? ({ ...node, body: change(node.body) } as ExpressionNode) : node;

function ofCall(
  node: Extract<ExpressionNode, { kind: "call" }>,
  variable: Variable,
  by: (part: ExpressionNode, inner?: TypeScope) => ExpressionNode,
  scope: TypeScope,
): ExpressionNode {
  const [a, b] = node.args;
  const simple = derivatives[node.name];
  if (simple !== undefined) return multiply(simple(a!), by(a!));
  const sumOver = (
    vector: ExpressionNode,
    body: (i: ExpressionNode) => ExpressionNode,
  ): ExpressionNode => {
    const i = freshName("i", [node, ...variable.indices]);
    const inside = body(name(i));
    if (isNumber(inside, 0)) return zero;
    return {
      kind: "sum",
      range: { index: i, from: one, to: call("size", [vector]) },
      body: inside,
      at: node.at,
    };
  };
  const at = (vector: ExpressionNode, i: ExpressionNode): ExpressionNode =>
    component(vector, [i], scope);
  const inner = (i: ExpressionNode): TypeScope =>
    bind(scope, (i as { name: string }).name, "integer");
  switch (node.name) {
    case "max":
    case "min": {
      // Half of each where they are equal: right wherever the derivative exists, as sign(0) = 0 is.
      const test = (op: "<" | ">" | "="): ExpressionNode => ({
        kind: "compare",
        op,
        left: a!,
        right: b!,
        at: node.at,
      });
      const [chosen, other] = node.name === "max" ? [test(">"), test("<")] : [test("<"), test(">")];
      const [da, db] = [by(a!), by(b!)];
      return add(
        add(multiply(chosen, da), multiply(other, db)),
        multiply(test("="), divide(add(da, db), two)),
      );
    }
    case "LSE":
      return sumOver(a!, (i) =>
        multiply(index(call("softmax", [a!]), [i]), by(at(a!, i), inner(i))),
      );
    case "dot":
      return sumOver(a!, (i) =>
        add(
          multiply(by(at(a!, i), inner(i)), at(b!, i)),
          multiply(at(a!, i), by(at(b!, i), inner(i))),
        ),
      );
    case "tr":
      return sumOver(a!, (i) => by(component(a!, [i, i], inner(i)), inner(i)));
    case "det":
      return multiply(
        node,
        sumOverCells(a!, variable, scope, node, (i, j) => [index(call("inv", [a!]), [j, i])]),
      );
    case "norm1":
      return sumOver(a!, (i) => by(call("abs", [at(a!, i)]), inner(i)));
    case "normInf": {
      const i = freshName("i", [node, ...variable.indices]);
      const body = call("abs", [component(a!, [name(i)], inner(name(i)))]);
      const range = { index: i, from: one, to: call("size", [a!]) };
      return by({ kind: "maximum", range, body, at: node.at });
    }
    case "norm":
      return divide(
        sumOver(a!, (i) => multiply(at(a!, i), by(at(a!, i), inner(i)))),
        node,
      );
    case "factorial":
      return multiply(multiply(node, call("ψ", [add(a!, one)])), by(a!));
    default:
      return refuse(node, `the derivative of ${node.name} is not known`);
  }
}
