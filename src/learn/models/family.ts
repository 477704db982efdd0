import { binaryCrossEntropyWithLogits } from "../../math/losses/classification/binaryCrossEntropyWithLogits.js";
import { halfSquaredError } from "../../math/losses/regression/halfSquaredError.js";
import { gammaNegativeLogLikelihood } from "../../math/losses/regression/gammaNegativeLogLikelihood.js";
import { huber } from "../../math/losses/regression/huber.js";
import type { LossFunction } from "../../math/losses/loss.js";
import { pinball } from "../../math/losses/regression/pinball.js";
import { poissonNegativeLogLikelihood } from "../../math/losses/regression/poissonNegativeLogLikelihood.js";
import {
  checkFinite,
  checkNonNegative,
  checkOpenInterval,
  checkPositive,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";

/** What a generalised linear model says about a target y, given its raw output η = w·x + b. */
export interface Family {
  readonly name: string;
  /** How the raw output becomes the mean: as it is, by σ or by e^η. */
  readonly link: "identity" | "logit" | "log";
  /** The loss of the raw output; the negative log-likelihood up to what η does not move. */
  readonly loss: LossFunction<number, number>;
  /** ∂²loss/∂η². */
  curvature(raw: number, target: number): number;
  /** What to predict: the mean of y (the quantile, for a quantile family). */
  mean(raw: number): number;
  checkTarget(name: string, target: number): void;
  /** p of the variance φμᵖ, where it is the family's to choose. */
  readonly power?: number;
  /** The family of targets that were divided by a unit, where it has a setting in that unit. */
  inUnit?(unit: number): Family;
}

/** Real targets, identity: η is the mean, the loss ½(η − y)². */
export const gaussianFamily: Family = {
  name: "gaussian",
  link: "identity",
  loss: halfSquaredError,
  curvature: () => 1,
  mean: (raw) => raw,
  checkTarget: checkFinite,
};

/** 0/1 targets (or soft ones between), logit link. */
export const bernoulliFamily: Family = {
  name: "bernoulli",
  link: "logit",
  loss: binaryCrossEntropyWithLogits,
  curvature: (raw) => sigmoid(raw) * sigmoid(-raw),
  mean: sigmoid,
  checkTarget(name, target) {
    if (target >= 0 && target <= 1) return;
    throw new DomainError(`${name} must be 0 or 1 (or between), got ${target}`);
  },
};

/** Counts, log link: L(η, y) = e^η − yη, the Poisson surprisal without ln y!. */
export const poissonFamily: Family = {
  name: "poisson",
  link: "log",
  loss: poissonNegativeLogLikelihood(),
  curvature: (raw) => Math.exp(raw),
  mean: Math.exp,
  checkTarget(name, target) {
    if (target >= 0 && target < Infinity) return;
    throw new DomainError(`${name} must be a count, 0 or more, got ${target}`);
  },
};

/**
 * Positive targets, log link: L(η, y) = η + y·e^−η, the gamma surprisal divided by its shape, without constants.
 */
export const gammaFamily: Family = {
  name: "gamma",
  link: "log",
  loss: gammaNegativeLogLikelihood(),
  curvature: (raw, target) => target * Math.exp(-raw),
  mean: Math.exp,
  checkTarget: checkPositive,
};

/**
 * Amounts that may be 0, log link: L(η, y) = e^{(2−p)η}/(2−p) + y e^{(1−p)η}/(p−1), half the Tweedie deviance without
 * what η does not move. The variance is φμᵖ, 1 < p < 2. Jørgensen (1997), ch. 4.
 */
export function tweedieFamily(power = 1.5): Family {
  checkOpenInterval("power", power, 1, 2);
  const [above, below] = [2 - power, power - 1];
  const check = (prediction: number, target: number): void => {
    checkFinite("prediction", prediction);
    checkNonNegative("target", target);
  };
  return {
    name: "tweedie",
    link: "log",
    power,
    loss: {
      name: "tweedieDeviance",
      value(raw, target) {
        check(raw, target);
        const pull = target === 0 ? 0 : (target * Math.exp(-below * raw)) / below;
        return Math.exp(above * raw) / above + pull;
      },
      gradient(raw, target) {
        check(raw, target);
        return Math.exp(above * raw) - (target === 0 ? 0 : target * Math.exp(-below * raw));
      },
    },
    curvature: (raw, target) =>
      above * Math.exp(above * raw) + (target === 0 ? 0 : below * target * Math.exp(-below * raw)),
    mean: Math.exp,
    checkTarget: checkNonNegative,
  };
}

/** Real targets with outliers: Huber's loss, ½r² up to δ and linear beyond. */
export function huberFamily(delta = 1): Family {
  return {
    name: "huber",
    link: "identity",
    inUnit: (unit) => huberFamily(delta / unit),
    loss: huber({ delta }),
    curvature: (raw, target) => (Math.abs(raw - target) <= delta ? 1 : 0),
    mean: (raw) => raw,
    checkTarget: checkFinite,
  };
}

/**
 * The τ-quantile of real targets: L(η, y) = max(τ(y − η), (τ − 1)(y − η)), the pinball loss.
 * It has no curvature; `fitQuantile` solves it as a linear program.
 */
export function quantileFamily(quantile: number): Family {
  checkOpenInterval("quantile", quantile, 0, 1);
  return {
    name: "quantile",
    link: "identity",
    loss: pinball({ quantile }),
    curvature: () => 0,
    mean: (raw) => raw,
    checkTarget: checkFinite,
  };
}
