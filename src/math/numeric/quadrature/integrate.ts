import {
  checkFunction,
  checkInteger,
  checkNoNaN,
  checkNumber,
  checkOptions,
  checkPositive,
} from "../checks.js";
import { DomainError } from "../domainError.js";
import type { TailOf } from "./pieces.js";
import { edgesOf, piecesBetween } from "./piecesBetween.js";
import { together } from "./together.js";

/** What an integral came to, and how far the truth may be from it. */
export interface Integral {
  readonly value: number;
  readonly errorBound: number;
}

export interface IntegrateOptions {
  /** Where the integrand has a kink or a jump, or where its mass lies. */
  readonly points?: readonly number[];
  /** Relative tolerance of the whole; 1e-12 by default. */
  readonly tolerance?: number;
  /** How many pieces at most; 2000 by default. */
  readonly limit?: number;
}

/**
 * ∫ f over [lower, upper] by adaptive Gauss–Kronrod quadrature (10 and 21 points): the worst piece is halved until the
 * bounds of all pieces together meet the tolerance. On the way to an infinite end the pieces double, and next to an
 * end the rest is that of a power of the distance. The caller judges `errorBound`; it is Infinity where the integral
 * does not settle.
 *
 * Errors  DomainError if lower > upper, or the integrand is NaN.
 * Source  R. Piessens et al., QUADPACK (1983), QAG, QAGI and QAGP.
 */
export function integrate(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: IntegrateOptions = {},
): Integral {
  checkFunction("f", f);
  checkOptions("integrate", options, ["points", "tolerance", "limit"]);
  checkNumber("lower", lower);
  checkNumber("upper", upper);
  if (!(lower <= upper)) {
    throw new DomainError(`lower must not be above upper, got ${lower} and ${upper}`);
  }
  const { points = [], tolerance = 1e-12, limit = 2000 } = options;
  checkNoNaN("points", points);
  checkPositive("tolerance", tolerance);
  checkInteger("limit", limit, 1);
  if (lower === upper) return { value: 0, errorBound: 0 };
  const integrand = (x: number, out: Float64Array): void => {
    out[0] = f(x);
  };
  const edges = edgesOf(lower, upper, points);
  /** f falls (or rises) towards an end like a power of the distance: that power from two values, then its integral. */
  const tailOf: TailOf = (x, end, next) => {
    const anchor = Number.isFinite(end) ? end : end > 0 ? edges[0]! : edges.at(-1)!;
    const [distance, nearer] = [Math.abs(x - anchor), Math.abs(next - anchor)];
    const [valueFar, valueNear] = [f(x) * distance, f(next) * nearer];
    if (distance === 0) return undefined;
    if (valueFar === 0) return new Float64Array(1);
    const power = Math.log(valueNear / valueFar) / Math.log(nearer / distance);
    const falls = Number.isFinite(end) ? power > 0 : power < 0;
    return falls ? Float64Array.of(valueFar / Math.abs(power)) : undefined;
  };
  const { sums, error } = together(
    piecesBetween(integrand, lower, upper, edges, 1, new Set([lower, upper]), tailOf),
    tolerance,
    limit,
  );
  if (Number.isNaN(sums[0]!)) throw new DomainError("the integrand must be a number, got NaN");
  return { value: sums[0]!, errorBound: error };
}
