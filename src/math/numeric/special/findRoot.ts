import { DomainError } from "../domainError.js";

/**
 * The x between lower and upper where f changes sign, by Chandrupatla's method: inverse quadratic
 * interpolation where it is safe, bisection elsewhere. It stops when the bracket is as narrow as
 * doubles allow (or `tolerance`, absolute).
 *
 * Errors  DomainError if f has the same sign at both ends or is NaN inside.
 * Source  T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a
 *         nonlinear function without using derivatives", Adv. Eng. Software 28 (1997) 145–149.
 */
export function findRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  tolerance = 0,
): number {
  let a = upper;
  let b = lower;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(Math.sign(fa) * Math.sign(fb) < 0)) {
    throw new DomainError(
      `f must change sign between ${lower} and ${upper}, got ${fb} and ${fa} there`,
    );
  }
  let c: number;
  let fc: number;
  let t = 0.5;
  for (let step = 0; step < 500; step++) {
    const x = a + t * (b - a);
    const fx = f(x);
    if (Number.isNaN(fx)) throw new DomainError(`f must be a number, got NaN at ${x}`);
    if (Math.sign(fx) === Math.sign(fa)) {
      c = a;
      fc = fa;
    } else {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    if (fa === 0) return a;
    const least = (2 * Number.EPSILON * Math.abs(best) + tolerance) / Math.abs(b - c);
    if (least > 0.5 || b === c || !Number.isFinite(least)) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    t =
      phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
        ? (fa / (fb - fa)) * (fc / (fb - fc)) +
          ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
        : 0.5;
    t = Math.min(1 - least, Math.max(least, t));
  }
  return a;
}
