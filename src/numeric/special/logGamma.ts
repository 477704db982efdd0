import { DomainError } from "../domainError.js";
import { stirlingError } from "./stirlingError.js";

/** ½ ln 2π. */
export const HALF_LOG_TWO_PI = 0.91893853320467274178;

/** ζ(k) − 1 for k = 2 … 33, from mpmath. */
const zetaMinusOne = [
  0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516, 0.036927755143369926331,
  0.017343061984449139715, 0.0083492773819228268398, 0.0040773561979443393787,
  0.0020083928260822144179, 0.00099457512781808533715, 0.0004941886041194645587,
  0.00024608655330804829864, 0.00012271334757848914675, 0.000061248135058704829259,
  0.000030588236307020493552, 0.000015282259408651871733, 7.6371976378997622736e-6,
  3.8172932649998398565e-6, 1.9082127165539389257e-6, 9.5396203387279611315e-7,
  4.7693298678780646312e-7, 2.3845050272773299e-7, 1.1921992596531107307e-7,
  5.9608189051259479612e-8, 2.9803503514652280186e-8, 1.4901554828365041235e-8,
  7.450711789835429492e-9, 3.7253340247884570548e-9, 1.8626597235130490064e-9,
  9.3132742241966818287e-10, 4.656629065033784073e-10, 2.328311833676505492e-10,
  1.1641550172700519776e-10,
];

/** ln Γ(2+z) for |z| ≤ ½, with relative accuracy through its zero at z = 0. */
function logGammaNearTwo(z: number): number {
  let sum = 0;
  for (let k = zetaMinusOne.length + 1; k >= 2; k--) {
    sum = sum * -z + zetaMinusOne[k - 2]! / k;
  }
  // 1 − γ, then (−1)ᵏ (ζ(k)−1) zᵏ/k; the loop has built Σ (ζ(k)−1)(−z)^{k−2}/k.
  return z * 0.42278433509846713939 + z * z * sum;
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
  if (!(x > 0)) throw new DomainError(`x must be positive, got ${x}`);
  if (x === Infinity) return Infinity;
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
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
