import { checkOpenInterval } from "../../../math/numeric/checks.js";
import type { Vector } from "../../../math/numeric/vector.js";
import { checkPairs } from "./checkPairs.js";

/** √ mean (ŷ − y)². */
export function rootMeanSquaredError(predictions: Vector, targets: Vector): number {
  return Math.sqrt(meanOf(predictions, targets, (residual) => residual ** 2));
}

/** mean |ŷ − y|. */
export function meanAbsoluteError(predictions: Vector, targets: Vector): number {
  return meanOf(predictions, targets, Math.abs);
}

/** mean max(τ(y − ŷ), (τ − 1)(y − ŷ)): least for the τ-quantile. */
export function meanPinballLoss(predictions: Vector, targets: Vector, quantile: number): number {
  checkOpenInterval("quantile", quantile, 0, 1);
  return meanOf(predictions, targets, (residual) =>
    Math.max(-quantile * residual, (1 - quantile) * residual),
  );
}

function meanOf(predictions: Vector, targets: Vector, term: (residual: number) => number): number {
  checkPairs("predictions", predictions, "targets", targets);
  let sum = 0;
  for (let n = 0; n < targets.length; n++) sum += term(predictions[n]! - targets[n]!);
  return sum / targets.length;
}
