import { DomainError } from "../../numeric/domainError.js";
import { logSumExp } from "../../numeric/logSumExp.js";

/** From so many on, steps of one have no double. */
const TOO_MANY = 1e15;

/** The spacing of doubles there is 16, and the logarithm of how many terms there are a few hundred. */
const FAR = 1e17;

/** From this width of the terms on, every step of a quarter of it is as good as every whole number. */
export const WIDE = 12;

/**
 * ln Σ_{n≥1} e^{term(n)} of terms that rise to a peak at n = `peak` and fall like a Gaussian of width `width` and
 * faster. Where the peak is wide the sum is that of the trapezium rule, whose error e^{−2π²(width/step)²} is nothing.
 */
export function logSumOverCounts(term: (n: number) => number, peak: number, width: number): number {
  if (!(peak <= TOO_MANY)) {
    throw new DomainError(`the power is too near to 1 for ${peak} parts`);
  }
  const step = width > WIDE ? width / 4 : 1;
  const first = width > WIDE ? peak : Math.max(1, Math.round(peak));
  const terms = [term(first)];
  let top = terms[0]!;
  // Beside so great a logarithm none of the other terms has a digit.
  if (!(Math.abs(top) < FAR)) return top;
  for (const side of [1, -1]) {
    for (let n = first + side * step; n >= (width > WIDE ? step : 1); n += side * step) {
      const value = term(n);
      terms.push(value);
      top = Math.max(top, value);
      // Where no term has a double, none that follows has.
      if (!(value >= top - 40) || value === -Infinity) break;
    }
  }
  return logSumExp(terms) + Math.log(step);
}
