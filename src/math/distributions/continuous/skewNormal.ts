import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { integrate } from "../../numeric/quadrature/integrate.js";
import { invertTails } from "../../numeric/special/inverseIncomplete.js";
import { logNormalCdf, normalCdf } from "../../numeric/special/normalCdf.js";
import { owenT } from "../../numeric/special/owenT.js";
import { logTails, type Tails } from "../../numeric/special/tails.js";
import type { Vector } from "../../numeric/vector.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { checkSpread, weightedData, type WeightedData } from "../fit/data.js";
import { univariate, type Univariate } from "../univariate.js";

export interface SkewNormalParameters {
  readonly location: number;
  readonly scale: number;
  /** α: above 0 the long tail is the upper one; 0 is a normal. */
  readonly shape: number;
}

/** How far apart locations are first tried, in deviations from the mean. */
const STEP = 0.125;

/** A shape beyond which the density ends in a step. */
const STEEPEST = 1e4;

/** φ(t)/Φ(t), the inverse Mills ratio: far below by its series (DLMF 7.12.1), where both logarithms lose their digits. */
function millsOf(t: number): number {
  if (t >= -50) return Math.exp(-0.5 * t * t - HALF_LOG_TWO_PI - logNormalCdf(t));
  const square = 1 / t / t;
  return -t / (1 - square * (1 - square * (3 - square * (15 - 105 * square))));
}

/** Below this a difference of Φ and 2T has lost the digits that an integral over the tail still has. */
const SMALL = 1e-2;

/** Beyond this z² has no double, nor has the logarithm of a tail. */
const FARTHEST = 1e150;

/** The standard skew normal. */
function standardTails(shape: number) {
  const logDensity = (z: number): number =>
    Math.LN2 - 0.5 * z * z - HALF_LOG_TWO_PI + logNormalCdf(shape * z);
  /** ln of the tail from z outward, side −1 below and 1 above: the density is log-concave, so it falls there. */
  const logTail = (z: number, side: 1 | -1): number => {
    const slope = Math.abs(-z + shape * millsOf(shape * z));
    // Where the density falls fast, on the scale of its fall; else of the narrower side.
    const width = 1 / (slope + Math.hypot(1, shape));
    const top = logDensity(z);
    if (top === -Infinity) return -Infinity;
    const { value } = integrate((s) => Math.exp(logDensity(z + side * s) - top), 0, Infinity, {
      points: [1, 4, 12, 40, 120].map((k) => k * width).concat(0.5, 2, 8),
      tolerance: 1e-14,
      // Far out the exponent itself is rounded: then no number of pieces would settle it.
      limit: 100,
    });
    return top + Math.log(value);
  };
  const plain = (z: number): Tails => {
    const owen = 2 * owenT(z, shape);
    return { lower: normalCdf(z) - owen, upper: normalCdf(-z) + owen };
  };
  return {
    logDensity,
    tails(z: number): Tails {
      if (Math.abs(z) > FARTHEST) return z < 0 ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
      const { lower, upper } = plain(z);
      if (lower < SMALL) {
        const tail = Math.exp(logTail(z, -1));
        return { lower: tail, upper: 1 - tail };
      }
      if (upper < SMALL) {
        const tail = Math.exp(logTail(z, 1));
        return { lower: 1 - tail, upper: tail };
      }
      return { lower, upper };
    },
    logTails(z: number): Tails {
      if (Math.abs(z) > FARTHEST) {
        return z < 0 ? { lower: -Infinity, upper: 0 } : { lower: 0, upper: -Infinity };
      }
      const { lower, upper } = plain(z);
      if (lower < SMALL) {
        const log = logTail(z, -1);
        return { lower: log, upper: log1mExp(log) };
      }
      if (upper < SMALL) {
        const log = logTail(z, 1);
        return { lower: log1mExp(log), upper: log };
      }
      return logTails({ lower, upper });
    },
  };
}

function create(parameters: SkewNormalParameters): Univariate<SkewNormalParameters> {
  const { location, scale, shape } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  checkFinite("shape", shape);
  const delta = shape / Math.hypot(1, shape);
  // 1 − δ² has no digits left of a large shape's.
  const rest = 1 / Math.hypot(1, shape);
  const standard = standardTails(shape);
  const meanShift = delta * Math.sqrt(2 / Math.PI);
  const narrow = rest * (shape < 0 ? -1 : 1);
  const itself: Univariate<SkewNormalParameters> = univariate({
    name: "skewNormal",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    landmarks: [
      ...[-10, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 10].map((z) => location + scale * z),
      ...[-8, -3, -1, 1, 3].map((z) => location + scale * narrow * z),
    ],
    logProb: (x) => standard.logDensity((x - location) / scale) - Math.log(scale),
    tails: (x) => standard.tails((x - location) / scale),
    logTails: (x) => standard.logTails((x - location) / scale),
    quantile: (u) => location + scale * invertTails(standard.tails, u, meanShift, 0.5),
    mean: () => location + scale * meanShift,
    variance: () => scale * scale * (1 - meanShift * meanShift),
    entropy: () => entropyOf(itself),
    sample: (rng) => location + scale * (delta * Math.abs(rng.normal()) + rest * rng.normal()),
  });
  return itself;
}

