import { add, addBits, div, mul, shiftLeft, sub } from "./assembler.js";
import type { FunctionBuilder, V128 } from "./assembler.js";
import { LOG1P_COEFFICIENTS } from "../fast/log1p.js";
import type { Constant } from "./kernel.js";

const ROUNDER = 1.5 * 2 ** 52;
const LOG2_E = 1.4426950408889634;
const LN2_HIGH = 0.6931471803691238; // the first 32 bits of ln 2: n · LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10; // and the rest

/** (e^r − 1 − r − r²/2)/r³ on |r| ≤ ln 2/2, minimax: e^r is off by 5.5e-18 at most. */
const EXP_COEFFICIENTS = [
  0.16666666666666685, 0.0416666666666028, 0.008333333333313982, 0.0013888888927244612,
  0.00019841269904779867, 2.4801508125793444e-5, 2.755722620126356e-6, 2.7625404805907866e-7,
  2.5115056014627797e-8,
];

/** c₀ + c₁x + c₂x² + …, in pairs (Estrin), so that a processor works on several at once. */
function polynomial(
  f: FunctionBuilder,
  constant: Constant,
  coefficients: readonly number[],
  x: V128,
): V128 {
  let terms = coefficients.map(constant);
  for (let power = x; terms.length > 1; power = f.let(mul(power, power))) {
    const pairs: V128[] = [];
    for (let k = 0; k < terms.length; k += 2) {
      const [even, odd] = [terms[k]!, terms[k + 1]];
      pairs.push(odd === undefined ? even : f.let(add(even, mul(odd, power))));
    }
    terms = pairs;
  }
  return terms[0]!;
}

/**
 * e^x in both lanes, for |x| ≤ 700, within 1.2 units of the last place.
 *
 *     n = round(x/ln 2),  r = x − n·ln 2;   e^x = 2ⁿ·(1 + (r + r²(½ + r·P(r))))
 *
 * 2ⁿ is put in by adding n to the bits of the exponent. Elsewhere the result means nothing: mask it.
 */
export function exp(f: FunctionBuilder, constant: Constant, x: V128): V128 {
  const shifted = f.let(add(mul(x, constant(LOG2_E)), constant(ROUNDER)));
  const n = f.let(sub(shifted, constant(ROUNDER)));
  const r = f.let(sub(sub(x, mul(n, constant(LN2_HIGH))), mul(n, constant(LN2_LOW))));
  const tail = polynomial(f, constant, [0.5, ...EXP_COEFFICIENTS], r);
  const power = add(constant(1), add(r, mul(mul(r, r), tail)));
  return f.let(addBits(power, shiftLeft(shifted, 52)));
}

/**
 * log1p(e) in both lanes, for 0 ≤ e ≤ 1, within 1.2 units of the last place.
 *
 *     s = e/(2 + e),  w = s²;   log1p(e) = 2 artanh(s) = e − s·(e − w·G(w))
 */
export function log1p(f: FunctionBuilder, constant: Constant, e: V128): V128 {
  const s = f.let(div(e, add(constant(2), e)));
  const w = f.let(mul(s, s));
  const g = polynomial(f, constant, LOG1P_COEFFICIENTS, w);
  return f.let(sub(e, mul(s, sub(e, mul(w, g)))));
}
