import { component } from "./component.js";
import { call, index, name, number, type ExpressionNode } from "./node.js";
import { add, divide, isNumber, minus, multiply, subtract } from "./simplify.js";
import { freshName } from "./substitute.js";
import type { TypeScope } from "./valueType.js";
import {
  type Variable,
  type Differentiate,
  zero,
  one,
  two,
  power,
  ln,
  refuse,
  bind,
} from "./differentiation.js";
import { sumOverCells } from "./differentiateIndex.js";

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

export function ofCall(
  node: Extract<ExpressionNode, { kind: "call" }>,
  variable: Variable,
  by: Differentiate,
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
        sumOverCells(a!, variable, by, scope, node, (i, j) => [index(call("inv", [a!]), [j, i])]),
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
