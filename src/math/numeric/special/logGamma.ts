import { checkIsNumber } from "../checks.js";
import { HALF_LOG_TWO_PI, ONE_MINUS_EULER_GAMMA } from "../constants.js";
import { DomainError } from "../domainError.js";
import { stirlingSeries } from "./stirlingSeries.js";

/** ζ(k) − 1 for k = 2 … 33, from mpmath. */
const zetaMinusOne = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993,
  0.01734306198444914, 0.008349277381922827, 0.00407735619794434, 0.0020083928260822143,
  0.0009945751278180853, 0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915,
  6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6,
  3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8,
  1.4901554828365043e-8, 7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9,
  9.313274224196681e-10, 4.656629065033784e-10, 2.3283118336765053e-10, 1.164155017270052e-10,
];

/** ln Γ(2+z) for |z| ≤ ½, with relative accuracy through its zero at z = 0. */
function logGammaNearTwo(z: number): number {
  let sum = 0;
  for (let k = zetaMinusOne.length + 1; k >= 2; k--) {
    sum = sum * -z + zetaMinusOne[k - 2]! / k;
  }
  // 1 − γ, then (−1)ᵏ (ζ(k)−1) zᵏ/k; the loop has built Σ (ζ(k)−1)(−z)^{k−2}/k.
  return z * ONE_MINUS_EULER_GAMMA + z * z * sum;
}

/**
 * The logarithm of the gamma function, for x > 0.
 *
 *     ln Γ(2+z) = (1−γ)z + Σ_{k≥2} (−1)ᵏ (ζ(k)−1) zᵏ/k      (|z| ≤ ½: exact through the zeros at 1 and 2)
 *     ln Γ(x)   = (x−½) ln x − x + ½ ln 2π + stirlingError(x)  (x ≥ 10)
 *     Γ(x+1)    = x Γ(x)                                        (between)
 *
 * Errors  DomainError if x is not positive. ln Γ(Infinity) is Infinity.
 * Source  Abramowitz & Stegun (1964), 6.1.33 and 6.1.41; DLMF 5.7.3 and 5.11.1.
 */
export function logGamma(x: number): number {
  checkIsNumber("x", x);
  if (!(x > 0)) throw new DomainError(`x must be positive, got ${x}`);
  if (x === Infinity) return Infinity;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  if (x < 0.5) return logGammaNearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let argument = x;
  while (argument > 2.5) {
    argument -= 1;
    product *= argument;
  }
  return Math.log(product) + logGammaNearTwo(argument - 2);
}
