import type { Tails } from "../../numeric/special/tails.js";

/** A step from a whole number that is sure to move it: 1, or the gap to the next double. */
const spacing = (k: number): number => Math.max(1, Math.abs(k) * 2 * Number.EPSILON);

/**
 * The smallest integer k ≥ lower with P(X ≤ k) ≥ u: doubling steps away from a start, then halving.
 * Above the median the upper tails are compared, which have not rounded to 0. A probability that
 * agrees with u to 4 units of its last digit counts as reached, so that quantile(cdf(k)) is k.
 */
export function discreteQuantile(
  tails: (k: number) => Tails,
  u: number,
  lower: number,
  upper: number,
  start: number,
): number {
  const slack = 4 * Number.EPSILON;
  const reached = (k: number): boolean => {
    if (k >= upper) return true;
    const { lower: below, upper: above } = tails(k);
    return u <= 0.5 ? below >= u * (1 - slack) : above <= (1 - u) * (1 + slack) + slack / 8;
  };
  let high = Math.min(upper, Math.max(lower, Math.floor(start)));
  let low = high;
  if (reached(high)) {
    for (let width = spacing(high); low > lower; width *= 2) {
      low = Math.max(lower, low - width);
      if (!reached(low)) break;
      high = low;
    }
    if (high === lower) return lower;
  } else {
    for (let width = spacing(high); !reached(high); width *= 2) {
      low = high;
      high = Math.min(upper, high + width);
    }
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    // Beyond 2⁵³ not every whole number is a double: neighbours have none between them.
    if (middle <= low || middle >= high) break;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
