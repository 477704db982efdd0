import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";
import { logGamma } from "./logGamma.js";

/**
 * The modified Bessel function of the first kind, scaled so that it does not overflow: e^{−x} Iₙ(x).
 *
 *     Iₙ(x) = Σ (x/2)^{2k+n} / (k! (n+k)!)                                        (x < 30 + n²/2)
 *     e^{−x} Iₙ(x) ≈ (1 − (μ−1)/(8x) + (μ−1)(μ−9)/(2!(8x)²) − …)/√(2πx),  μ = 4n²   (beyond)
 *
 * Errors  DomainError if the order is not a whole number ≥ 0 or x is negative.
 * Source  DLMF 10.25.2 and 10.40.1.
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
    return sum / Math.sqrt(2 * Math.PI * x);
  }
  if (x >= 700) {
    throw new DomainError(`x must be below 700 or at least 30 + order²/2, got ${x}`);
  }
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
