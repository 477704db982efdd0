import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { DomainError } from "../../numeric/domainError.js";
import { digamma } from "../../numeric/special/digamma.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { incompleteBeta, logIncompleteBeta } from "../../numeric/special/incompleteBeta.js";
import { inverseBetaLogit } from "../../numeric/special/inverseIncomplete.js";
import { logBeta } from "../../numeric/special/logBeta.js";
import { logNormalCdf, normalCdf, normalQuantile } from "../../numeric/special/normalCdf.js";
import {
  studentTNegativeLogLikelihood,
  type StudentTNegativeLogLikelihoodOptions,
} from "../../losses/regression/studentTNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleGamma } from "../../random/sampleGamma.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { univariate, type Univariate } from "../univariate.js";
import { startOf, fitForDegrees } from "../fit/heavyTails.js";
import { NEARLY_NORMAL, normalArgument, fromNormal } from "./studentTNearNormal.js";

export interface StudentTParameters {
  /** ν: the smaller, the heavier the tails. */
  readonly degreesOfFreedom: number;
  readonly location: number;
  readonly scale: number;
}

/** ψ(x+½) − ψ(x); the series where subtraction would lose digits that ν multiplies. */
function digammaHalfStep(x: number): number {
  if (x < 40) return digamma(x + 0.5) - digamma(x);
  const i = 1 / x;
  const s = i * i;
  return i * (0.5 + i / 8) - (s * s) / 64 + (s * s * s) / 128 - (17 * s ** 4) / 2048;
}

function create(parameters: StudentTParameters): Univariate<StudentTParameters> {
  const { degreesOfFreedom: nu, location, scale } = parameters;
  checkPositive("degreesOfFreedom", nu);
  checkFinite("location", location);
  checkPositive("scale", scale);
  const logNormaliser = 0.5 * Math.log(nu) + logBeta(0.5, nu / 2) + Math.log(scale);
  const rootNu = Math.sqrt(nu);
  const standard = (x: number): number => (x - location) / scale;
  /** ln |t|, where t may have no double. */
  const logStandard = (x: number): number => {
    const t = Math.abs(standard(x));
    return t < Infinity ? Math.log(t) : Math.log(Math.abs(x - location)) - Math.log(scale);
  };
  const logRootNu = 0.5 * Math.log(nu);
  /** ln P(|T| > |t|) far out: I_x(ν/2, ½) = x^{ν/2}/(½ν B(ν/2, ½)) next to x = 0, here 1/w². */
  const logFarOutside = (x: number): number =>
    -nu * (logStandard(x) - logRootNu) - Math.log(nu / 2) - logBeta(nu / 2, 0.5);
  /** P(|T| > |t|). */
  const outside = (x: number): number => {
    const t = standard(x);
    if (nu >= NEARLY_NORMAL) return 2 * normalCdf(-normalArgument(t, nu, logStandard(x)));
    const w = Math.abs(t / rootNu);
    if (w > 1e100) return Math.exp(logFarOutside(x));
    const square = w * w;
    return incompleteBeta(nu / 2, 0.5, 1 / (1 + square), square / (1 + square)).lower;
  };
  const logOutside = (x: number): number => {
    const t = standard(x);
    if (nu >= NEARLY_NORMAL) {
      return logNormalCdf(-normalArgument(t, nu, logStandard(x))) + Math.LN2;
    }
    const w = Math.abs(t / rootNu);
    if (w > 1e100) return logFarOutside(x);
    const square = w * w;
    return logIncompleteBeta(nu / 2, 0.5, 1 / (1 + square), square / (1 + square)).lower;
  };
  return univariate({
    name: "studentT",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb(x) {
      const w = Math.abs(standard(x)) / rootNu;
      const log = w < 1e9 ? Math.log1p(w * w) : 2 * (logStandard(x) - logRootNu);
      return -0.5 * (nu + 1) * log - logNormaliser;
    },
    tails(x) {
      const tail = 0.5 * outside(x);
      return x < location ? { lower: tail, upper: 1 - tail } : { lower: 1 - tail, upper: tail };
    },
    logTails(x) {
      const log = logOutside(x) - Math.LN2;
      const rest = log1mExp(log);
      return x < location ? { lower: log, upper: rest } : { lower: rest, upper: log };
    },
    quantile(u) {
      if (u === 0.5) return location;
      const tail = Math.min(u, 1 - u);
      if (nu >= NEARLY_NORMAL) {
        const far = fromNormal(-normalQuantile(tail), nu);
        return location + (u < 0.5 ? -far : far) * scale;
      }
      const t = rootNu * Math.exp(-0.5 * inverseBetaLogit(nu / 2, 0.5, 2 * tail));
      return location + (u < 0.5 ? -t : t) * scale;
    },
    // By symmetry the median; as an expectation it exists for ν > 1 alone.
    mean() {
      if (nu > 1) return location;
      throw new DomainError(`degreesOfFreedom must be above 1 for a mean to exist, got ${nu}`);
    },
    // For 1 < ν ≤ 2 it is infinite; below, without a mean, the second moment about the median is.
    variance: () => (nu > 2 ? (scale * scale * nu) / (nu - 2) : Infinity),
    entropy: () =>
      0.5 * (nu + 1) * digammaHalfStep(nu / 2) +
      0.5 * Math.log(nu) +
      logBeta(0.5, nu / 2) +
      Math.log(scale),
    sample(rng) {
      // The quotient first: a tiny scale times a deviate may be 0 where the root is 0 too.
      const t = rng.normal() / Math.sqrt(sampleGamma(rng, nu / 2) / (nu / 2));
      return location + scale * t;
    },
  });
}

