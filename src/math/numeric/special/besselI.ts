import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";
import { logGamma } from "./logGamma.js";

/**
 * The modified Bessel function of the first kind, scaled so that it does not overflow: e^{−x} Iₙ(x).
 *
 *     Iₙ(x) = Σ (x/2)^{2k+n} / (k! (n+k)!)                                        (x < 30 + n²/2, x < 700)
 *     e^{−x} Iₙ(x) ≈ (1 − (μ−1)/(8x) + (μ−1)(μ−9)/(2!(8x)²) − …)/√(2πx),  μ = 4n²   (x ≥ 30 + n²/2)
 *     Debye's form, uniform in x/n, from 700 on between them
 *
 * Errors  DomainError if the order is not a whole number ≥ 0 or x is negative.
 * Source  DLMF 10.25.2, 10.40.1 and 10.41.3.
 */
export function besselIScaled(order: number, x: number): number {
  checkIsNumber("order", order);
  checkIsNumber("x", x);
  if (!(Number.isInteger(order) && order >= 0)) {
    throw new DomainError(`order must be a whole number of at least 0, got ${order}`);
  }
  if (!(x >= 0)) throw new DomainError(`x must not be negative, got ${x}`);
  if (x === Infinity) return 0;
  if (x === 0) return order === 0 ? 1 : 0;
  if (x >= 30 + (order * order) / 2) {
    const mu = 4 * order * order;
    let term = 1;
    let sum = 1;
    for (let k = 1; k < 100; k++) {
      const factor = -(mu - (2 * k - 1) ** 2) / (k * 8 * x);
      if (Math.abs(factor) >= 1) break;
      term *= factor;
      sum += term;
      if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
    }
    return sum / Math.sqrt(2 * Math.PI) / Math.sqrt(x);
  }
  if (x >= 700) return largeOrder(order, x);
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * (k + order));
    sum += term;
  }
  const logPower = order === 0 ? 0 : order * (Math.log(x) - Math.LN2);
  return Math.exp(logPower - logGamma(order + 1) - x) * sum;
}

/**
 * e^{−x} I_ν(x) for large ν or x, uniformly in x/ν; from x = 700 on the next term is below 1e-14.
 *
 *     e^{ν²/(r+x) − ν·arsinh(ν/x)}/√(2πr) · (1 + Σₖ Uₖ(ν/r)/νᵏ),   r = √(ν² + x²)
 *
 * Source  Debye; NIST Digital Library of Mathematical Functions, §10.41(ii).
 */
function largeOrder(order: number, x: number): number {
  const r = Math.hypot(order, x);
  const p = order / r;
  const q = p * p;
  // Uₖ(p)/νᵏ with pᵏ/νᵏ = 1/rᵏ taken out.
  const u1 = (3 - 5 * q) / 24;
  const u2 = (81 + q * (-462 + 385 * q)) / 1152;
  const u3 = (30375 + q * (-369603 + q * (765765 - 425425 * q))) / 414720;
  const u4 =
    (4465125 + q * (-94121676 + q * (349922430 + q * (-446185740 + 185910725 * q)))) / 39813120;
  const series = 1 + (u1 + (u2 + (u3 + u4 / r) / r) / r) / r;
  const exponent = (order / (r + x)) * order - order * Math.asinh(order / x);
  return (Math.exp(exponent) / Math.sqrt(2 * Math.PI * r)) * series;
}
