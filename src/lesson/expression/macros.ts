import type { ExpressionNode } from "./node.js";
import { binary, call, index, name, negate, number } from "./node.js";

/** Functions that stand for a longer expression: their tree, from the arguments. */
export interface MacroContext {
  /** An index name that occurs nowhere else. */
  fresh(): string;
  /** Whether the argument is a density, which is integrated and not summed. */
  isDensity(node: ExpressionNode): boolean;
}

const ln = (node: ExpressionNode): ExpressionNode => call("ln", [node]);
const exp = (node: ExpressionNode): ExpressionNode => call("exp", [node]);
const minusInfinity = negate(name("∞"));

/** Σ or ∫ of a body that is given the value of each argument at one place. */
function total(
  context: MacroContext,
  args: readonly ExpressionNode[],
  body: (values: readonly ExpressionNode[]) => ExpressionNode,
): ExpressionNode {
  const variable = context.fresh();
  const place = name(variable);
  if (args.some((arg) => context.isDensity(arg))) {
    const values = args.map((arg) => call(arg.kind === "name" ? arg.name : "", [place], arg.at));
    return {
      kind: "integral",
      variable,
      from: minusInfinity,
      to: name("∞"),
      body: body(values),
      at: args[0]!.at,
    };
  }
  return {
    kind: "sum",
    range: { index: variable, from: number(1), to: call("size", [args[0]!]) },
    body: body(args.map((arg) => index(arg, [place]))),
    at: args[0]!.at,
  };
}

export const macros: Readonly<
  Record<string, (args: readonly ExpressionNode[], context: MacroContext) => ExpressionNode>
> = {
  H: ([p], context) => negate(total(context, [p!], ([px]) => binary("*", px!, ln(px!)))),
  CE: ([p, q], context) =>
    negate(total(context, [p!, q!], ([px, qx]) => binary("*", px!, ln(qx!)))),
  KL: ([p, q], context) =>
    total(context, [p!, q!], ([px, qx]) => binary("*", px!, ln(binary("/", px!, qx!)))),
  JS: ([p, q], context) =>
    total(context, [p!, q!], ([px, qx]) => {
      const middle = binary("/", binary("+", px!, qx!), number(2));
      return binary(
        "/",
        binary(
          "+",
          binary("*", px!, ln(binary("/", px!, middle))),
          binary("*", qx!, ln(binary("/", qx!, middle))),
        ),
        number(2),
      );
    }),
  sigmoid: ([z]) => call("σ", [z!]),
  normal: ([x, mean, scale]) =>
    binary(
      "/",
      exp(
        negate(
          binary(
            "/",
            binary("^", binary("-", x!, mean!), number(2)),
            binary("*", number(2), binary("^", scale!, number(2))),
          ),
        ),
      ),
      binary("*", scale!, call("sqrt", [binary("*", number(2), name("π"))])),
    ),
  laplace: ([x, mean, scale]) =>
    binary(
      "/",
      exp(negate(binary("/", call("abs", [binary("-", x!, mean!)]), scale!))),
      binary("*", number(2), scale!),
    ),
  exponential: ([x, rate]) => binary("*", rate!, exp(negate(binary("*", rate!, x!)))),
  bernoulli: ([y, p]) =>
    binary(
      "*",
      binary("^", p!, y!),
      binary("^", binary("-", number(1), p!), binary("-", number(1), y!)),
    ),
  Φ: ([z]) =>
    binary("/", call("erfc", [negate(binary("/", z!, call("sqrt", [number(2)])))]), number(2)),
  Γ: ([x]) => exp(call("lnΓ", [x!])),
  binomial: ([y, n, p]) =>
    binary(
      "*",
      call("choose", [n!, y!]),
      binary(
        "*",
        binary("^", p!, y!),
        binary("^", binary("-", number(1), p!), binary("-", n!, y!)),
      ),
    ),
  beta: ([x, a, b]) =>
    binary(
      "*",
      exp(
        binary(
          "-",
          call("lnΓ", [binary("+", a!, b!)]),
          binary("+", call("lnΓ", [a!]), call("lnΓ", [b!])),
        ),
      ),
      binary(
        "*",
        binary("^", x!, binary("-", a!, number(1))),
        binary("^", binary("-", number(1), x!), binary("-", b!, number(1))),
      ),
    ),
  gamma: ([x, shape, rate]) =>
    binary(
      "*",
      exp(
        binary(
          "-",
          binary("*", shape!, ln(rate!)),
          binary("+", call("lnΓ", [shape!]), binary("*", rate!, x!)),
        ),
      ),
      binary("^", x!, binary("-", shape!, number(1))),
    ),
  student: ([x, freedom]) => {
    const half = binary("/", binary("+", freedom!, number(1)), number(2));
    return binary(
      "*",
      binary(
        "/",
        exp(binary("-", call("lnΓ", [half]), call("lnΓ", [binary("/", freedom!, number(2))]))),
        call("sqrt", [binary("*", freedom!, name("π"))]),
      ),
      binary(
        "^",
        binary("+", number(1), binary("/", binary("^", x!, number(2)), freedom!)),
        negate(half),
      ),
    );
  },
  mvnormal: ([x, mean, covariance]) => {
    const gap = binary("-", x!, mean!);
    const length = call("dot", [gap, binary("*", call("inv", [covariance!]), gap)]);
    const constant = binary("^", binary("*", number(2), name("π")), call("size", [x!]));
    return binary(
      "/",
      exp(negate(binary("/", length, number(2)))),
      call("sqrt", [binary("*", constant, call("det", [covariance!]))]),
    );
  },
  poisson: ([y, rate]) =>
    binary("/", binary("*", binary("^", rate!, y!), exp(negate(rate!))), call("factorial", [y!])),
};
