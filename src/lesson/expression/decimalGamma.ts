import { rounded, special, type WideNumber } from "./wideNumber.js";
import { digits60, functions60, one } from "./sixtyDigits.js";

/** ½ ln 2π and B₂, B₄, … for Stirling's series. */
export interface Constants {
  readonly halfLnTwoPi: WideNumber;
  readonly bernoulli: readonly WideNumber[];
}

export function newConstants(): Constants {
  const { pi, ln } = functions60;
  return { halfLnTwoPi: ln(pi.times(2)).div(2), bernoulli: bernoulliNumbers(40) };
}

/** B₂ … B₂ₙ by the tangent numbers, all positive integers, so nothing cancels. */
function bernoulliNumbers(count: number): WideNumber[] {
  const tangent: bigint[] = [1n];
  for (let k = 2; k <= count; k++) tangent.push(BigInt(k - 1) * tangent[k - 2]!);
  for (let k = 2; k <= count; k++) {
    for (let j = k; j <= count; j++) {
      tangent[j - 1] = BigInt(j - k) * tangent[j - 2]! + BigInt(j - k + 2) * tangent[j - 1]!;
    }
  }
  return tangent.map((value, i) => {
    const n = i + 1;
    const power = 1n << BigInt(2 * n);
    const bottom = power * (power - 1n);
    const sign = n % 2 === 1 ? 1 : -1;
    return rounded(digits60, value * BigInt(2 * n), 0)
      .div(rounded(digits60, bottom, 0))
      .times(sign);
  });
}

/** Stirling's series is good to 60 digits from here on. */
const stirlingFrom = 50;

export function lnGamma(x: WideNumber, { halfLnTwoPi, bernoulli }: Constants): WideNumber {
  if (!x.gt(0)) {
    return special(digits60, x.isInteger() && x.lte(0) ? Infinity : NaN);
  }
  let shift = one;
  let y = x;
  while (y.lt(stirlingFrom)) {
    shift = shift.times(y);
    y = y.plus(1);
  }
  const { ln } = functions60;
  let value = y.minus(0.5).times(ln(y)).minus(y).plus(halfLnTwoPi).minus(ln(shift));
  const square = y.times(y);
  let power = y;
  for (let n = 1; n <= bernoulli.length; n++) {
    value = value.plus(bernoulli[n - 1]!.div(power.times(2 * n * (2 * n - 1))));
    power = power.times(square);
  }
  return value;
}

export function digamma(x: WideNumber, { bernoulli }: Constants): WideNumber {
  if (!x.gt(0)) return special(digits60, NaN);
  let value = special(digits60, 0);
  let y = x;
  while (y.lt(stirlingFrom)) {
    value = value.minus(one.div(y));
    y = y.plus(1);
  }
  value = value.plus(functions60.ln(y)).minus(one.div(y.times(2)));
  const square = y.times(y);
  let power = square;
  for (let n = 1; n <= bernoulli.length; n++) {
    value = value.minus(bernoulli[n - 1]!.div(power.times(2 * n)));
    power = power.times(square);
  }
  return value;
}
