import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { digamma } from "../../numeric/special/digamma.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { incompleteGamma, logIncompleteGamma } from "../../numeric/special/incompleteGamma.js";
import { inverseGammaLower } from "../../numeric/special/inverseIncomplete.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { logGammaAboveTangent } from "../../numeric/special/logGammaAboveTangent.js";
import { logPoissonKernel } from "../../numeric/special/logKernels.js";
import { trigamma } from "../../numeric/special/trigamma.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleGamma } from "../../random/sampleGamma.js";
import type { Distribution } from "../distribution.js";
import { family } from "../family.js";
import { checkSpread, checkVaries, weightedData } from "../fit/data.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";
import { gammaShapeOf, standardGammaEntropy, type GammaParameters } from "./gamma.js";
import { weibull, type WeibullParameters } from "./weibull.js";

export interface GeneralisedGammaParameters {
  /** a of the gamma distribution that (x/s)^c has. */
  readonly shape: number;
  /** c: 1 for a gamma, and a Weibull where the shape is 1. */
  readonly power: number;
  readonly scale: number;
}

export interface GeneralisedGammaLossOptions {
  /** a and c, known; 1 each by default, an exponential distribution. */
  readonly shape?: number;
  readonly power?: number;
}

/** Below this ψ(a) has no double to be multiplied with, and ln Γ(a) is far from any other. */
const TINY = 1e-100;

/** ln Γ(a+h) − ln Γ(a), by the tangent where the two are great and near. */
const logGammaStep = (a: number, h: number): number =>
  a < TINY ? logGamma(a + h) - logGamma(a) : logGammaAboveTangent(a, h) + h * digamma(a);

/** ln of Γ(a+2h)Γ(a)/Γ(a+h)², both steps from the tangent in the middle. */
const logGammaBend = (a: number, h: number): number =>
  a < TINY
    ? logGammaStep(a + h, h) - logGammaStep(a, h)
    : logGammaAboveTangent(a + h, h) + logGammaAboveTangent(a + h, -h);

/** p as a generalised gamma, if it is one. */
function asGeneralised(p: Distribution): GeneralisedGammaParameters | undefined {
  const gamma = parametersOf<GammaParameters>(p, "gamma");
  if (gamma !== undefined) return { shape: gamma.shape, power: 1, scale: 1 / gamma.rate };
  const weibull = parametersOf<WeibullParameters>(p, "weibull");
  if (weibull !== undefined) return { shape: 1, power: weibull.shape, scale: weibull.scale };
  return parametersOf<GeneralisedGammaParameters>(p, "generalisedGamma");
}

function create(parameters: GeneralisedGammaParameters): Univariate<GeneralisedGammaParameters> {
  const { shape: a, power: c, scale } = parameters;
  checkPositive("shape", a);
  checkPositive("power", c);
  checkPositive("scale", scale);
  const h = 1 / c;
  checkFinite("1/power", h);
  const gammaOf = (x: number): number => Math.exp(c * Math.log(x / scale));
  const mean = (): number => scale * Math.exp(logGammaStep(a, h));
  const meanLog = (): number => Math.log(scale) + digamma(a) / c;
  const itself: Univariate<GeneralisedGammaParameters> = univariate({
    name: "generalisedGamma",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb(x) {
      if (x === 0) {
        const edge = a * c;
        return edge < 1 ? Infinity : edge === 1 ? Math.log(c / scale) - logGamma(a) : -Infinity;
      }
      return logPoissonKernel(a, gammaOf(x)) + Math.log(a) + Math.log(c) - Math.log(x);
    },
    tails: (x) => incompleteGamma(a, gammaOf(x)),
    logTails: (x) => logIncompleteGamma(a, gammaOf(x)),
    quantile: (u) => scale * inverseGammaLower(a, u) ** h,
    mean,
    variance() {
      if (mean() === Infinity) return Infinity;
      const step = logGammaBend(a, h);
      // Beyond 36, e^s − 1 is e^s: neither factor need have a double where the product has.
      return step < 36
        ? mean() ** 2 * Math.expm1(step)
        : Math.exp(2 * (Math.log(scale) + logGammaStep(a, h)) + step);
    },
    meanLog,
    varianceLog: () => trigamma(a) / (c * c),
    entropy() {
      // At a tiny a, ψ is −1/a, which may have no double.
      const ofLog =
        a < TINY ? logGamma(a) + 1 - h / a : standardGammaEntropy(a) - digamma(a) + digamma(a) / c;
      return ofLog - Math.log(c) + Math.log(scale);
    },
    sample: (rng) => scale * sampleGamma(rng, a) ** h,
    closedCrossEntropyFrom(p) {
      const other = asGeneralised(p);
      if (other === undefined) return undefined;
      const ratio = c / other.power;
      const logMean = Math.log(other.scale) + digamma(other.shape) / other.power;
      const power = Math.exp(c * Math.log(other.scale / scale) + logGammaStep(other.shape, ratio));
      return logGamma(a) - Math.log(c) + c * a * (Math.log(scale) - logMean) + logMean + power;
    },
  });
  return itself;
}

