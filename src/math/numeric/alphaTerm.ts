import { logRatio } from "./special/logRatio.js";

/**
 * One term of Amari's α-divergence, for t, q ≥ 0 and any α: never negative, and with its digits at t ≈ q and
 * at α ≈ 0 or 1.
 *
 *     [t^α q^{1−α} − αt − (1−α)q] / (α(α−1));   α = 1: t ln(t/q) − t + q;   α = 0: the same with t and q exchanged
 *
 * With r = ln(t/q), near r = 0, it is q Σ_{k≥2} rᵏ/k! · (1 + α + … + α^{k−2}); elsewhere, for α ≥ ½,
 * [t·expm1((α−1)r)/(α−1) − (t−q)]/α. Smaller α exchange t and q.
 * Source  Amari, Differential-Geometrical Methods in Statistics (1985); the series is the exponential's, divided out.
 */
export function alphaTerm(t: number, q: number, alpha: number): number {
  if (alpha < 0.5) return alphaTerm(q, t, 1 - alpha);
  if (t === q) return 0;
  if (t === 0) return q / alpha;
  if (q === 0) return alpha < 1 ? t / (1 - alpha) : Infinity;
  const r = logRatio(t, q);
  if (Math.abs(r) * Math.max(1, alpha) < 1) return q * series(r, alpha);
  return (powerGap(t, q, r, alpha - 1) - (t - q)) / alpha;
}

/** t·((t/q)^β − 1)/β, which is t·r at β = 0. */
function powerGap(t: number, q: number, r: number, beta: number): number {
  if (beta === 0) return t * r;
  const exponent = beta * r;
  if (Math.abs(exponent) < 1) return (t * Math.expm1(exponent)) / beta;
  const power = t * (t / q) ** beta;
  // t·(t/q)^β may be finite where a factor alone is not.
  return (
    ((Number.isFinite(power) && power > 0 ? power : Math.exp(exponent + Math.log(t))) - t) / beta
  );
}

function series(r: number, alpha: number): number {
  let power = (r * r) / 2; // rᵏ/k!
  let weight = 1; // 1 + α + … + α^{k−2}
  let sum = power;
  for (let k = 3; ; k++) {
    power *= r / k;
    weight = weight * alpha + 1;
    const next = sum + power * weight;
    if (next === sum) return sum;
    sum = next;
  }
}
