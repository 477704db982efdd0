import { HALF_LOG_TWO_PI } from "../constants.js";
import { productMinus } from "../productMinus.js";
import { deviance } from "./deviance.js";
import { logGamma } from "./logGamma.js";
import { stirlingError } from "./stirlingError.js";

/**
 * The logarithm of the Poisson mass at a real count, without cancellation at large arguments.
 *
 *     ln [ xᵃ e^{−x} / Γ(a+1) ] = −δ(a) − D(a, x) − ½ ln 2πa
 *
 * `difference` is a − x, for who knows it to more digits than a and x show.
 * Source  C. Loader (2000); δ is `stirlingError`, D is `deviance`.
 */
export function logPoissonKernel(a: number, x: number, difference: number = a - x): number {
  if (a === 0) return -x;
  if (x === 0 || x === Infinity) return -Infinity;
  if (a < 10) return a * Math.log(x) - x - logGamma(a + 1);
  return -stirlingError(a) - deviance(a, x, difference) - HALF_LOG_TWO_PI - 0.5 * Math.log(a);
}

/**
 * a − (a+b)x with y = 1 − x, from the smaller of x and y, which is the one that is not rounded. Beyond 2⁵³ the
 * count a + b is itself rounded; there ay − bx says the same.
 */
function excessOf(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  if (!(n < 2 ** 53)) return a * y - b * x;
  return x <= y ? 0 - productMinus(n, x, a) : productMinus(n, y, b);
}

/**
 * The logarithm of the binomial mass at real counts a and b with probabilities x and y = 1 − x.
 *
 *     ln [ Γ(a+b+1)/(Γ(a+1) Γ(b+1)) · xᵃ yᵇ ]
 *       = δ(n) − δ(a) − δ(b) − D(a, nx) − D(b, ny) + ½ ln(n / (2π a b)),   n = a + b
 *
 * x and y come separately, so that neither loses digits where it is small; so may `difference`, which is
 * a − nx = ay − bx.
 *
 * Source  C. Loader (2000).
 */
export function logBinomialKernel(
  a: number,
  b: number,
  x: number,
  y: number,
  difference: number = excessOf(a, b, x, y),
): number {
  if (a === 0) return b === 0 ? 0 : b * (x < 0.5 ? Math.log1p(-x) : Math.log(y));
  if (b === 0) return a * (y < 0.5 ? Math.log1p(-y) : Math.log(x));
  if (x === 0 || y === 0) return -Infinity;
  const n = a + b;
  if (n < 10) {
    const logX = y < 0.5 ? Math.log1p(-y) : Math.log(x);
    const logY = x < 0.5 ? Math.log1p(-x) : Math.log(y);
    return logGamma(n + 1) - logGamma(a + 1) - logGamma(b + 1) + a * logX + b * logY;
  }
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, difference) -
    deviance(b, n * y, -difference) -
    HALF_LOG_TWO_PI +
    0.5 * ((n / a < Infinity ? Math.log(n / a) : Math.log(n) - Math.log(a)) - Math.log(b))
  );
}