/** −ln p(y) on z = ln of the scale: ln Γ(a) − ln c + ac(z − ln y) + e^{c(ln y − z)} + ln y. */
function generalisedGammaLoss(
  options: GeneralisedGammaLossOptions = {},
): LossFunction<number, number> {
  checkOptions("generalisedGamma.loss", options, ["shape", "power"]);
  const { shape = 1, power = 1 } = options;
  checkPositive("shape", shape);
  checkPositive("power", power);
  const constant = logGamma(shape) - Math.log(power);
  const standard = (prediction: number, target: number): number => {
    checkFinite("prediction", prediction);
    checkPositive("target", target);
    return power * (prediction - Math.log(target));
  };
  return {
    name: "generalisedGammaLoss",
    value(prediction, target) {
      const r = standard(prediction, target);
      const hazard = Math.exp(-r);
      return hazard === Infinity ? Infinity : constant + shape * r + hazard + Math.log(target);
    },
    gradient: (prediction, target) => power * (shape - Math.exp(-standard(prediction, target))),
  };
}

/** ln c beyond this is a log-normal on one side and a power law on the other. */
const WIDEST = 5;

/**
 * A power of a gamma: gamma, Weibull, exponential and half-normal are cases of it.
 *
 *     p(x) = c/(s Γ(a)) (x/s)^{ac−1} e^{−(x/s)^c};   cdf(x) = P(a, (x/s)^c)
 *     mean sΓ(a+1/c)/Γ(a);   entropy ln(s Γ(a)/c) + a + (1/c − a) ψ(a)
 *     −E_p[ln q] in closed form for generalised gammas, gammas and Weibulls p
 *
 * SciPy's gengamma(a, c, scale), with c > 0.
 * Fit     for a given c the gamma fit of xᶜ; c is where the profile likelihood is stationary.
 * Loss    `generalisedGamma.loss({ shape, power })` on z = ln s.
 * Errors  DomainError if a parameter is not positive; fit: if a number is not positive, or the likelihood rises until
 *         the distribution is a log-normal (c falls to 0) or a power law (c grows): fit logNormal there.
 * Source  Stacy, "A generalization of the gamma distribution" (1962); Johnson, Kotz & Balakrishnan 1 (1994), §17.8.7.
 */
export const generalisedGamma = family("generalisedGamma", ["shape", "power", "scale"], create, {
  domains: { shape: "positive", power: "positive", scale: "positive" } as const,
  roughStart(data: Vector, weights: Vector): GeneralisedGammaParameters {
    checkVaries(weightedData(data, weights).range(), "generalisedGamma");
    const { shape: power, scale } = weibull.fit(data, weights).parameters;
    return { shape: 1, power, scale };
  },
  fit(data: Vector, weights?: Vector): Univariate<GeneralisedGammaParameters> {
    const checked = weightedData(data, weights, (x) => x > 0, "positive");
    const { average, range } = checked;
    const centre = average(Math.log);
    const spread = Math.sqrt(average((x) => (Math.log(x) - centre) ** 2));
    checkSpread(checked, spread, "generalisedGamma");
    /** ln E[y] and E[y ln y]/E[y], of ln y = u(x) whose mean is 0. */
    const tiltOf = (u: (x: number) => number) => {
      const most = u(range().most);
      if (most > 30) {
        const beside = average((x) => Math.exp(u(x) - most));
        const tilted = average((x) => Math.exp(u(x) - most) * u(x)) / beside;
        return { gap: most + Math.log(beside), tilted };
      }
      // What the mean of y is above 1 is a sum of terms ≥ 0, and so is that of y ln y.
      const above = average((x) => expm1MinusX(u(x)));
      return {
        gap: Math.log1p(above),
        tilted: average((x) => Math.expm1(u(x)) * u(x)) / (1 + above),
      };
    };
    // In units of the spread of the logarithms: y = ((x/e^m)^c) with c = e^t/spread.
    const at = (t: number) => {
      const c = Math.exp(t) / spread;
      const logPower = (x: number): number => c * (Math.log(x) - centre);
      const { gap, tilted } = tiltOf(logPower);
      const shape = gammaShapeOf(gap);
      // ∂/∂c of the mean log-likelihood at the best shape and scale, times c, is 1 − a·tilted.
      return {
        c,
        shape,
        logScale: (gap - Math.log(shape)) / c,
        slope: 1 - shape * tilted,
      };
    };
    // The slope falls through 0 at a maximum; the search goes outward from a Weibull-like spread.
    let low = 0;
    let high = 0;
    while (at(low).slope <= 0 && low > -WIDEST) low -= 0.5;
    while (at(high).slope > 0 && high < WIDEST) high += 0.5;
    if (!(at(low).slope > 0) || !(at(high).slope <= 0)) {
      throw new DomainError(
        `the fit of generalisedGamma has no maximum: its power ${at(low).slope > 0 ? "grows without end" : "falls to 0, where it is a log-normal"}; fit logNormal or weibull instead`,
      );
    }
    const { c, shape, logScale } = at(findRoot((t) => at(t).slope, low, high, 1e-13));
    return create({ shape, power: c, scale: Math.exp(centre + logScale) });
  },
  loss: generalisedGammaLoss,
});
