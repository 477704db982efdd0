import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { digamma, digammaMinusLog } from "../../numeric/special/digamma.js";
import { eventDivergence } from "../../numeric/special/deviance.js";
import { incompleteBeta, logIncompleteBeta } from "../../numeric/special/incompleteBeta.js";
import { inverseBeta } from "../../numeric/special/inverseIncomplete.js";
import {
  shiftAboveTangent,
  stepsToStirling,
  stirlingAboveTangent,
} from "../../numeric/special/logGammaAboveTangent.js";
import { logBeta } from "../../numeric/special/logBeta.js";
import { log1pMinusX } from "../../numeric/special/log1pMinusX.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { logBinomialKernel } from "../../numeric/special/logKernels.js";
import { stirlingError } from "../../numeric/special/stirlingError.js";
import { trigamma } from "../../numeric/special/trigamma.js";
import {
  betaNegativeLogLikelihood,
  type BetaNegativeLogLikelihoodOptions,
} from "../../losses/regression/betaNegativeLogLikelihood.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleBeta } from "../../random/sampleBeta.js";
import { checkSpread, weightedData } from "../fit/data.js";
import type { UnivariateDistribution } from "../distribution.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface BetaParameters {
  /** a, the weight towards 1. */
  readonly alpha: number;
  /** b, the weight towards 0. */
  readonly beta: number;
}

/** ψ(x+y) − ψ(x), without cancellation where y ≪ x. */
function digammaStep(x: number, y: number): number {
  // 1/x − 1/(x+y); the rest is π²y/6.
  if (x + y < 1e-10) return y / (x + y) / x;
  return x < 12
    ? digamma(x + y) - digamma(x)
    : Math.log1p(y / x) + digammaMinusLog(x + y) - digammaMinusLog(x);
}

function betaEntropy(a: number, b: number): number {
  if (Math.min(a, b) < 10) {
    return logBeta(a, b) + (a - 1) * digammaStep(a, b) + (b - 1) * digammaStep(b, a);
  }
  // Stirling's large parts are cancelled by hand.
  const s = a + b;
  return (
    HALF_LOG_TWO_PI +
    stirlingError(a) +
    stirlingError(b) -
    stirlingError(s) +
    0.5 * (Math.log(a / s) + Math.log(b / s) - Math.log(s)) -
    (a - 1) * digammaMinusLog(a) -
    (b - 1) * digammaMinusLog(b) +
    (s - 2) * digammaMinusLog(s)
  );
}

/**
 * KL between betas (a, b) and (a+h, b+k): how far ln B lies above its tangent. Its three ln Γ are taken up to
 * Stirling's reach; their large parts x ln x are then together the divergence of two events.
 */
function betaDivergence(a: number, b: number, h: number, k: number): number {
  // Towards a far wider one what cancels above is greater than the divergence: the plain difference is best.
  if (h + k < -0.5 * (a + b)) {
    const meanLog = -digammaStep(a, b);
    const meanLogComplement = -digammaStep(b, a);
    const surprisal =
      logBeta(a + h, b + k) - (a + h - 1) * meanLog - (b + k - 1) * meanLogComplement;
    return Math.max(0, surprisal - betaEntropy(a, b));
  }
  const up = stepsToStirling(a, h);
  const vp = stepsToStirling(b, k);
  const A = a + up;
  const B = b + vp;
  const S = A + B;
  const T = S + h + k;
  const shifts =
    shiftAboveTangent(a, h, up) +
    shiftAboveTangent(b, k, vp) -
    shiftAboveTangent(a + b, h + k, up + vp);
  const events =
    T * eventDivergence((A + h) / T, A / S, (h * (B / S) - k * (A / S)) / T, (B + k) / T, B / S);
  const rest =
    stirlingAboveTangent(A, h) + stirlingAboveTangent(B, k) - stirlingAboveTangent(S, h + k);
  return Math.max(0, shifts + events + rest);
}