/** The best slope η = α/ω of Φ(η(x − m)) at a given location, and what it gains: concave, so one root. */
function slopeAt({ average }: WeightedData, location: number, scale: number) {
  const score = (t: number): number =>
    average((x) => {
      const z = (x - location) / scale;
      return millsOf(t * z) * z;
    });
  const sign = Math.sign(score(0));
  if (sign === 0) return 0;
  let near = 0;
  let far = sign;
  while (Math.sign(score(far)) === sign) {
    near = far;
    far *= 2;
    if (Math.abs(far) > 1e6) return sign * Infinity;
  }
  return findRoot(score, Math.min(near, far), Math.max(near, far), 1e-13);
}

/**
 * A normal with one tail longer than the other.
 *
 *     p(x) = (2/ω) φ(z) Φ(αz),  z = (x − ξ)/ω;   cdf(x) = Φ(z) − 2T(z, α), T Owen's function
 *     mean ξ + ωδ√(2/π), variance ω²(1 − 2δ²/π),  δ = α/√(1+α²)
 *
 * Small tails are integrals over the tail itself, with a relative error of 1e-12. The entropy is a quadrature, to 1e-11.
 * Fit     for a given ξ, ω² = mean of (x−ξ)² and α/ω has one root; ξ maximises the profile likelihood, on the side of
 *         the mean that the skewness of the data tells.
 * Loss    none: the likelihood has a saddle at α = 0, where every gradient stops.
 * Errors  DomainError if the scale is not positive; fit: if the likelihood rises with α without end (the data then
 *         end sharply: fit halfNormal or exponential), or the data have no skewness (fit normal).
 * Source  Azzalini, "A class of distributions which includes the normal ones" (1985), Scandinavian J. Statistics 12.
 */
export const skewNormal = family("skewNormal", ["location", "scale", "shape"], create, {
  fit(data: Vector, weights?: Vector): Univariate<SkewNormalParameters> {
    const checked = weightedData(data, weights);
    const { average } = checked;
    const mean = average((x) => x);
    const deviation = Math.sqrt(average((x) => (x - mean) ** 2));
    checkSpread(checked, deviation, "skewNormal");
    const skewness = average((x) => ((x - mean) / deviation) ** 3);
    if (!(Math.abs(skewness) > 1e-9)) {
      throw new DomainError(
        "data must be skewed to fit skewNormal, their skewness is 0: fit normal instead",
      );
    }
    // ξ = mean − side·d·deviation; at d = 0 every derivative is 0.
    const side = Math.sign(skewness);
    const at = (d: number) => {
      const location = mean - side * d * deviation;
      const scale = deviation * Math.sqrt(1 + d * d);
      const slope = slopeAt(checked, location, scale);
      // All data on one side: the best is a step, at no cost.
      if (!Number.isFinite(slope)) {
        return {
          location,
          scale,
          slope,
          height: -0.5 * Math.log1p(d * d),
          drift: -d / (1 + d * d),
        };
      }
      const gain = average((x) => logNormalCdf((slope * (x - location)) / scale));
      // d/dd of −ln ω + mean ln Φ, at the best slope (the envelope theorem).
      const drift =
        -d / (1 + d * d) +
        average((x) => {
          const z = (x - location) / scale;
          return millsOf(slope * z) * slope;
        }) *
          side *
          (deviation / scale);
      return { location, scale, slope, height: gain - 0.5 * Math.log1p(d * d), drift };
    };
    let best = { d: 0, height: -Infinity };
    for (let d = STEP; d < 3; d += STEP) {
      const { height, slope } = at(d);
      if (Number.isFinite(slope) && height > best.height) best = { d, height };
    }
    const slopeOf = (d: number): number => at(d).drift;
    const low = best.d > STEP ? best.d - STEP : 1e-3;
    const high = best.d + STEP;
    const falls = slopeOf(low) > 0 && slopeOf(high) < 0;
    const { location, scale, slope } = at(falls ? findRoot(slopeOf, low, high, 1e-12) : high);
    if (!falls || Math.abs(slope) > STEEPEST) {
      throw new DomainError(
        "the fit of skewNormal has no maximum: the likelihood rises with the shape without end, for the data end sharply; fit halfNormal or exponential instead",
      );
    }
    return create({ location, scale, shape: slope });
  },
});
