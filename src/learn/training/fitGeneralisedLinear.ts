import { DomainError } from "../../math/numeric/domainError.js";
import type { Vector } from "../../math/numeric/vector.js";
import {
  bernoulliFamily,
  gammaFamily,
  gaussianFamily,
  huberFamily,
  poissonFamily,
} from "../models/family.js";
import type { Family } from "../models/family.js";
import { featureMatrix, penalties } from "../models/features.js";
import type { Features } from "../models/features.js";
import { generalisedLinearObjective, linearPredictor } from "../models/generalisedLinear.js";
import { logLikelihoodOf } from "./logLikelihood.js";
import { minimiseLbfgs } from "./minimiseLbfgs.js";
import { minimiseNewton, newtonDirection } from "./minimiseNewton.js";
import { greatest } from "./minimise.js";
import type { Minimum, MinimiserOptions, MinimiserStep } from "./minimise.js";
import type { Objective } from "../models/objective.js";
import { scaledFeatures } from "./scaledFeatures.js";

export interface FitOptions {
  /** The weight of ½‖w‖² beside the mean loss, on the features as they are given; 0 by default. scikit-learn's C is 1/(N·l2). */
  readonly l2?: number;
  /** The weight of each example; all 1 by default. */
  readonly exampleWeights?: Vector;
  /** True by default. */
  readonly intercept?: boolean;
  /** "newton" (default, to 250 parameters) or "lbfgs". */
  readonly method?: "newton" | "lbfgs";
  /** On the gradient's norm, with features scaled to variance 1; 1e-9 by default. */
  readonly gradientTolerance?: number;
  readonly maximumIterations?: number;
}

/** A fitted generalised linear model. */
export interface LinearFit {
  readonly family: Family;
  readonly weights: Float64Array;
  /** 0 where there is none. */
  readonly intercept: number;
  /** The mean loss on the training data, without the penalty. */
  readonly loss: number;
  /** ln of the likelihood of the training data with all its constants, where the family is one of densities. */
  readonly logLikelihood: number | undefined;
  /** Norm of the objective's gradient at the end, with features scaled to variance 1. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Raw outputs η = w·x + b, [N]. */
  raw(features: Features): Float64Array;
  /** What to expect of y: the mean, the probability of 1, the quantile; [N]. */
  predict(features: Features): Float64Array;
}

/** Least squares: real targets, loss ½(η − y)². */
export function fitLinear(
  features: Features,
  targets: Vector,
  options: FitOptions = {},
): LinearFit {
  return fitGeneralisedLinear(gaussianFamily, features, targets, options);
}

/**
 * Logistic regression by maximum likelihood (or, with l2, maximum a posteriori).
 *
 * Errors  DomainError if the classes are perfectly separable and l2 is 0: the likelihood then has no maximum.
 */
export function fitLogistic(
  features: Features,
  targets: Vector,
  options: FitOptions = {},
): LinearFit {
  return fitGeneralisedLinear(bernoulliFamily, features, targets, options);
}

/** Poisson regression of counts, log link. */
export function fitPoisson(
  features: Features,
  targets: Vector,
  options: FitOptions = {},
): LinearFit {
  return fitGeneralisedLinear(poissonFamily, features, targets, options);
}

/** Gamma regression of positive targets, log link. */
export function fitGamma(features: Features, targets: Vector, options: FitOptions = {}): LinearFit {
  return fitGeneralisedLinear(gammaFamily, features, targets, options);
}

/** Regression under Huber's loss with its δ, in the target's units. */
export function fitHuber(
  features: Features,
  targets: Vector,
  options: FitOptions & { readonly delta?: number } = {},
): LinearFit {
  return fitGeneralisedLinear(huberFamily(options.delta), features, targets, options);
}

/**
 * Fits a generalised linear model: minimises mean L(w·x + b, y) + ½·l2·‖w‖² to a gradient of 1e-9.
 *
 * Shapes  features [N, D], targets [N].
 * Errors  DomainError for NaN, a constant or dependent column (without l2), perfectly separable classes (without
 *         l2), or a minimum that was not reached.
 */
