import { featureMatrix, penalties } from "../models/features.js";
import type { Features } from "../models/features.js";
import { linearPredictor } from "../models/generalisedLinear.js";
import { ordinalProbabilities, ordinalRegressionObjective } from "../models/ordinalRegression.js";
import { checkReached } from "./fitGeneralisedLinear.js";
import type { FitOptions } from "./fitGeneralisedLinear.js";
import { minimiseLbfgs } from "./minimiseLbfgs.js";
import { minimiseNewton } from "./minimiseNewton.js";
import { scaledFeatures } from "./scaledFeatures.js";

/** A fitted proportional odds model. */
export interface OrdinalFit {
  /** A positive weight moves probability towards the higher classes. */
  readonly weights: Float64Array;
  /** θ₀ < θ₁ < …, [K − 1]. */
  readonly thresholds: Float64Array;
  /** The mean loss on the training data, without the penalty. */
  readonly loss: number;
  readonly logLikelihood: number;
  /** Norm of the objective's gradient at the end, with features scaled to variance 1. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** [N][K]. */
  probabilities(features: Features): number[][];
  /** The most probable class of each example, [N]. */
  predict(features: Features): number[];
}

/**
 * Ordinal regression (cumulative logit, proportional odds): P(y ≤ k | x) = σ(θ_k − w·x).
 *
 * Shapes  features [N, D], labels [N] with 0 … K − 1 in their order.
 * Errors  DomainError as `fitGeneralisedLinear`; also if a class has no example.
 */
export function fitOrdinal(
  features: Features,
  labels: ArrayLike<number>,
  classes: number,
  options: Omit<FitOptions, "intercept"> = {},
): OrdinalFit {
  const x = featureMatrix(features);
  const l2 = penalties(options.l2 ?? 0, x.columns);
  const regularised = l2.every((penalty) => penalty > 0);
  const { features: scaled, centre, scale } = scaledFeatures(x, { intercept: true, regularised });
  const objective = ordinalRegressionObjective(scaled, labels, classes, {
    l2: l2.map((penalty, j) => penalty / scale[j]! ** 2),
    exampleWeights: options.exampleWeights,
  });
  const start = new Float64Array(objective.dimension);
  start.set(cumulativeLogits(labels, classes), x.columns);
  const lbfgs = options.method === "lbfgs" || objective.dimension > 250;
  const minimum = (lbfgs ? minimiseLbfgs : minimiseNewton)(objective, start, {
    gradientTolerance: options.gradientTolerance ?? 1e-9,
    ...(options.maximumIterations && { maximumIterations: options.maximumIterations }),
  });
  checkReached(minimum, objective, { family: "ordinal", regularised });

  const weights = Float64Array.from(scale, (s, j) => minimum.parameters[j]! / s);
  const shift = weights.reduce((sum, weight, j) => sum + weight * centre[j]!, 0);
  const thresholds = minimum.parameters.slice(x.columns).map((threshold) => threshold + shift);
  let loss = minimum.value;
  weights.forEach((weight, j) => (loss -= 0.5 * l2[j]! * weight ** 2));
  let count = 0;
  for (let n = 0; n < x.rows; n++) count += options.exampleWeights?.[n] ?? 1;
  const probabilities = (rows: Features): number[][] =>
    Array.from(linearPredictor(weights, rows), (raw) => ordinalProbabilities(raw, thresholds));
  return {
    weights,
    thresholds,
    loss,
    logLikelihood: -loss * count,
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    probabilities,
    predict: (rows) => probabilities(rows).map((row) => row.indexOf(Math.max(...row))),
  };
}

/** The thresholds of the model without features: logits of the cumulative shares. */
function cumulativeLogits(labels: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let n = 0; n < labels.length; n++) counts[labels[n]!]!++;
  let below = 0;
  return counts.slice(0, -1).map((count) => {
    below += count;
    return Math.log(below / (labels.length - below));
  });
}
