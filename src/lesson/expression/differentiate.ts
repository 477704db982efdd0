import { ExpressionError } from "./expressionError.js";
import {
  binary,
  boundName,
  call,
  freeNames,
  index,
  name,
  number,
  type ExpressionNode,
} from "./node.js";
import { add, divide, isNumber, minus, multiply, subtract } from "./simplify.js";
import { freshName, renameBinder, substitute } from "./substitute.js";
import { typeOf, type TypeScope } from "./valueType.js";

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
      // (Πf)′ = Πf · Σ f′/f
      const inner = bind(scope, node.range.index, "integer");
      const body = divide(by(node.body, inner), node.body);
      return multiply(node, { ...node, kind: "sum", body });
    }
    case "integral": {
      if (dependsOutside(node.from, node.to, variable)) {
        return refuse(node, "its limits depend on the variable");
      }
      const body = by(node.body, bind(scope, node.variable, "scalar"));
      return isNumber(body, 0) ? zero : { ...node, body };
    }
    case "compare":
      return refuse(node, "an indicator jumps");
    default:
      return refuse(node, `a derivative of “${node.kind}” is not known`);
  }
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

/** The tree of one component of a vector expression: (u + v)[k] = u[k] + v[k]. */
export function component(
  base: ExpressionNode,
  indices: readonly ExpressionNode[],
  scope: TypeScope,
): ExpressionNode {
  const of = (part: ExpressionNode): ExpressionNode => component(part, indices, scope);
  switch (base.kind) {
    case "vector": {
      const body = substitute(base.body, new Map([[base.range.index, indices[0]!]]));
      return indices.length === 1 ? body : component(body, indices.slice(1), scope);
    }
    case "negate":
      return minus(of(base.body));
    case "index":
      return index(base.base, [...base.indices, ...indices], base.at);
    case "binary": {
      const left = typeOf(base.left, scope);
      const right = typeOf(base.right, scope);
      if (base.op === "+" || base.op === "-") {
        return { ...base, left: of(base.left), right: of(base.right) };
      }
      if (base.op === "/" || (base.op === "*" && right !== "vector")) {
        return { ...base, left: of(base.left) };
      }
      if (base.op === "*" && left === "matrix") {
        return call("dot", [index(base.left, indices), base.right], base.at);
      }
      if (base.op === "*") return { ...base, right: of(base.right) };
      return refuse(base, "components of this power are not known");
    }
    case "call":
      if (base.name === "softmax") {
        const z = base.args[0]!;
        return call("exp", [subtract(component(z, indices, scope), call("LSE", [z]))], base.at);
      }
      return refuse(base, `components of ${base.name} are not known`);
    default:
      return index(base, indices, base.at);
  }
}

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
