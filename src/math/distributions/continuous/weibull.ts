import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { EULER_GAMMA } from "../../numeric/constants.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { logGammaAboveTangent } from "../../numeric/special/logGammaAboveTangent.js";
import { logRatio } from "../../numeric/special/logRatio.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleExponential } from "../../random/sampleExponential.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface WeibullParameters {
  readonly shape: number;
  readonly scale: number;
}

export interface WeibullLossOptions {
  /** k, known; 1 by default, an exponential distribution. */
  readonly shape?: number;
}

function create(parameters: WeibullParameters): Univariate<WeibullParameters> {
  const { shape: k, scale } = parameters;
  checkPositive("shape", k);
  checkPositive("scale", scale);
  const meanOf = (power: number): number => scale ** power * Math.exp(logGamma(1 + power / k));
  return univariate({
    name: "weibull",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb(x) {
      if (x === 0) return k < 1 ? Infinity : k === 1 ? -Math.log(scale) : -Infinity;
      const logRelative = logRatio(x, scale);
      const hazard = Math.exp(k * logRelative);
      if (hazard === Infinity) return -Infinity;
      return Math.log(k) - Math.log(scale) + (k - 1) * logRelative - hazard;
    },
    tails(x) {
      const hazard = (x / scale) ** k;
      return { lower: -Math.expm1(-hazard), upper: Math.exp(-hazard) };
    },
    logTails(x) {
      const logHazard = k * Math.log(x / scale);
      const hazard = Math.exp(logHazard);
      return { lower: hazard < 1e-17 ? logHazard : log1mExp(-hazard), upper: 0 - hazard };
    },
    quantile: (u) => scale * (-Math.log1p(-u)) ** (1 / k),
    mean: () => meanOf(1),
    // Γ(1+2/k) − Γ(1+1/k)² = Γ(1+1/k)² (e^g − 1), g = ln Γ(1+2/k) − 2 ln Γ(1+1/k) + ln Γ(1), both from one tangent.
    variance() {
      const h = 1 / k;
      const mean = meanOf(1);
      if (mean === Infinity) return Infinity;
      // √(e^g − 1), which g itself would underflow before: π/√6 of h to first order.
      if (h < 1e-13) return (mean * h * (Math.PI / Math.sqrt(6))) ** 2;
      const g = logGammaAboveTangent(1 + h, h) + logGammaAboveTangent(1 + h, -h);
      return (mean * Math.sqrt(Math.expm1(g))) ** 2;
    },
    meanLog: () => Math.log(scale) - EULER_GAMMA / k,
    varianceLog: () => Math.PI ** 2 / 6 / k / k,
    entropy() {
      const ratio = scale / k;
      // The quotient may have no double where the logarithms have.
      const log =
        ratio > 1e-300 && ratio < Infinity ? Math.log(ratio) : Math.log(scale) - Math.log(k);
      return EULER_GAMMA * (1 - 1 / k) + log + 1;
    },
    sample: (rng) => scale * sampleExponential(rng) ** (1 / k),
    closedKlDivergence(q) {
      const other = parametersOf<WeibullParameters>(q, "weibull");
      if (other === undefined) return undefined;
      // With h = k_q/k_p − 1 and x = k_q ln(λ_p/λ_q) + ln Γ(2+h): (eˣ − 1 − x) + (ln Γ(1+h) + γh), both ≥ 0.
      const m = other.shape;
      const h = (m - k) / k;
      const logMoment = logGammaAboveTangent(2, h) + h * (1 - EULER_GAMMA);
      const x = m * logRatio(scale, other.scale) + logMoment;
      return expm1MinusX(x) + logGammaAboveTangent(1, h);
    },
  });
}

/** −ln p(y) on z = ln of the scale: k(z − ln y) + (y e^{−z})ᵏ − ln k + ln y. */
function weibullLoss(options: WeibullLossOptions = {}): LossFunction<number, number> {
  checkOptions("weibull.loss", options, ["shape"]);
  const { shape = 1 } = options;
  checkPositive("shape", shape);
  return {
    name: "weibullLoss",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkPositive("target", target);
      const r = shape * (prediction - Math.log(target));
      if (r === -Infinity) return Infinity;
      return r + Math.exp(-r) - Math.log(shape) + Math.log(target);
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkPositive("target", target);
      return -shape * Math.expm1(-shape * (prediction - Math.log(target)));
    },
  };
}

/**
 * Lifetimes whose hazard rises (k > 1) or falls (k < 1) with age.
 *
 *     p(x) = (k/λ)(x/λ)^{k−1} e^{−(x/λ)ᵏ};   mean λΓ(1+1/k);   entropy γ(1−1/k) + ln(λ/k) + 1
 *     KL(p‖q) = ln(k_p/k_q) − k_q ln(λ_p/λ_q) − γ(1 − k_q/k_p) + (λ_p/λ_q)^{k_q} Γ(1+k_q/k_p) − 1
 *
 * Fit     k solves Σ xᵏ ln x/Σ xᵏ − 1/k = mean ln x; λᵏ = mean of xᵏ.
 * Loss    `weibull.loss({ shape })` on z = ln λ: k(z − ln y) + (y e^{−z})ᵏ − ln k + ln y.
 * Errors  DomainError if shape or scale is not positive; fit: if a number is not positive.
 * Source  Johnson, Kotz & Balakrishnan 1 (1994), §21; Bauckhage, "Computing the KL divergence between
 *         two Weibull distributions" (2013).
 */
export const weibull = family("weibull", ["shape", "scale"], create, {
  domains: { shape: "positive", scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<WeibullParameters> {
    const checked = weightedData(data, weights, (x) => x > 0, "positive");
    const logs = Float64Array.from(data, Math.log);
    const center = checked.average((x) => Math.log(x));
    const spread = Math.sqrt(checked.average((x) => (Math.log(x) - center) ** 2));
    // The mean of equal logarithms may be off by a rounding, and their spread with it.
    checkSpread(checked, spread > 1e-14 * Math.abs(center) ? spread : 0, "weibull");
    const logWeights = Float64Array.from(checked.weights, Math.log);
    const logMoment = (k: number): number =>
      logSumExp(logs.map((log, i) => logWeights[i]! + k * (log - center)));
    // xᵏ is taken relative to its sum, so that nothing overflows.
    const equation = (t: number): number => {
      const k = Math.exp(t);
      const total = logMoment(k);
      let tilted = 0;
      for (let i = 0; i < logs.length; i++) {
        const log = logs[i]! - center;
        if (checked.weights[i]! > 0) tilted += Math.exp(logWeights[i]! + k * log - total) * log;
      }
      return tilted - 1 / k;
    };
    // ln x has the standard deviation π/(k√6) under the model.
    const start = Math.log(Math.PI / Math.sqrt(6) / spread);
    let low = start - 0.5;
    let high = start + 0.5;
    while (equation(low) > 0) low -= 1;
    while (equation(high) < 0) high += 1;
    const shape = Math.exp(findRoot(equation, low, high, 1e-14));
    const logScale = center + (logMoment(shape) - Math.log(checked.totalWeight)) / shape;
    return create({ shape, scale: Math.exp(logScale) });
  },
  loss: weibullLoss,
});
