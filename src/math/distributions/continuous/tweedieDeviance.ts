import { checkNonNegative, checkOpenInterval, checkPositive } from "../../numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logNormalCdf } from "../../numeric/special/normalCdf.js";

/** As `TweedieParameters` has it. */
interface Tweedie {
  readonly mean: number;
  readonly dispersion: number;
  readonly power: number;
}

/**
 * How far a mean is from y, by the likelihood: the deviance of one datum, φ times what the exact fit gains.
 *
 *     d(y, μ) = 2[y^{2−p}/((1−p)(2−p)) − yμ^{1−p}/(1−p) + μ^{2−p}/(2−p)] ≥ 0,   2μ^{2−p}/(2−p) at y = 0
 *
 * With r = ln(y/μ) and E(x) = eˣ − 1 − x it is 2μ^{2−p}[E(r) − E((2−p)r)/(2−p)]/(p−1), in which nothing large cancels.
 * Errors  DomainError if y is negative, μ not positive, or p not between 1 and 2.
 * Source  Jørgensen, The Theory of Dispersion Models (1997), ch. 4; Dunn & Smyth, "Series evaluation of Tweedie
 *         exponential dispersion model densities" (2005), Statistics and Computing 15.
 */
export function unitDeviance(y: number, mean: number, power: number): number {
  checkNonNegative("y", y);
  checkPositive("mean", mean);
  checkOpenInterval("power", power, 1, 2);
  const size = mean ** (2 - power);
  if (y === 0) return (2 * size) / (2 - power);
  // The quotient may have no double where the logarithms have.
  const r = logQuotient(y, mean);
  const q = 2 - power;
  if (r > 690) {
    // e^r has no double, while the parts of the sum may have one.
    const s = power - 1;
    const linear = (y * mean ** -s * -Math.expm1(-s * r)) / s;
    return 2 * (linear - (y ** q - size) / q);
  }
  return (2 * size * (expm1MinusX(r) - expm1MinusX(q * r) / q)) / (power - 1);
}

/** ln(x/y), to all digits next to 1, and where the quotient has no double. */
function logQuotient(x: number, y: number): number {
  if (x > 0.5 * y && x < 2 * y) return Math.log1p((x - y) / y);
  const ratio = x / y;
  return ratio > 1e-300 && ratio < Infinity ? Math.log(ratio) : Math.log(x) - Math.log(y);
}

/** (x/y)^q, where the quotient may have no double. */
export function quotientPower(x: number, y: number, q: number): number {
  const ratio = x / y;
  return ratio > 1e-300 && ratio < Infinity ? ratio ** q : Math.exp(q * logQuotient(x, y));
}

/**
 * The density of P parts, to one in P²: −d(x, μ)/(2φ) − ½ ln(2πφxᵖ) − (1/12 + 1/(12a) + 1/(24(1+a)))/P.
 *
 * The last is what Stirling's and Laplace's approximations leave of the series.
 * Source  Jørgensen, The Theory of Dispersion Models (1997), §3.5.
 */
export function logSaddlepoint(
  x: number,
  { mean, dispersion, power }: Tweedie,
  parts: number,
): number {
  const far = unitDeviance(x, mean, power) / (2 * dispersion);
  const a = (2 - power) / (power - 1);
  const left = (1 / 12 + 1 / (12 * a) + 1 / (24 * (1 + a))) / parts;
  return -far - HALF_LOG_TWO_PI - 0.5 * (Math.log(dispersion) + power * Math.log(x)) - left;
}

/**
 * The tails of very many parts: Φ(−w) + φ(w)(1/u − 1/w) above x, w² = d(x, μ)/φ and u = (θ_x − θ_μ)√(xᵖ/φ).
 *
 * Source  Lugannani & Rice (1980), Advances in Applied Probability 12; Jørgensen (1997), §3.5.
 */
export function logSaddlepointTail(
  x: number,
  { mean, dispersion, power }: Tweedie,
  side: "lower" | "upper",
): number {
  const sign = side === "upper" ? 1 : -1;
  const w = sign * Math.sign(x - mean) * Math.sqrt(unitDeviance(x, mean, power) / dispersion);
  const s = power - 1;
  // u/√(xᵖ/φ): the difference of the canonical parameters −μ^{−s}/s.
  const slope = (sign * mean ** -s * -Math.expm1(-s * logQuotient(x, mean))) / s;
  const u = slope * Math.sqrt(x / dispersion) * x ** (s / 2);
  const skewness = power * Math.sqrt(dispersion) * mean ** (power / 2 - 1);
  const bend = Math.abs(w) < 1e-4 ? (-sign * skewness) / 6 : 1 / u - 1 / w;
  const normal = logNormalCdf(-w);
  // Far out Φ(−w)/φ(w) − 1/w is −1/w³, and 1/u stands beside it.
  if (w > 1e3) return -0.5 * w * w - HALF_LOG_TWO_PI + Math.log(1 / u - 1 / w ** 3);
  return Math.min(0, normal + Math.log1p(Math.exp(-0.5 * w * w - HALF_LOG_TWO_PI - normal) * bend));
}