export function fitGeneralisedLinear(
  family: Family,
  features: Features,
  targets: Vector,
  options: FitOptions = {},
): LinearFit {
  const x = featureMatrix(features);
  const intercept = options.intercept !== false;
  const l2 = penalties(options.l2 ?? 0, x.columns);
  const regularised = l2.every((penalty) => penalty > 0);
  const { features: scaled, centre, scale } = scaledFeatures(x, { intercept, regularised });
  const objective = generalisedLinearObjective(family, scaled, targets, {
    intercept,
    l2: l2.map((penalty, j) => penalty / scale[j]! ** 2),
    exampleWeights: options.exampleWeights,
  });
  if (family.name === "bernoulli" && !regularised) checkBothClasses(targets);

  const start = new Float64Array(objective.dimension);
  if (intercept) start[x.columns] = firstIntercept(family, targets);
  const minimiserOptions: MinimiserOptions = {
    gradientTolerance: options.gradientTolerance ?? 1e-9,
    ...(options.maximumIterations && { maximumIterations: options.maximumIterations }),
    onStep: (step) => {
      if (family.name === "bernoulli" && !regularised) checkOverlap(step, scaled, targets);
    },
  };
  const lbfgs = options.method === "lbfgs" || objective.dimension > 250;
  const minimum = (lbfgs ? minimiseLbfgs : minimiseNewton)(objective, start, minimiserOptions);
  checkReached(minimum, objective, { family: family.name, regularised });

  const parameters = minimum.parameters;
  const weights = Float64Array.from(scale, (s, j) => parameters[j]! / s);
  const shift = weights.reduce((sum, weight, j) => sum + weight * centre[j]!, 0);
  const bias = intercept ? parameters[x.columns]! - shift : 0;
  const raw = (rows: Features): Float64Array => linearPredictor([...weights, bias], rows);
  let loss = minimum.value;
  for (let j = 0; j < x.columns; j++) loss -= 0.5 * l2[j]! * weights[j]! ** 2;
  return {
    family,
    weights,
    intercept: bias,
    loss,
    logLikelihood: logLikelihoodOf(family.name, raw(x), targets, options.exampleWeights),
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    raw,
    predict: (rows) => raw(rows).map(family.mean),
  };
}

/** The intercept of the model without features, roughly: Newton starts where exp and σ are tame. */
function firstIntercept(family: Family, targets: Vector): number {
  let mean = 0;
  for (let n = 0; n < targets.length; n++) mean += targets[n]! / targets.length;
  if (family.name === "poisson" || family.name === "gamma") {
    if (mean > 0) return Math.log(mean);
    throw new DomainError("targets must not all be 0: the log of their mean is -Infinity");
  }
  return family.name === "bernoulli" ? 0 : mean;
}

function checkBothClasses(targets: Vector): void {
  let [zeros, ones] = [true, true];
  for (let n = 0; n < targets.length; n++) {
    if (targets[n] !== 0) zeros = false;
    if (targets[n] !== 1) ones = false;
  }
  if (!zeros && !ones) return;
  throw new DomainError(
    `targets must hold both classes, all are ${zeros ? 0 : 1}: the likelihood has no maximum; set l2 or add data`,
  );
}

/** Data that a plane separates have no maximum-likelihood weights: the longer, the better. */
function checkOverlap({ parameters }: MinimiserStep, features: Features, targets: Vector): void {
  const raw = linearPredictor(parameters, features);
  for (let n = 0; n < raw.length; n++) {
    const right = (raw[n]! > 0 && targets[n] === 1) || (raw[n]! < 0 && targets[n] === 0);
    if (!right) return;
  }
  throw new DomainError(separable);
}

export const separable =
  "classes are perfectly separable: longer weights always fit better, so the likelihood has no maximum; set l2 above 0, for instance l2: 1e-3";

/**
 * Errors where a minimiser stopped before the bottom, or where there is none: when classes can be told apart
 * without error, the loss falls as e^−t along some direction, slope and curvature vanish together, and Newton's
 * next step stays about 1 however small the gradient.
 */
export function checkReached(
  minimum: Minimum,
  objective: Objective,
  options: { readonly family: string; readonly regularised: boolean },
): void {
  const { family, regularised } = options;
  const classification = family === "bernoulli" || family === "softmax" || family === "ordinal";
  if (classification && !regularised && objective.dimension <= 250) {
    const gradient = new Float64Array(objective.dimension);
    objective.evaluate(minimum.parameters, gradient);
    const next = newtonDirection(objective.hessian!(minimum.parameters), gradient);
    if (greatest(next) > 0.01) throw new DomainError(separable);
  }
  if (minimum.converged) return;
  throw new DomainError(
    `the ${family} fit stopped at a gradient norm of ${minimum.gradientNorm.toPrecision(2)}; allow more iterations, a greater gradientTolerance, or set l2`,
  );
}
