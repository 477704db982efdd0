import { checkIsNumber } from "../checks.js";
import { DomainError } from "../domainError.js";
import { findRoot } from "./findRoot.js";
import { incompleteBeta } from "./incompleteBeta.js";
import { incompleteGamma } from "./incompleteGamma.js";
import { normalQuantile } from "./normalCdf.js";
import type { Tails } from "./tails.js";

/**
 * The t where increasing tails reach the probability u, searched outward from a start. The smaller
 * tail is matched in its logarithm, so that a quantile at 1e-300 is as good as one at ½.
 *
 * Errors  DomainError if u is not inside (0, 1) (the ends are the caller's to decide).
 */
export function invertTails(
  tails: (t: number) => Tails,
  u: number,
  start: number,
  step: number,
): number {
  if (!(u > 0 && u < 1)) throw new DomainError(`u must be inside (0, 1), got ${u}`);
  const difference =
    u <= 0.5
      ? (t: number) => Math.max(-1e4, Math.log(tails(t).lower / u))
      : (t: number) => Math.min(1e4, -Math.log(tails(t).upper / (1 - u)));
  const sign = Math.sign(difference(start));
  if (sign === 0) return start;
  let near = start;
  let far = start - sign * step;
  for (let width = 2 * step; difference(far) * sign > 0; width *= 2) {
    if (!Number.isFinite(far)) return far;
    near = far;
    far -= sign * width;
  }
  return sign > 0 ? findRoot(difference, far, near) : findRoot(difference, near, far);
}

/**
 * The x with P(a, x) = u.
 *
 * Errors  DomainError if a is not positive or u is outside [0, 1].
 * Source  root finding in ln x from Wilson and Hilferty's start (1931).
 */
export function inverseGammaLower(a: number, u: number): number {
  checkIsNumber("a", a);
  checkIsNumber("u", u);
  if (!(a > 0 && a < Infinity)) throw new DomainError(`a must be positive and finite, got ${a}`);
  if (!(u >= 0 && u <= 1)) throw new DomainError(`u must be in [0, 1], got ${u}`);
  if (u === 0) return 0;
  if (u === 1) return Infinity;
  const cube = 1 - 1 / (9 * a) + normalQuantile(u) / (3 * Math.sqrt(a));
  const start = a > 1 && cube > 0.1 ? Math.log(a) + 3 * Math.log(cube) : Math.log(u) / a;
  const t = invertTails((s) => incompleteGamma(a, Math.exp(s)), u, Math.max(start, -740), 0.1);
  return Math.exp(t);
}

/**
 * The x with I_x(a, b) = u.
 *
 * Errors  DomainError if a or b is not positive or u is outside [0, 1].
 * Source  root finding in the logit of x.
 */
export function inverseBeta(a: number, b: number, u: number): number {
  checkIsNumber("a", a);
  checkIsNumber("b", b);
  checkIsNumber("u", u);
  if (!(u >= 0 && u <= 1)) throw new DomainError(`u must be in [0, 1], got ${u}`);
  if (u === 0 || u === 1) return u;
  // So small a shape puts a mass at its end, as far as doubles can tell.
  if (a > 0 && b > 0 && !(1 / a < Infinity && 1 / b < Infinity)) return u <= b / (a + b) ? 0 : 1;
  const t = inverseBetaLogit(a, b, u);
  return t < 0 ? Math.exp(t) / (1 + Math.exp(t)) : 1 / (1 + Math.exp(-t));
}

/** ln(x/(1−x)) at the x with I_x(a, b) = u: also 1 − x has all its digits then. */
export function inverseBetaLogit(a: number, b: number, u: number): number {
  const product = a * b;
  const spread = Math.sqrt(product > 0 && product < Infinity ? (a + b) / product : 1 / a + 1 / b);
  return invertTails(
    (s) => {
      const e = Math.exp(-Math.abs(s));
      const small = e / (1 + e);
      const large = 1 / (1 + e);
      return s < 0 ? incompleteBeta(a, b, small, large) : incompleteBeta(a, b, large, small);
    },
    u,
    Math.log(a / b),
    spread,
  );
}
