import { deviance } from "./deviance.js";
import { expm1MinusX } from "./expm1MinusX.js";
import { stirlingSeriesAboveTangent } from "./stirlingSeries.js";

/** u − ln(1+u) ≥ 0, by e^l − 1 − l at l = ln(1+u). */
const excessOf = (u: number): number => expm1MinusX(Math.log1p(u));

/**
 * How far ln Γ lies above its tangent at x, without the part D(x+h, x) of x ln x − x: for x, x+h ≥ 10.
 *
 *     ln Γ(x+h) − ln Γ(x) − hψ(x) = D(x+h, x) + this
 *
 * The divergences of families with ln Γ join D to another term, so that nothing cancels.
 */
export function stirlingAboveTangent(x: number, h: number): number {
  const log = Math.log1p(h / x);
  const excess = expm1MinusX(log);
  return 0.5 * excess + stirlingSeriesAboveTangent(x, log, excess);
}

/** Σ_{j<count} [h/(x+j) − ln(1 + h/(x+j))]: what Γ(x+1) = xΓ(x) adds to a tangent's gap on the way up. */
export function shiftAboveTangent(x: number, h: number, count: number): number {
  let sum = 0;
  for (let j = 0; j < count; j++) sum += excessOf(h / (x + j));
  return sum;
}

/** How often Γ(x+1) = xΓ(x) is used until both x and x+h are in the reach of Stirling's formula. */
export function stepsToStirling(x: number, h: number): number {
  return Math.max(0, Math.ceil(10 - Math.min(x, x + h)));
}

/**
 * How far ln Γ lies above its tangent at x: the Bregman divergence of the convex ln Γ, a sum of terms ≥ 0.
 *
 *     ln Γ(x+h) − ln Γ(x) − hψ(x)
 *
 * Errors  none of its own: x and x + h must be positive.
 * Source  Bregman (1967); Stirling's formula, DLMF 5.11.1, and 5.5.1 below 10.
 */
export function logGammaAboveTangent(x: number, h: number): number {
  const steps = stepsToStirling(x, h);
  const shifted = x + steps;
  return (
    shiftAboveTangent(x, h, steps) +
    deviance(shifted + h, shifted, h) +
    stirlingAboveTangent(shifted, h)
  );
}
