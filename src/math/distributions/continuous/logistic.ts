import { checkFinite, checkPositive } from "../../numeric/checks.js";
import { sigmoid } from "../../numeric/sigmoid.js";
import { softplus } from "../../numeric/softplus.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { fitLocationScale } from "../fit/fitLocationScale.js";
import { univariate, type Univariate } from "../univariate.js";

export interface LogisticParameters {
  readonly location: number;
  readonly scale: number;
}

function create(parameters: LogisticParameters): Univariate<LogisticParameters> {
  const { location, scale } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  return univariate({
    name: "logistic",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb(x) {
      const r = (x - location) / scale;
      return -softplus(r) - softplus(-r) - Math.log(scale);
    },
    tails(x) {
      const r = (x - location) / scale;
      return { lower: sigmoid(r), upper: sigmoid(-r) };
    },
    logTails(x) {
      const r = (x - location) / scale;
      return { lower: -softplus(-r), upper: -softplus(r) };
    },
    quantile: (u) => location + scale * (Math.log(u) - Math.log1p(-u)),
    mean: () => location,
    variance: () => (Math.PI * scale) ** 2 / 3,
    entropy: () => Math.log(scale) + 2,
  });
}

/** −ln p(y) on the location, with scale 1. */
const logisticLoss: LossFunction<number, number> = {
  name: "logisticLoss",
  value(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return softplus(target - prediction) + softplus(prediction - target);
  },
  gradient(prediction, target) {
    checkFinite("prediction", prediction);
    checkFinite("target", target);
    return Math.tanh(0.5 * (prediction - target));
  },
};

/**
 * The logistic distribution, whose cdf is the sigmoid.
 *
 *     p(x) = σ(r)σ(−r)/s,  r = (x − m)/s;   variance π²s²/3, entropy ln s + 2
 *
 * Fit     location and scale by their likelihood equations, with score tanh(r/2).
 * Loss    on the location, scale 1: softplus(y−m) + softplus(m−y), gradient tanh((m−y)/2).
 * Errors  DomainError if the scale is not positive.
 * Source  Johnson, Kotz & Balakrishnan 2 (1995), §23.
 */
export const logistic = family("logistic", ["location", "scale"], create, {
  domains: { location: "real", scale: "positive" } as const,
  fit: (data: Vector, weights?: Vector): Univariate<LogisticParameters> =>
    create(fitLocationScale(weightedData(data, weights), (r) => Math.tanh(0.5 * r), "logistic")),
  loss: logisticLoss,
});
