/** 2^{j/32}, rounded to the nearest double. */
// prettier-ignore
const ROOTS_OF_TWO = Float64Array.of(
  1, 1.0218971486541166, 1.0442737824274138, 1.0671404006768237,
  1.0905077326652577, 1.1143867425958924, 1.1387886347566916, 1.1637248587775775,
  1.189207115002721, 1.215247359980469, 1.241857812073484, 1.2690509571917332,
  1.2968395546510096, 1.3252366431597413, 1.3542555469368927, 1.383909881963832,
  1.4142135623730951, 1.4451808069770467, 1.4768261459394993, 1.5091644275934228,
  1.5422108254079407, 1.5759808451078865, 1.6104903319492543, 1.645755478153965,
  1.681792830507429, 1.718619298122478, 1.7562521603732995, 1.7947090750031072,
  1.8340080864093424, 1.8741676341103, 1.9152065613971474, 1.9571441241754002,
);

const LEAST_POWER = -1100;

/** 2ᵏ from k = −1100, which is 0 in doubles, to 1023. */
const POWERS_OF_TWO = Float64Array.from({ length: 2124 }, (_, place) => 2 ** (place + LEAST_POWER));

/** Added and taken away again, it rounds a double below 2⁵¹ to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;
const STEPS_PER_UNIT = 46.16624130844683; // 32/ln 2
const STEP_HIGH = 0.02166084938653512; // the first bits of ln 2/32: n · STEP_HIGH is exact
const STEP_LOW = 5.9631716539705866e-12; // and the rest

/** Up to this |x|, e^x is a normal number, and what `expInPlace` promises holds. */
export const EXP_LIMIT = 700;

/** Here e^x has become 0. */
export const EXP_ZERO = -746;

/**
 * x ← e^x from place `start` to place `end`, within 1.2 units of the last place.
 *
 *     n = round(32x/ln 2),  r = x − n·ln 2/32;   e^x = 2^{⌊n/32⌋} · 2^{(n mod 32)/32} · e^r
 *
 * The caller sees to it that |x| ≤ `EXP_LIMIT`, or that x is `EXP_ZERO`, which gives 0. NaN gives NaN.
 * Source  Tang, "Table-driven implementation of the exponential function" (1989), ACM TOMS 15.
 */
export function expInPlace(x: Float64Array, start: number, end: number): void {
  const roots = ROOTS_OF_TWO;
  const powers = POWERS_OF_TWO;
  for (let i = start; i < end; i++) {
    const value = x[i]!;
    const n = value * STEPS_PER_UNIT + ROUNDER - ROUNDER;
    const r = value - n * STEP_HIGH - n * STEP_LOW;
    const step = n | 0;
    const root = roots[step & 31]!;
    const q = r * r;
    // Taylor's series to r⁶/720: |r| ≤ ln 2/64, so that the next term is below 4e-18.
    const more = r + q * (1 / 2 + r * (1 / 6) + q * (1 / 24 + r * (1 / 120) + q * (1 / 720)));
    x[i] = (root + root * more) * powers[(step >> 5) - LEAST_POWER]!;
  }
}
