import { HALF_LOG_TWO_PI } from "../constants.js";
import { deviance } from "./deviance.js";
import { logGamma } from "./logGamma.js";
import { stirlingError } from "./stirlingError.js";

/**
 * The logarithm of the Poisson mass at a real count, without cancellation at large arguments.
 *
 *     ln [ xᵃ e^{−x} / Γ(a+1) ] = −δ(a) − D(a, x) − ½ ln 2πa
 *
 * Source  C. Loader (2000); δ is `stirlingError`, D is `deviance`.
 */
export function logPoissonKernel(a: number, x: number): number {
  if (a === 0) return -x;
  if (x === 0 || x === Infinity) return -Infinity;
  if (a < 10) return a * Math.log(x) - x - logGamma(a + 1);
  return -stirlingError(a) - deviance(a, x) - HALF_LOG_TWO_PI - 0.5 * Math.log(a);
}

/**
 * The logarithm of the binomial mass at real counts a and b with probabilities x and y = 1 − x.
 *
 *     ln [ Γ(a+b+1)/(Γ(a+1) Γ(b+1)) · xᵃ yᵇ ]
 *       = δ(n) − δ(a) − δ(b) − D(a, nx) − D(b, ny) + ½ ln(n / (2π a b)),   n = a + b
 *
 * x and y come separately, so that neither loses digits where it is small.
 *
 * Source  C. Loader (2000).
 */
export function logBinomialKernel(a: number, b: number, x: number, y: number): number {
  if (a === 0) return b === 0 ? 0 : b * (x < 0.5 ? Math.log1p(-x) : Math.log(y));
  if (b === 0) return a * (y < 0.5 ? Math.log1p(-y) : Math.log(x));
  if (x === 0 || y === 0) return -Infinity;
  const n = a + b;
  if (n < 10) {
    return logGamma(n + 1) - logGamma(a + 1) - logGamma(b + 1) + a * Math.log(x) + b * Math.log(y);
  }
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x) -
    deviance(b, n * y) -
    HALF_LOG_TWO_PI +
    0.5 * (Math.log(n / a) - Math.log(b))
  );
}
