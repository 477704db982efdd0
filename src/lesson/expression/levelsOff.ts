import type { Arithmetic } from "./arithmetic.js";

/** Where the plateau begins is found to a part in 2^this. */
const halvings = 24;
/** How far before the plateau one looks, as parts of the way to it. */
const before = [1 / 2, 1 / 4, 1 / 8, 1 / 16];
/** The last share of a drop may be as large as this of the one before, and still be that of an exponential. */
const largestShare = 0.75;

/**
 * Whether a function that is `level` far out, at t, has only been rounded to it, as tanh(20) is to 1: then it is level
 * nowhere. Its distance from the level falls as an exponential does up to the place where no digit is left of it, so that
 * ln distance falls by half as much each time the way to that place is halved. A true plateau begins as a power of what is
 * left of the way (by equal drops), or faster, or stands behind a kink, which is one of the marks.
 */
export function levelsOff<T>(
  F: Arithmetic<T>,
  f: (t: T) => T,
  level: T,
  farOut: number,
  marks: readonly number[],
): boolean {
  const isLevel = (t: number): boolean => F.compare(f(F.of(t)), level) === 0;
  let high = farOut;
  if (!isLevel(high)) return false;
  let low = high / 2;
  while (isLevel(low)) {
    if (low < 1e-12) return false;
    high = low;
    low /= 2;
  }
  for (let n = 0; n < halvings; n++) {
    const middle = (low + high) / 2;
    if (isLevel(middle)) high = middle;
    else low = middle;
  }
  if (marks.some((mark) => Math.abs(mark - high) <= 1e-3 * high)) return false;
  const logDistances = before.map((part) => {
    const distance = F.abs(F.subtract(f(F.of(high * (1 - part))), level));
    return F.isFinite(distance) && !F.isZero(distance) ? F.toNumber(F.ln(distance)) : NaN;
  });
  const drops = logDistances.slice(1).map((after, i) => logDistances[i]! - after);
  return drops.every((drop, i) => drop > 0 && (i === 0 || drop <= largestShare * drops[i - 1]!));
}
