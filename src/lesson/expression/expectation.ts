import { binary, call, index, name, negate, number, type ExpressionNode } from "./node.js";
import { substitute } from "./substitute.js";
import type { TypeScope } from "./valueType.js";

/** x = σ(v): the density is spread over the line, however high it stands at either end. */
function betaIntegral(
  a: ExpressionNode,
  b: ExpressionNode,
  v: ExpressionNode,
  bodyAt: (x: ExpressionNode) => ExpressionNode,
): ExpressionNode {
  const both = binary("+", a, b);
  const logConstant = binary(
    "-",
    call("lnΓ", [both]),
    binary("+", call("lnΓ", [a]), call("lnΓ", [b])),
  );
  const logDensity = binary("-", binary("*", a, v), binary("*", both, call("softplus", [v])));
  return binary("*", call("exp", [binary("+", logConstant, logDensity)]), bodyAt(call("σ", [v])));
}

/** x = k eᵛ/λ: the bell stands at v = 0, and a small k makes it long and not steep. */
function gammaIntegral(
  k: ExpressionNode,
  rate: ExpressionNode,
  v: ExpressionNode,
  bodyAt: (x: ExpressionNode) => ExpressionNode,
): ExpressionNode {
  const unscaled = binary("*", k, call("exp", [v]));
  const logDensity = binary(
    "-",
    binary("-", binary("*", k, binary("+", v, call("ln", [k]))), unscaled),
    call("lnΓ", [k]),
  );
  return binary("*", call("exp", [logDensity]), bodyAt(binary("/", unscaled, rate)));
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
        return integral(negate(infinity), infinity, betaIntegral(a!, b!, x, at_));
      case "gamma":
        return integral(negate(infinity), infinity, gammaIntegral(a!, b!, x, at_));
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