function create(parameters: BetaParameters): Univariate<BetaParameters> {
  const { alpha: a, beta: b } = parameters;
  checkPositive("alpha", a);
  checkPositive("beta", b);
  const s = a + b;
  checkFinite("alpha + beta", s);
  const atEdge = (power: number, other: number): number =>
    power < 1 ? Infinity : power === 1 ? Math.log(other) : -Infinity;
  return univariate({
    name: "beta",
    parameters,
    support: { kind: "real", lower: 0, upper: 1 },
    logProb(x) {
      if (x === 0) return atEdge(a, b);
      if (x === 1) return atEdge(b, a);
      // x^{a−1}(1−x)^{b−1}/B = ab/(a+b) · [Γ(s+1)/(Γ(a+1)Γ(b+1)) xᵃ(1−x)ᵇ] / (x(1−x))
      return (
        logBinomialKernel(a, b, x, 1 - x) +
        Math.log(a / s) +
        Math.log(b) -
        Math.log(x) -
        Math.log1p(-x)
      );
    },
    tails: (x) => incompleteBeta(a, b, x),
    logTails: (x) => logIncompleteBeta(a, b, x),
    quantile: (u) => inverseBeta(a, b, u),
    mean: () => a / s,
    variance: () => ((a / s) * (b / s)) / (s + 1),
    meanLog: () => digamma(a) - digamma(s),
    meanLogComplement: () => digamma(b) - digamma(s),
    entropy: () => betaEntropy(a, b),
    sample: (rng) => sampleBeta(rng, a, b),
    closedCrossEntropyFrom(p) {
      const { meanLog, meanLogComplement } = p as UnivariateDistribution;
      if (p.support.kind !== "real" || p.support.lower < 0 || p.support.upper > 1) return undefined;
      if (meanLog === undefined || meanLogComplement === undefined) return undefined;
      return logBeta(a, b) - (a - 1) * meanLog() - (b - 1) * meanLogComplement();
    },
    closedKlDivergence(q) {
      const other = parametersOf<BetaParameters>(q, "beta");
      if (other === undefined) return undefined;
      return betaDivergence(a, b, other.alpha - a, other.beta - b);
    },
  });
}

/**
 * A proportion between 0 and 1.
 *
 *     p(x) = x^{a−1}(1−x)^{b−1}/B(a, b);   mean a/(a+b), variance ab/((a+b)²(a+b+1))
 *     entropy ln B(a,b) − (a−1)ψ(a) − (b−1)ψ(b) + (a+b−2)ψ(a+b);   cdf(x) = I_x(a, b)
 *     KL(p‖q) = ln B(q) − ln B(p) + (a_p−a_q)ψ(a_p) + (b_p−b_q)ψ(b_p) + (a_q−a_p+b_q−b_p)ψ(a_p+b_p)
 *
 * The density may be +Infinity at 0 and 1.
 * Fit     by Newton's method on (ln a, ln b).
 * Loss    `beta.loss({ precision })` on the logit of the mean.
 * Errors  DomainError if alpha or beta is not positive; fit: if a number is not strictly inside (0, 1).
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §25.
 */
export const beta = family("beta", ["alpha", "beta"], create, {
  domains: { alpha: "positive", beta: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<BetaParameters> {
    const checked = weightedData(data, weights, (x) => x > 0 && x < 1, "inside (0, 1)");
    const { average } = checked;
    // The mean logarithms as ln m − gap and ln(1−m) − gap, from distances to the mean that nothing has rounded.
    const { least: first } = checked.range();
    const offset = average((x) => x - first);
    const mean = first + offset;
    const distance = (x: number): number => x - first - offset;
    const variance = average((x) => distance(x) ** 2);
    checkSpread(checked, variance, "beta");
    const gapOf = (size: number, sign: number): number =>
      average((x) => -log1pMinusX((sign * distance(x)) / size));
    const gap = gapOf(mean, 1);
    const gapRest = gapOf(1 - mean, -1);
    // The start is the method of moments; Newton's steps solve ψ(a) − ψ(a+b) = mean ln x, and for b. What is left of
    // each is a sum of small terms: the share a/(a+b) is kept by how far it is from the mean.
    let total = Math.max((mean * (1 - mean)) / variance - 1, 0.05);
    let shift = 0;
    for (let step = 0; step < 200; step++) {
      const a = (mean + shift) * total;
      const b = (1 - mean - shift) * total;
      const whole = digammaMinusLog(a + b);
      const ga = whole - digammaMinusLog(a) - Math.log1p(shift / mean) - gap;
      const gb = whole - digammaMinusLog(b) - Math.log1p(-shift / (1 - mean)) - gapRest;
      const t = trigamma(a + b);
      const aa = trigamma(a) - t;
      const bb = trigamma(b) - t;
      // The negative Hessian [[aa, −t], [−t, bb]] is positive definite.
      const determinant = aa * bb - t * t;
      const da = (ga * bb + gb * t) / determinant;
      const db = (gb * aa + ga * t) / determinant;
      const stretch = Math.max(Math.abs(da) / a, Math.abs(db) / b);
      const damping = stretch > 0.5 ? 0.5 / stretch : 1;
      const added = damping * (da + db);
      shift += (damping * da - (mean + shift) * added) / (total + added);
      total += added;
      if (!Number.isFinite(total)) break;
      if (stretch < 1e-13 || step === 199) {
        return create({ alpha: (mean + shift) * total, beta: (1 - mean - shift) * total });
      }
    }
    throw new DomainError("the fit of beta did not converge: the data vary too little for it");
  },
  loss: (options: Omit<BetaNegativeLogLikelihoodOptions, "full"> = {}) => {
    checkOptions("beta.loss", options, ["precision"]);
    return betaNegativeLogLikelihood({ ...options, full: true });
  },
});
