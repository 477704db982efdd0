import { compensatedSum } from "../numeric/compensatedSum.js";
import type { Vector } from "../numeric/vector.js";
import { plugInEntropy } from "./plugInEntropy.js";

/**
 * Entropy estimated by the observed frequencies, with the first-order bias taken off.
 *
 *     Ĥ = plug-in + (K₊ − 1)/(2N),   K₊ the number of outcomes seen
 *
 * Shapes  counts [K] → scalar.
 * Units   nats.
 * Errors  DomainError if a count is negative or not finite, or all are 0.
 * Source  Miller, "Note on the Bias of Information Estimates" (1955).
 */
export function millerMadowEntropy(counts: Vector): number {
  const plugIn = plugInEntropy(counts);
  const seen = Array.from(counts).filter((n) => n > 0).length;
  return plugIn + (seen - 1) / (2 * compensatedSum(counts));
}