export interface StudentTFitOptions {
  /** ν where it is known; by default it is fitted too. */
  readonly degreesOfFreedom?: number;
}

/** Beyond this ν the data cannot tell a Student-t from a normal. */
const LARGEST_DEGREES = 1e4;

/**
 * Student's t distribution with a location and a scale: like a normal, with heavy tails.
 *
 *     p(x) = (1 + t²/ν)^{−(ν+1)/2} / (s √ν B(½, ν/2)),   t = (x − m)/s
 *     cdf: P(|T| > |t|) = I_{ν/(ν+t²)}(ν/2, ½);   variance s²ν/(ν−2)
 *     entropy ½(ν+1)[ψ((ν+1)/2) − ψ(ν/2)] + ln(√ν B(½, ν/2)) + ln s
 *
 * The variance is Infinity for ν ≤ 2. For ν ≤ 1 there is no mean: `mean()` throws.
 * Fit     m and s by expectation–maximisation, ν where its profile likelihood is stationary.
 * Loss    `studentT.loss({ degreesOfFreedom, scale })` on the location.
 * Errors  DomainError if ν or the scale is not positive; fit: if the data are no heavier-tailed than
 *         a normal, since the likelihood then grows with ν without end (fit normal).
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §28; Lange, Little & Taylor (1989).
 */
export const studentT = family("studentT", ["degreesOfFreedom", "location", "scale"], create, {
  domains: { degreesOfFreedom: "positive", location: "real", scale: "positive" } as const,
  fitOptions: ["degreesOfFreedom"],
  roughStart: (data: Vector, weights: Vector): StudentTParameters => ({
    degreesOfFreedom: 8,
    ...startOf(weightedData(data, weights), "studentT"),
  }),
  fit(
    data: Vector,
    weights?: Vector,
    options: StudentTFitOptions = {},
  ): Univariate<StudentTParameters> {
    const checked = weightedData(data, weights);
    let start = startOf(checked, "studentT");
    const fixed = options.degreesOfFreedom;
    if (fixed !== undefined) {
      checkPositive("degreesOfFreedom", fixed);
      return create({
        degreesOfFreedom: fixed,
        ...fitForDegrees(checked, fixed, start, "studentT"),
      });
    }
    // d/dν of the mean log-likelihood at its best m and s (the envelope theorem), times 2.
    const slope = (logNu: number): number => {
      const nu = Math.exp(logNu);
      start = fitForDegrees(checked, nu, start, "studentT");
      const { location: m, scale: s } = start;
      return (
        digammaHalfStep(nu / 2) -
        1 / nu +
        checked.average((x) => {
          const square = ((x - m) / s) ** 2;
          return ((nu + 1) * square) / (nu * (nu + square)) - Math.log1p(square / nu);
        })
      );
    };
    let low = Math.log(4);
    let high = low;
    if (slope(low) > 0) {
      while (slope(high) > 0) {
        low = high;
        high += 1;
        if (high > Math.log(LARGEST_DEGREES)) {
          throw new DomainError(
            "data must have heavier tails than a normal to fit studentT: the likelihood grows with degreesOfFreedom without end; fit normal instead",
          );
        }
      }
    } else {
      while (slope(low) <= 0) {
        high = low;
        low -= 1;
        if (low < Math.log(0.05)) {
          throw new DomainError(
            "data must have lighter tails to fit studentT: degreesOfFreedom falls to 0",
          );
        }
      }
    }
    const nu = Math.exp(findRoot(slope, low, high, 1e-10));
    return create({ degreesOfFreedom: nu, ...fitForDegrees(checked, nu, start, "studentT") });
  },
  loss: (options: Omit<StudentTNegativeLogLikelihoodOptions, "full"> = {}) => {
    checkOptions("studentT.loss", options, ["degreesOfFreedom", "scale"]);
    return studentTNegativeLogLikelihood({ ...options, full: true });
  },
});
