import { binary, call, index, name, negate, number, type ExpressionNode } from "./node.js";
import { substitute } from "./substitute.js";
import type { TypeScope } from "./valueType.js";

/** x = u/(1 + u): neither end is lost to rounding where the density is infinite there. */
function betaIntegral(
  a: ExpressionNode,
  b: ExpressionNode,
  u: ExpressionNode,
  bodyAt: (x: ExpressionNode) => ExpressionNode,
  integral: (inside: ExpressionNode) => ExpressionNode,
): ExpressionNode {
  const both = binary("+", a, b);
  const whole = binary("+", number(1), u);
  const logConstant = binary(
    "-",
    call("lnΓ", [both]),
    binary("+", call("lnΓ", [a]), call("lnΓ", [b])),
  );
  const density = binary("/", binary("^", u, binary("-", a, number(1))), binary("^", whole, both));
  return integral(
    binary("*", binary("*", call("exp", [logConstant]), density), bodyAt(binary("/", u, whole))),
  );
}

/** An expectation as a sum or an integral, in units where the quadrature looks. */
export function expectationAsSum(
  node: Extract<ExpressionNode, { kind: "expectation" }>,
  types: TypeScope,
): ExpressionNode {
  const { variable, distribution, body, at } = node;
  const x = name(variable, at);
  const infinity = name("∞");
  const integral = (
    from: ExpressionNode,
    to: ExpressionNode,
    inside: ExpressionNode,
  ): ExpressionNode => ({ kind: "integral", variable, from, to, body: inside, at });
  const at_ = (value: ExpressionNode): ExpressionNode =>
    substitute(body, new Map([[variable, value]]));
  if (distribution.kind === "name" && types(distribution.name) === "function") {
    return integral(negate(infinity), infinity, binary("*", call(distribution.name, [x]), body));
  }
  if (distribution.kind === "call") {
    const [a, b] = distribution.args;
    switch (distribution.name) {
      case "normal": {
        // x = μ + σu puts the bell where the quadrature looks.
        const moved = at_(binary("+", a!, binary("*", b!, x)));
        return integral(
          negate(infinity),
          infinity,
          binary("*", call("normal", [x, number(0), number(1)]), moved),
        );
      }
      case "laplace": {
        // The kink stands at an end of each half.
        const half = (sign: 1 | -1): ExpressionNode => {
          const step = binary("*", b!, x);
          const moved = at_(binary(sign > 0 ? "+" : "-", a!, step));
          return integral(
            number(0),
            infinity,
            binary("*", binary("/", call("exp", [negate(x)]), number(2)), moved),
          );
        };
        return binary("+", half(-1), half(1));
      }
      case "exponential":
        return integral(
          number(0),
          infinity,
          binary("*", call("exp", [negate(x)]), at_(binary("/", x, a!))),
        );
      case "uniform":
        return binary(
          "/",
          { kind: "integral", variable, from: a!, to: b!, body, at },
          binary("-", b!, a!),
        );
      case "bernoulli":
        return binary(
          "+",
          binary("*", a!, at_(number(1))),
          binary("*", binary("-", number(1), a!), at_(number(0))),
        );
      case "binomial":
        return {
          kind: "sum",
          range: { index: variable, from: number(0), to: a! },
          body: binary("*", call("binomial", [x, a!, b!]), body),
          at,
        };
      case "beta":
        return betaIntegral(a!, b!, x, at_, (inside) => integral(number(0), infinity, inside));
      case "gamma":
        // In units of the scale, where the quadrature looks.
        return integral(
          number(0),
          infinity,
          binary("*", call("gamma", [x, a!, number(1)]), at_(binary("/", x, b!))),
        );
      case "student":
        return integral(negate(infinity), infinity, binary("*", call("student", [x, a!]), body));
      case "poisson":
        return {
          kind: "sum",
          range: { index: variable, from: number(0), to: infinity },
          body: binary("*", call("poisson", [x, a!]), body),
          at,
        };
    }
  }
  return {
    kind: "sum",
    range: { index: variable, from: number(1), to: call("size", [distribution]) },
    body: binary("*", index(distribution, [x]), body),
    at,
  };
}
