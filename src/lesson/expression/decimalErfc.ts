import { Decimal as BaseDecimal } from "decimal.js";

/** As many digits more as 1 − erf(x) loses up to where the continued fraction takes over. */
const Wide = BaseDecimal.clone({ precision: 84 });
const fractionFrom = 5;
const beyond = 1e4;

/**
 * erfc to 60 digits: 1 minus the series of positive terms, and the continued fraction from 5 on.
 *
 * Source  DLMF 7.6.2 and 7.9.1.
 */
export function erfc(x: BaseDecimal): BaseDecimal {
  if (!x.isFinite()) return new BaseDecimal(x.isNaN() ? NaN : x.gt(0) ? 0 : 2);
  const size = new Wide(x.abs());
  const square = size.times(size);
  const tail = size.lt(fractionFrom)
    ? new Wide(1).minus(series(size, square))
    : size.gt(beyond)
      ? new Wide(0)
      : fraction(size, square);
  return x.lt(0) ? new Wide(2).minus(tail) : tail;
}

const rootPi = Wide.acos(-1).sqrt();

/** erf x = (2/√π) e^{−x²} Σ 2ⁿ x^{2n+1}/(1·3·…·(2n+1)) */
function series(x: BaseDecimal, square: BaseDecimal): BaseDecimal {
  let term = new Wide(x);
  let sum = new Wide(x);
  for (let n = 1; ; n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    const next = sum.plus(term);
    if (next.eq(sum)) break;
    sum = next;
  }
  return square.negated().exp().times(sum).times(2).div(rootPi);
}

/** √π e^{x²} erfc x = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) */
function fraction(x: BaseDecimal, square: BaseDecimal): BaseDecimal {
  const length = Math.ceil(30 + 2600 / square.toNumber());
  let tail = new Wide(x);
  for (let n = length; n >= 1; n--) tail = x.plus(new Wide(n).div(2).div(tail));
  return square.negated().exp().div(tail.times(rootPi));
}
