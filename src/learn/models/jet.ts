import { digamma } from "../../math/numeric/special/digamma.js";
import { HALF_LOG_TWO_PI } from "../../math/numeric/constants.js";
import { logGamma } from "../../math/numeric/special/logGamma.js";
import { logNormalCdf } from "../../math/numeric/special/normalCdf.js";
import { trigamma } from "../../math/numeric/special/trigamma.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";
import { softplus } from "../../math/numeric/softplus.js";

/**
 * A number that knows its first and second derivatives by K variables: a log-likelihood that is written once, in
 * such numbers, gives its gradient and its Hessian exactly.
 *
 *     f(u):  ∂f = f'·∂u,   ∂²f = f'·∂²u + f''·∂u∂uᵀ
 *
 * Source  Griewank & Walther, Evaluating Derivatives (2008), §13.2: forward propagation of second order.
 */
export interface Jet {
  readonly value: number;
  /** [K]. */
  readonly gradient: readonly number[];
  /** [K²], row by row. */
  readonly hessian: readonly number[];
}

/** The variables themselves at a place. */
export function jetVariables(place: readonly number[]): Jet[] {
  const k = place.length;
  return place.map((value, i) => ({
    value,
    gradient: place.map((_, j) => (i === j ? 1 : 0)),
    hessian: new Array<number>(k * k).fill(0),
  }));
}

/** f of a jet, from f's value and derivatives there. */
export function chain(u: Jet, value: number, first: number, second: number): Jet {
  const k = u.gradient.length;
  return {
    value,
    gradient: u.gradient.map((slope) => first * slope),
    hessian: u.hessian.map(
      (curvature, i) =>
        first * curvature + second * u.gradient[Math.floor(i / k)]! * u.gradient[i % k]!,
    ),
  };
}

/** Σ factorᵢ·uᵢ + constant. */
export function combine(terms: readonly (readonly [number, Jet])[], constant = 0): Jet {
  const sum = (part: (u: Jet) => number): number =>
    terms.reduce((total, [factor, u]) => total + factor * part(u), 0);
  return {
    value: sum((u) => u.value) + constant,
    gradient: terms[0]![1].gradient.map((_, i) => sum((u) => u.gradient[i]!)),
    hessian: terms[0]![1].hessian.map((_, i) => sum((u) => u.hessian[i]!)),
  };
}

export function times(u: Jet, v: Jet): Jet {
  const k = u.gradient.length;
  return {
    value: u.value * v.value,
    gradient: u.gradient.map((slope, i) => slope * v.value + u.value * v.gradient[i]!),
    hessian: u.hessian.map((curvature, place) => {
      const [i, j] = [Math.floor(place / k), place % k];
      const mixed = u.gradient[i]! * v.gradient[j]! + u.gradient[j]! * v.gradient[i]!;
      return curvature * v.value + mixed + u.value * v.hessian[place]!;
    }),
  };
}

export function exponential(u: Jet): Jet {
  const value = Math.exp(u.value);
  return chain(u, value, value, value);
}

/** ln(1 + e^u). */
export function softplusOf(u: Jet): Jet {
  const p = sigmoid(u.value);
  return chain(u, softplus(u.value), p, p * sigmoid(-u.value));
}

/** e^u − 1. */
export function expm1Of(u: Jet): Jet {
  const slope = Math.exp(u.value);
  return chain(u, Math.expm1(u.value), slope, slope);
}

/** ln u. */
export function logOf(u: Jet): Jet {
  const inverse = 1 / u.value;
  return chain(u, Math.log(u.value), inverse, -inverse * inverse);
}

/** ln(1 + u). */
export function log1pOf(u: Jet): Jet {
  const inverse = 1 / (1 + u.value);
  return chain(u, Math.log1p(u.value), inverse, -inverse * inverse);
}

/** ln(1 − e^u) for u < 0. */
export function log1mExpOf(u: Jet): Jet {
  const rest = -Math.expm1(u.value);
  const value = u.value > -Math.LN2 ? Math.log(rest) : Math.log1p(-Math.exp(u.value));
  const ratio = Math.exp(u.value) / rest;
  return chain(u, value, -ratio, -ratio / rest);
}

/** ln(e^u + e^v). */
export function logAddExp(u: Jet, v: Jet): Jet {
  return combine([
    [1, v],
    [
      1,
      softplusOf(
        combine([
          [1, u],
          [-1, v],
        ]),
      ),
    ],
  ]);
}

export function logGammaOf(u: Jet): Jet {
  return chain(u, logGamma(u.value), digamma(u.value), trigamma(u.value));
}

/** ln Φ(u), with φ/Φ and its derivative. */
export function logNormalCdfOf(u: Jet): Jet {
  const value = logNormalCdf(u.value);
  const mills = Math.exp(-0.5 * u.value * u.value - HALF_LOG_TWO_PI - value);
  // −m(m + u) cancels far below 0, where it is −1 + 3/u² − …: m + u there is 1/|u| to leading order.
  const curvature = u.value < -30 ? curvatureFarLeft(u.value) : -mills * (mills + u.value);
  return chain(u, value, mills, curvature);
}

/** −m(m + u) for u ≪ 0 by its series in s = 1/u². Abramowitz & Stegun (1972), 26.2.12. */
function curvatureFarLeft(u: number): number {
  const s = 1 / (u * u);
  return -1 + s * (1 - s * (6 - s * (50 - s * 518)));
}

/** ln Γ(r + y) − ln Γ(r) for a count y: Σ ln(r + i), which does not cancel where r is great. */
export function logRisingFactorial(r: Jet, y: number): Jet {
  if (y > 1000)
    return combine([
      [1, logGammaOf(combine([[1, r]], y))],
      [-1, logGammaOf(r)],
    ]);
  let [value, first, second] = [0, 0, 0];
  for (let i = 0; i < y; i++) {
    const factor = r.value + i;
    value += Math.log(factor);
    first += 1 / factor;
    second -= 1 / (factor * factor);
  }
  return chain(r, value, first, second);
}
