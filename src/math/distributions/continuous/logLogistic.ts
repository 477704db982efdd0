import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { family } from "../family.js";
import { checkVaries, weightedData } from "../fit/data.js";
import { univariate, type Univariate } from "../univariate.js";
import { logistic } from "./logistic.js";

export interface LogLogisticParameters {
  /** β: the tails fall as x^{−β}. */
  readonly shape: number;
  /** α, the median. */
  readonly scale: number;
}

export interface LogLogisticLossOptions {
  /** β, known; 1 by default. */
  readonly shape?: number;
}

/** (sin b − b cos b), which both of the variance's terms almost cancel to where b = π/β is small. */
function sineGap(b: number): number {
  if (b > 0.5) return Math.sin(b) - b * Math.cos(b);
  let term = b;
  let sum = 0;
  for (let n = 1; n < 12; n++) {
    term *= (-b * b) / (2 * n * (2 * n + 1));
    sum -= 2 * n * term;
  }
  return sum;
}

function create(parameters: LogLogisticParameters): Univariate<LogLogisticParameters> {
  const { shape, scale } = parameters;
  checkPositive("shape", shape);
  checkPositive("scale", scale);
  const b = Math.PI / shape;
  const standard = (x: number): number => shape * Math.log(x / scale);
  return univariate({
    name: "logLogistic",
    parameters,
    support: { kind: "real", lower: 0, upper: Infinity },
    logProb(x) {
      if (x === 0) return shape < 1 ? Infinity : shape === 1 ? -Math.log(scale) : -Infinity;
      const r = standard(x);
      return Math.log(shape) - Math.log(x) - softplus(r) - softplus(-r);
    },
    tails: (x) => ({ lower: sigmoid(standard(x)), upper: sigmoid(-standard(x)) }),
    logTails: (x) => ({ lower: -softplus(-standard(x)), upper: -softplus(standard(x)) }),
    quantile: (u) => scale * Math.exp((Math.log(u) - Math.log1p(-u)) / shape),
    mean: () => (shape > 1 ? (scale * b) / Math.sin(b) : Infinity),
    // α²(2b/sin 2b − b²/sin² b) = α² b (sin b − b cos b)/(sin² b cos b)
    variance() {
      if (shape <= 2) return Infinity;
      // Its first term is all there is then, and the others' powers of b have no double.
      if (b < 1e-8) return (scale * b) ** 2 / 3;
      return (scale * scale * b * sineGap(b)) / (Math.sin(b) ** 2 * Math.cos(b));
    },
    meanLog: () => Math.log(scale),
    varianceLog: () => (b * b) / 3,
    entropy: () => 2 + Math.log(scale) - Math.log(shape),
  });
}

/** −ln p(y) on z = ln of the scale: softplus(r) + softplus(−r) + ln y − ln β, r = β(ln y − z). */
function logLogisticLoss(options: LogLogisticLossOptions = {}): LossFunction<number, number> {
  checkOptions("logLogistic.loss", options, ["shape"]);
  const { shape = 1 } = options;
  checkPositive("shape", shape);
  const standard = (prediction: number, target: number): number => {
    checkFinite("prediction", prediction);
    checkPositive("target", target);
    return shape * (Math.log(target) - prediction);
  };
  return {
    name: "logLogisticLoss",
    value(prediction, target) {
      const r = standard(prediction, target);
      return softplus(r) + softplus(-r) + Math.log(target) - Math.log(shape);
    },
    gradient: (prediction, target) => -shape * Math.tanh(standard(prediction, target) / 2),
  };
}

/**
 * A positive quantity whose logarithm is logistic: lifetimes whose hazard rises and then falls.
 *
 *     cdf(x) = 1/(1 + (x/α)^{−β});   p(x) = (β/x)·F(1 − F)
 *     mean αb/sin b for β > 1, variance α²(2b/sin 2b − b²/sin² b) for β > 2, b = π/β;   entropy 2 + ln α − ln β
 *
 * Mean and variance are Infinity for smaller shapes. SciPy's fisk(c, scale) is this with β = c.
 * Fit     the logistic fit of the logarithms: α = e^m, β = 1/s.
 * Loss    `logLogistic.loss({ shape })` on z = ln α.
 * Errors  DomainError if shape or scale is not positive; fit: if a number is not positive.
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §23.11; Kalbfleisch & Prentice (2002), §2.2.
 */
export const logLogistic = family("logLogistic", ["shape", "scale"], create, {
  domains: { shape: "positive", scale: "positive" } as const,
  fit(data: Vector, weights?: Vector): Univariate<LogLogisticParameters> {
    checkVaries(weightedData(data, weights, (x) => x > 0, "positive").range(), "logLogistic");
    const { location, scale } = logistic.fit(Float64Array.from(data, Math.log), weights).parameters;
    return create({ shape: 1 / scale, scale: Math.exp(location) });
  },
  loss: logLogisticLoss,
});
