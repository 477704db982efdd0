import { checkIsNumber } from "../checks.js";
import { ROOT_PI, TWO_OVER_ROOT_PI } from "../constants.js";
import { DomainError } from "../domainError.js";
import { erf, expMinusSquare, logErfc } from "./erf.js";

/** The x ≥ 0 with erfc(x) = e^l, for l ≤ ln ½: Halley's steps on ln erfc from a coarse start. */
function fromLogErfc(l: number): number {
  // Abramowitz & Stegun 26.2.23 (within 4.5e-4), whose argument is √(−2 ln(erfc/2)).
  const t = Math.sqrt(-2 * (l - Math.LN2));
  const start =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  let x = start / Math.SQRT2;
  for (let step = 0; step < 3; step++) {
    const g = logErfc(x);
    const slope = -TWO_OVER_ROOT_PI * Math.exp(-x * x - g);
    const newton = (g - l) / slope;
    // g'' = −2x g' − g'²
    x -= newton / (1 + 0.5 * newton * (2 * x + slope));
  }
  return x;
}

/**
 * The x with erf(x) = y.
 *
 * Errors  DomainError if y is outside [−1, 1]; ±1 give ±Infinity.
 * Source  Newton's and Halley's method on `erf` and `logErfc`; the start from Abramowitz & Stegun 26.2.23.
 */
export function erfInverse(y: number): number {
  checkIsNumber("y", y);
  if (!(y >= -1 && y <= 1)) throw new DomainError(`y must be in [-1, 1], got ${y}`);
  if (y === 0) return y;
  if (y < 0) return -erfInverse(-y);
  if (y === 1) return Infinity;
  if (y > 0.5) return fromLogErfc(Math.log1p(-y));
  let x = (ROOT_PI / 2) * y * (1 + (Math.PI / 12) * y * y);
  for (let step = 0; step < 4; step++) {
    const newton = ((erf(x) - y) * ROOT_PI) / (2 * expMinusSquare(x));
    x -= newton / (1 + x * newton);
  }
  return x;
}

/**
 * The x with erfc(x) = y, accurate for tiny y: erfcInverse(1e-300) is 26.209….
 *
 * Errors  DomainError if y is outside [0, 2]; 0 gives Infinity, 2 gives −Infinity.
 * Source  as `erfInverse`.
 */
export function erfcInverse(y: number): number {
  checkIsNumber("y", y);
  if (!(y >= 0 && y <= 2)) throw new DomainError(`y must be in [0, 2], got ${y}`);
  if (y === 0) return Infinity;
  if (y === 2) return -Infinity;
  if (y >= 0.5 && y <= 1.5) return erfInverse(1 - y);
  return y < 1 ? fromLogErfc(Math.log(y)) : -fromLogErfc(Math.log(2 - y));
}
