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
  arctan: { arity: 1, tex: "\\arctan", says: "inverse of the tangent" },
  erf: { arity: 1, tex: "\\operatorname{erf}", says: "error function 2/√π ∫ e^−t²" },
  erfc: { arity: 1, tex: "\\operatorname{erfc}", says: "1 − erf, exact in its tail" },
  Φ: { arity: 1, tex: "\\Phi", says: "distribution function of the standard normal" },
  Γ: { arity: 1, tex: "\\Gamma", says: "gamma function" },
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
  norm1: { arity: 1, tex: "", says: "sum of absolute values; ‖…‖₁ is the same" },
  normInf: { arity: 1, tex: "", says: "largest absolute value; ‖…‖_∞ is the same" },
  tr: { arity: 1, tex: "\\operatorname{tr}", says: "trace of a matrix" },
  hadamard: { arity: 2, tex: "", says: "elementwise product; A ⊙ B is the same" },
  inv: { arity: 1, tex: "", says: "inverse of a matrix; S^−1 is the same" },
  det: { arity: 1, tex: "\\det", says: "determinant of a matrix" },
  transpose: { arity: 1, tex: "", says: "transpose of a matrix; S^T is the same" },
  O: { arity: 1, tex: "O", says: "a term of at most this order, near the limit of =[x→0]" },
  o: { arity: 1, tex: "o", says: "a term of a smaller order, near the limit of =[x→0]" },
  size: { arity: 1, tex: "\\dim", says: "the number of components of a vector" },
  H: { arity: 1, tex: "H", says: "entropy of a vector or a density" },
  CE: { arity: 2, tex: "H", says: "cross-entropy −Σ p ln q, printed H(p, q)" },
  KL: { arity: 2, tex: "\\operatorname{KL}", says: "divergence Σ p ln(p/q)" },
  JS: { arity: 2, tex: "\\operatorname{JS}", says: "Jensen–Shannon divergence" },
  normal: { arity: [2, 3], tex: "\\mathcal N", says: "normal(x, μ, σ): density; x ~ normal(μ, σ)" },
  mvnormal: {
    arity: [2, 3],
    tex: "\\mathcal N",
    says: "mvnormal(x, μ, S): density with covariance S; x ~ mvnormal(μ, S)",
  },
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
  binomial: {
    arity: [2, 3],
    tex: "\\operatorname{Binomial}",
    says: "binomial(y, n, p): mass; y ~ binomial(n, p)",
  },
  beta: {
    arity: [2, 3],
    tex: "\\operatorname{Beta}",
    says: "beta(x, a, b): density; x ~ beta(a, b)",
  },
  gamma: {
    arity: [2, 3],
    tex: "\\operatorname{Gamma}",
    says: "gamma(x, k, λ): density with shape k and rate λ; x ~ gamma(k, λ)",
  },
  student: {
    arity: [1, 2],
    tex: "\\operatorname{Student}",
    says: "student(x, ν): density; x ~ student(ν)",
  },
};

/** Functions of one number, which go into every component of a vector or a matrix. */
const elementwise = new Set(
  "ln log2 log10 exp sqrt sign sin cos tanh sinh cosh arctan erf erfc lnΓ ψ factorial σ softplus logit".split(
    " ",
  ),
);
export const isElementwise = (name: string): boolean => elementwise.has(name);

/** Names of functions that a quantity may bear all the same: it wins. */
export const modestNames: ReadonlySet<string> = new Set(
  "tr Φ Γ erf erfc arctan norm1 normInf hadamard binomial beta gamma student mvnormal O o".split(
    " ",
  ),
);

export const functionNames: readonly string[] = Object.keys(functions);

export function isFunction(text: string): boolean {
  return Object.hasOwn(functions, text);
}
