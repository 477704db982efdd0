import type { Arithmetic } from "./arithmetic.js";

/** The functions of one number, by name. */
export function numberFunctions<T>(F: Arithmetic<T>): Readonly<Record<string, (x: T) => T>> {
  const [zero, one] = [F.of(0), F.of(1)];
  return {
    ln: F.ln,
    log2: (x) => F.divide(F.ln(x), F.ln(F.of(2))),
    log10: (x) => F.divide(F.ln(x), F.ln(F.of(10))),
    exp: F.exp,
    sqrt: F.sqrt,
    abs: F.abs,
    sign: (x) => F.of(F.compare(x, zero)),
    sin: F.sin,
    cos: F.cos,
    tanh: F.tanh,
    sinh: F.sinh,
    cosh: F.cosh,
    arctan: F.arctan,
    erf: F.erf,
    erfc: F.erfc,
    lnΓ: F.lnGamma,
    ψ: F.digamma,
    factorial: (x) => factorial(F, x),
    σ: F.sigmoid,
    softplus: F.softplus,
    logit: (x) => F.ln(F.divide(x, F.subtract(one, x))),
  };
}

/** x! = Γ(x + 1). */
export function factorial<T>(F: Arithmetic<T>, x: T): T {
  const n = F.toNumber(x);
  if (Number.isInteger(n) && n >= 0 && n <= 30) {
    let product = F.of(1);
    for (let i = 2; i <= n; i++) product = F.multiply(product, F.of(i));
    return product;
  }
  return F.exp(F.lnGamma(F.add(x, F.of(1))));
}

/** ln Σ e^z, the largest term taken out. */
export function logSumExp<T>(F: Arithmetic<T>, values: readonly T[]): T {
  let top = values[0] as T;
  for (const value of values) if (F.compare(value, top) > 0) top = value;
  if (!F.isFinite(top)) return top;
  let total = F.of(0);
  for (const value of values) total = F.add(total, F.exp(F.subtract(value, top)));
  return F.add(top, F.ln(total));
}
