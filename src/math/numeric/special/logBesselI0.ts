import { besselIScaled } from "./besselI.js";
import { expm1MinusX } from "./expm1MinusX.js";

/** cₙ of ln I₀(x) = x − ½ ln 2πx + Σ cₙ/xⁿ, exact fractions divided out. */
const coefficients = [
  1 / 8,
  1 / 16,
  25 / 384,
  13 / 128,
  1073 / 5120,
  103 / 192,
  375733 / 229376,
  23797 / 4096,
  55384775 / 2359296,
  2180461 / 20480,
  24713030909 / 46137344,
  72763141 / 24576,
];

/** From here on the series of ln I₀ has all its digits. */
const FAR = 50;

/**
 * 1 − I₁(x)/I₀(x) for x ≥ 0, without cancellation at large x, where it is about 1/(2x).
 *
 *     I₁/I₀ = (ln I₀)′ = 1 − 1/(2x) − Σ n cₙ/x^{n+1}
 *
 * Source  DLMF 10.40.1, its logarithm's derivative; 10.25.2 below.
 */
export function besselComplement(x: number): number {
  if (x < FAR) return 1 - besselIScaled(1, x) / besselIScaled(0, x);
  const inverse = 1 / x;
  let sum = 0;
  for (let n = coefficients.length; n >= 1; n--) sum = (sum + n * coefficients[n - 1]!) * inverse;
  return (0.5 + sum) * inverse;
}

/**
 * How far ln I₀ lies above its tangent: ln I₀(y) − ln I₀(x) − (y−x)·I₁(x)/I₀(x) ≥ 0 for x, y ≥ 0.
 *
 * Far out each part of the series has its own gap, none of them cancels: with u = y/x − 1 and l = ln(y/x),
 * ½(u − l) and cₙx^{−n}[(e^{−nl} − 1 + nl) + n(u − l)]. Nearer, for close x and y, it is ∫ (y−t)(ln I₀)″(t) dt.
 * Source  DLMF 10.40.1; Taylor's formula with its remainder as an integral.
 */
export function logBesselAboveTangent(x: number, y: number): number {
  const h = y - x;
  if (Math.min(x, y) >= FAR) {
    const log = Math.log1p(h / x);
    const excess = expm1MinusX(log);
    let sum = 0.5 * excess;
    let power = 1;
    coefficients.forEach((coefficient, k) => {
      power /= x;
      sum += coefficient * power * (expm1MinusX(-(k + 1) * log) + (k + 1) * excess);
    });
    return sum;
  }
  if (Math.abs(h) > 0.1 * (1 + x)) {
    const scaled = Math.log(besselIScaled(0, y) / besselIScaled(0, x));
    return Math.max(0, scaled + h * besselComplement(x));
  }
  // Gauss–Legendre with five points: over so short a step the curvature is a polynomial of degree 9 to all digits.
  let sum = 0;
  for (const [node, weight] of fivePoints) {
    const share = 0.5 * (1 + node);
    sum += 0.5 * weight * (1 - share) * curvature(x + share * h);
  }
  return h * h * sum;
}

const fivePoints = [
  [-0.906179845938664, 0.23692688505618908],
  [-0.5384693101056831, 0.47862867049936647],
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
] as const;

/** (ln I₀)″ = 1 − A/t − A². */
function curvature(t: number): number {
  if (t < 1e-4) return 0.5 - (3 * t * t) / 16;
  const gap = besselComplement(t);
  return gap * (2 - gap) - (1 - gap) / t;
}
