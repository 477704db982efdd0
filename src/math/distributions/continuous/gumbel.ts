import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { EULER_GAMMA } from "../../numeric/constants.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { logGammaAboveTangent } from "../../numeric/special/logGammaAboveTangent.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleExponential } from "../../random/sampleExponential.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface GumbelParameters {
  readonly location: number;
  readonly scale: number;
}

function create(parameters: GumbelParameters): Univariate<GumbelParameters> {
  const { location, scale } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  const standard = (x: number): number => (x - location) / scale;
  return univariate({
    name: "gumbel",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb: (x) => {
      const z = standard(x);
      return z === -Infinity ? -Infinity : -z - Math.exp(-z) - Math.log(scale);
    },
    tails(x) {
      const e = Math.exp(-standard(x));
      return { lower: Math.exp(-e), upper: -Math.expm1(-e) };
    },
    logTails(x) {
      const z = standard(x);
      const e = Math.exp(-z);
      return { lower: -e, upper: e < 1e-17 ? -z : log1mExp(-e) };
    },
    quantile: (u) => location - scale * Math.log(u < 0.5 ? -Math.log(u) : -Math.log1p(u - 1)),
    mean: () => location + scale * EULER_GAMMA,
    variance: () => (Math.PI * scale) ** 2 / 6,
    entropy: () => Math.log(scale) + EULER_GAMMA + 1,
    sample: (rng) => location - scale * Math.log(sampleExponential(rng) || 2 ** -54),
    closedKlDivergence(q) {
      const other = parametersOf<GumbelParameters>(q, "gumbel");
      if (other === undefined) return undefined;
      const shift = (location - other.location) / other.scale;
      // With h = s_p/s_q − 1 and x = ln Γ(2+h) − shift: (eˣ − 1 − x) + (ln Γ(1+h) + γh), both ≥ 0.
      const h = (scale - other.scale) / other.scale;
      const x = logGammaAboveTangent(2, h) + h * (1 - EULER_GAMMA) - shift;
      const value = expm1MinusX(x) + logGammaAboveTangent(1, h);
      // ∞ − ∞ where the scales are further apart than doubles are: the quadrature says what it can.
      return Number.isNaN(value) ? undefined : value;
    },
  });
}

/** −ln p(y) on the location, with scale 1: r + e^{−r}, r = y − m. */
const gumbelLoss: LossFunction<number, number> = {
  name: "gumbelLoss",
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return target - prediction + Math.exp(prediction - target);
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return Math.expm1(prediction - target);
  },
};

/**
 * The largest of many numbers; also the noise whose argmax samples a softmax.
 *
 *     p(x) = e^{−r−e^{−r}}/s,  r = (x − m)/s;   cdf e^{−e^{−r}};   mean m + γs, entropy ln s + γ + 1
 *     KL(p‖q) = ln(s_q/s_p) + γ(s_p/s_q − 1) + d + e^{−d}Γ(1+s_p/s_q) − 1,   d = (m_p−m_q)/s_q
 *
 * Fit     s solves s = mean x − Σ x e^{−x/s}/Σ e^{−x/s}; e^{−m/s} = mean of e^{−x/s}.
 * Loss    on the location, scale 1: r + e^{−r}, r = y − m.
 * Errors  DomainError if the scale is not positive.
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §22.
 */
export const gumbel = family("gumbel", ["location", "scale"], create, {
  domains: { location: "real", scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<GumbelParameters> {
    const checked = weightedData(data, weights);
    const mean = checked.average((x) => x);
    const spread = Math.sqrt(checked.average((x) => (x - mean) ** 2));
    checkSpread(checked, spread, "gumbel");
    const { least } = checked.range();
    // e^{−x/s} relative to its largest value, at the least datum.
    const moment = (s: number, f: (x: number) => number): number =>
      checked.average((x) => f(x) * Math.exp((least - x) / s));
    const equation = (t: number): number => {
      const s = Math.exp(t);
      return -moment(s, (x) => x - mean) / moment(s, () => 1) - s;
    };
    let low = Math.log(spread) - 1;
    let high = Math.log(spread) + 1;
    while (equation(low) < 0) low -= 1;
    while (equation(high) > 0) high += 1;
    const scale = Math.exp(findRoot(equation, low, high, 1e-14));
    return create({ location: least - scale * Math.log(moment(scale, () => 1)), scale });
  },
  loss: gumbelLoss,
});
