import { wideFunctions } from "./wideFunctions.js";
import { inPrecision, precisionOf, special, WideNumber } from "./wideNumber.js";

/** As many digits more as 1 − erf(x) loses up to where the continued fraction takes over. */
const precision = precisionOf(84);
const { exp, pi } = wideFunctions(precision);
const fractionFrom = 5;
const beyond = 1e4;

/**
 * erfc to 60 digits: 1 minus the series of positive terms, and the continued fraction from 5 on.
 *
 * Source  DLMF 7.6.2 and 7.9.1.
 */
export function erfc(x: WideNumber): WideNumber {
  if (!x.isFinite()) return WideNumber.of(precision, x.isNaN() ? NaN : x.gt(0) ? 0 : 2);
  const size = inPrecision(precision, x.abs());
  const square = size.times(size);
  const tail = size.lt(fractionFrom)
    ? one.minus(series(size, square))
    : size.gt(beyond)
      ? special(precision, 0)
      : fraction(size, square);
  return x.lt(0) ? one.plus(1).minus(tail) : tail;
}

const one = WideNumber.of(precision, 1);
const rootPi = pi.sqrt();

/** erf x = (2/√π) e^{−x²} Σ 2ⁿ x^{2n+1}/(1·3·…·(2n+1)) */
function series(x: WideNumber, square: WideNumber): WideNumber {
  let term = x;
  let sum = x;
  for (let n = 1; ; n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    const next = sum.plus(term);
    if (next.eq(sum)) break;
    sum = next;
  }
  return exp(square.negated()).times(sum).times(2).div(rootPi);
}

/** √π e^{x²} erfc x = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) */
function fraction(x: WideNumber, square: WideNumber): WideNumber {
  const length = Math.ceil(30 + 2600 / square.toNumber());
  let tail = x;
  for (let n = length; n >= 1; n--) tail = x.plus(WideNumber.of(precision, n / 2).div(tail));
  return exp(square.negated()).div(tail.times(rootPi));
}
