import { normalCdf } from "./normalCdf.js";

/** The positive nodes of the 16-point Gauss–Legendre rule and their weights, from mpmath. */
const nodes = [
  0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
  0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
];
const weights = [
  0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
  0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
];

/** T(h, a) for 0 ≤ a ≤ 1 by quadrature on panels over which the Gaussian falls little. */
function inner(h: number, a: number): number {
  // e^{−h²/2} has no double left.
  if (h > 39) return 0;
  const panels = Math.ceil(1 + (h * a) / 2);
  const half = a / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const centre = (2 * panel + 1) * half;
    nodes.forEach((node, k) => {
      for (const x of [centre - half * node, centre + half * node]) {
        const square = 1 + x * x;
        sum += (weights[k]! * Math.exp(-0.5 * h * h * square)) / square;
      }
    });
  }
  return (half * sum) / (2 * Math.PI);
}

/**
 * Owen's function, the mass of two standard normals in a wedge, to an absolute error of about 1e-16.
 *
 *     T(h, a) = 1/(2π) ∫₀ᵃ e^{−h²(1+x²)/2}/(1+x²) dx
 *
 * Even in h and odd in a; beyond a = 1 by T(h, a) = ½Φ(h) + ½Φ(ah) − Φ(h)Φ(ah) − T(ah, 1/a) for h ≥ 0.
 * Source  D. B. Owen, "Tables for computing bivariate normal probabilities" (1956), eq. 2.3.
 */
export function owenT(h: number, a: number): number {
  const x = Math.abs(h);
  const slope = Math.abs(a);
  const sign = a < 0 ? -1 : 1;
  if (slope <= 1) return sign * inner(x, slope);
  const y = slope * x;
  // ½Φ(h) + ½Φ(ah) − Φ(h)Φ(ah) = ½[Φ(h)(1 − Φ(ah)) + Φ(ah)(1 − Φ(h))]
  const wedge = 0.5 * (normalCdf(x) * normalCdf(-y) + normalCdf(y) * normalCdf(-x));
  return sign * (wedge - (y === Infinity ? 0 : inner(y, 1 / slope)));
}
