import { compensatedSum } from "../numeric/compensatedSum.js";
import { logShareOfMean } from "../numeric/logShareOfMean.js";
import { mapPairs } from "../numeric/mapPairs.js";
import type { Vector } from "../numeric/vector.js";
import { checkPair } from "./checkPair.js";

/**
 * Jensen–Shannon divergence: how far both are, on average, from their mixture m = ½(p + q).
 *
 *     JS(p, q) = ½KL(p‖m) + ½KL(q‖m),   between 0 and ln 2, symmetric; its root is a metric
 *
 * Shapes  p, q [K] → scalar.
 * Units   nats; finite for every pair.
 * Errors  DomainError if lengths differ, or p or q is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Lin, "Divergence Measures Based on the Shannon Entropy" (1991), IEEE Trans. Inf. Theory 37.
 */
export function jensenShannonDivergence(p: Vector, q: Vector): number {
  checkPair(p, q);
  const terms = mapPairs(p, q, (pk, qk) => {
    const ofTruth = pk === 0 ? 0 : pk * logShareOfMean(pk, qk);
    return 0.5 * (ofTruth + (qk === 0 ? 0 : qk * logShareOfMean(qk, pk)));
  });
  return Math.max(0, compensatedSum(terms));
}
