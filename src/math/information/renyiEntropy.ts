import { checkNumber, checkProbabilities } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { DomainError } from "../numeric/domainError.js";
import { logSumExp } from "../numeric/logSumExp.js";
import type { Vector } from "../numeric/vector.js";
import { entropy } from "./entropy.js";

/**
 * Rényi entropy of order α: ln of the number of outcomes at 0, Shannon's at 1, of collision at 2, the least surprisal at ∞.
 *
 *     H_α(p) = ln(Σₖ pₖ^α) / (1 − α)
 *
 * Shapes  p [K] → scalar.
 * Units   nats.
 * Errors  DomainError if α is negative or NaN, or p does not sum to 1 within 1e-9.
 * Source  Rényi, "On Measures of Entropy and Information" (1961).
 */
export function renyiEntropy(p: Vector, alpha: number): number {
  checkProbabilities("p", p);
  checkNumber("alpha", alpha);
  if (!(alpha >= 0)) throw new DomainError(`alpha must be at least 0, got ${alpha}`);
  if (alpha === 1) return entropy(p);
  const logs = Array.from(p)
    .filter((pk) => pk > 0)
    .map((pk) => Math.log(pk));
  if (alpha === Infinity) return 0 - Math.max(...logs);
  if (logs.every((log) => Math.abs((alpha - 1) * log) < 1)) {
    const excess = logs.map((log) => Math.exp(log) * Math.expm1((alpha - 1) * log));
    return 0 + Math.log1p(compensatedSum(excess)) / (1 - alpha);
  }
  return 0 + logSumExp(logs.map((log) => alpha * log)) / (1 - alpha);
}
