import type { ExpressionNode } from "./node.js";
import { binary, call, index, name, negate, number } from "./node.js";

/** What a function takes and gives, and how it is printed. */
export interface FunctionEntry {
  /** The number of arguments; a pair is least and most. */
  readonly arity: number | readonly [number, number];
  /** The TeX of its name: `\ln`. */
  readonly tex: string;
  /** One line for the manual. */
  readonly says: string;
}

/** The functions of the notation, by every name they have. */
export const functions: Readonly<Record<string, FunctionEntry>> = {
  ln: { arity: 1, tex: "\\ln", says: "natural logarithm" },
  log2: { arity: 1, tex: "\\log_2", says: "binary logarithm" },
  log10: { arity: 1, tex: "\\log_{10}", says: "decimal logarithm" },
  exp: { arity: 1, tex: "\\exp", says: "exponential; e^(…) is the same" },
  sqrt: { arity: 1, tex: "\\sqrt", says: "square root; √(…) is the same" },
  abs: { arity: 1, tex: "", says: "absolute value; |…| is the same" },
  sign: { arity: 1, tex: "\\operatorname{sign}", says: "−1, 0 or 1" },
  sin: { arity: 1, tex: "\\sin", says: "sine" },
  cos: { arity: 1, tex: "\\cos", says: "cosine" },
  tanh: { arity: 1, tex: "\\tanh", says: "hyperbolic tangent" },
  sinh: { arity: 1, tex: "\\sinh", says: "hyperbolic sine" },
  cosh: { arity: 1, tex: "\\cosh", says: "hyperbolic cosine" },
  lnΓ: { arity: 1, tex: "\\ln\\Gamma", says: "logarithm of the gamma function" },
  ψ: { arity: 1, tex: "\\psi", says: "digamma, the derivative of lnΓ" },
  factorial: { arity: 1, tex: "", says: "y! is the same" },
  choose: { arity: 2, tex: "", says: "binomial coefficient" },
  max: { arity: 2, tex: "\\max", says: "the larger of two numbers" },
  min: { arity: 2, tex: "\\min", says: "the smaller of two numbers" },
  σ: { arity: 1, tex: "\\sigma", says: "logistic sigmoid 1/(1+e^−z)" },
  sigmoid: { arity: 1, tex: "\\sigma", says: "the same as σ" },
  logit: { arity: 1, tex: "\\operatorname{logit}", says: "ln(p/(1−p))" },
  softplus: { arity: 1, tex: "\\operatorname{softplus}", says: "ln(1+e^z)" },
  LSE: { arity: 1, tex: "\\operatorname{LSE}", says: "log-sum-exp of a vector" },
  softmax: { arity: 1, tex: "\\operatorname{softmax}", says: "softmax of a vector, a vector" },
  dot: { arity: 2, tex: "", says: "inner product of two vectors" },
  norm: { arity: 1, tex: "", says: "Euclidean norm; ‖…‖ is the same" },
  inv: { arity: 1, tex: "", says: "inverse of a matrix; S^−1 is the same" },
  det: { arity: 1, tex: "\\det", says: "determinant of a matrix" },
  transpose: { arity: 1, tex: "", says: "transpose of a matrix; S^T is the same" },
  size: { arity: 1, tex: "\\dim", says: "the number of components of a vector" },
  H: { arity: 1, tex: "H", says: "entropy of a vector or a density" },
  CE: { arity: 2, tex: "H", says: "cross-entropy −Σ p ln q, printed H(p, q)" },
  KL: { arity: 2, tex: "\\operatorname{KL}", says: "divergence Σ p ln(p/q)" },
  JS: { arity: 2, tex: "\\operatorname{JS}", says: "Jensen–Shannon divergence" },
  normal: { arity: [2, 3], tex: "\\mathcal N", says: "normal(x, μ, σ): density; x ~ normal(μ, σ)" },
  laplace: {
    arity: [2, 3],
    tex: "\\operatorname{Laplace}",
    says: "laplace(x, μ, b): density; x ~ laplace(μ, b)",
  },
  exponential: {
    arity: [1, 2],
    tex: "\\operatorname{Exponential}",
    says: "exponential(x, λ): density; x ~ exponential(λ)",
  },
  uniform: { arity: [2, 2], tex: "\\operatorname{Uniform}", says: "x ~ uniform(a, b)" },
  bernoulli: {
    arity: [1, 2],
    tex: "\\operatorname{Bernoulli}",
    says: "bernoulli(y, p): mass; y ~ bernoulli(p)",
  },
  poisson: {
    arity: [1, 2],
    tex: "\\operatorname{Poisson}",
    says: "poisson(y, λ): mass; y ~ poisson(λ)",
  },
};

export const functionNames: readonly string[] = Object.keys(functions);

export function isFunction(text: string): boolean {
  return Object.hasOwn(functions, text);
}

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
  poisson: ([y, rate]) =>
    binary("/", binary("*", binary("^", rate!, y!), exp(negate(rate!))), call("factorial", [y!])),
};
