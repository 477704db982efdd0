import { checkClasses } from "../../math/numeric/checks.js";
import type { Features } from "../models/features.js";
import { linearPredictor } from "../models/generalisedLinear.js";
import { labelsOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { ordinalProbabilities, ordinalRegressionObjective } from "../models/ordinalRegression.js";
import { separable } from "./recessionOf.js";
import { prepareFit } from "./prepareFit.js";
import type { FitOptions } from "./prepareFit.js";
import { penalisedGains, solveFit } from "./solveFit.js";

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
  classNumbers: Numbers,
  classes: number,
  options: Omit<FitOptions, "intercept"> = {},
): OrdinalFit {
  checkClasses(classes, 2);
  const allLabels = labelsOf("labels", classNumbers, classes);
  const fit = prepareFit("fitOrdinal", features, allLabels, options, { intercept: true });
  const { targets: labels, centre, scale } = fit;
  const columns = fit.x.columns;
  const objective = ordinalRegressionObjective(fit.features, labels, classes, {
    l2: fit.scaledL2,
    exampleWeights: fit.weights,
  });
  const start = new Float64Array(objective.dimension);
  start.set(cumulativeLogits(labels, fit.weights, classes), columns);
  const minimum = solveFit("ordinal", objective, start, options, {
    reason: separable,
    gains(direction) {
      const outputChanges = linearPredictor(direction.subarray(0, columns), fit.features);
      const gains = penalisedGains(direction, fit.l2);
      labels.forEach((label, n) => {
        if (label < classes - 1) gains.push(direction[columns + label]! - outputChanges[n]!);
        if (label > 0) gains.push(outputChanges[n]! - direction[columns + label - 1]!);
      });
      return gains;
    },
  });

  const scaledWeights = minimum.parameters.slice(0, columns);
  const scaledThresholds = minimum.parameters.slice(columns);
  const weights = Float64Array.from(scale, (s, j) => scaledWeights[j]! / s);
  const shift = weights.reduce((sum, weight, j) => sum + weight * centre[j]!, 0);
  let loss = minimum.value;
  scaledWeights.forEach((weight, j) => (loss -= 0.5 * fit.scaledL2[j]! * weight ** 2));
  const probabilities = (rows: Features): number[][] =>
    Array.from(linearPredictor(scaledWeights, fit.scaleRows(rows)), (raw) =>
      ordinalProbabilities(raw, scaledThresholds),
    );
  return {
    weights,
    thresholds: scaledThresholds.map((threshold) => threshold + shift),
    loss,
    logLikelihood: -loss * fit.totalWeight,
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    probabilities,
    predict: (rows) => probabilities(rows).map((row) => row.indexOf(Math.max(...row))),
  };
}

/** The thresholds of the model without features: logits of the cumulative shares. */
function cumulativeLogits(labels: Float64Array, weights: Float64Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    counts[labels[n]!]! += weights[n]!;
    total += weights[n]!;
  }
  let below = 0;
  return counts.slice(0, -1).map((count) => {
    below += count;
    return Math.log(below / (total - below));
  });
}
