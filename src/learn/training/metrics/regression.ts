import { checkOpenInterval } from "../../../math/numeric/checks.js";
import { compensatedSum } from "../../../math/numeric/compensatedSum.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import type { Numbers } from "../../../math/numeric/numbers.js";
import { pairsOf } from "./checkPairs.js";

/** √ mean (ŷ − y)². */
export function rootMeanSquaredError(predictions: Numbers, targets: Numbers): number {
  const residuals = residualsOf(predictions, targets);
  const size = residuals.reduce((most, residual) => Math.max(most, Math.abs(residual)), 0);
  // The unit is taken out before squaring: 1e200 has no square.
  return size === 0 ? 0 : size * Math.sqrt(meanOf(residuals, (r) => (r / size) ** 2));
}

/** mean |ŷ − y|. */
export function meanAbsoluteError(predictions: Numbers, targets: Numbers): number {
  return meanOf(residualsOf(predictions, targets), Math.abs);
}

/** mean max(τ(y − ŷ), (τ − 1)(y − ŷ)): least for the τ-quantile. */
export function meanPinballLoss(predictions: Numbers, targets: Numbers, quantile: number): number {
  checkOpenInterval("quantile", quantile, 0, 1);
  return meanOf(residualsOf(predictions, targets), (residual) =>
    Math.max(-quantile * residual, (1 - quantile) * residual),
  );
}

/**
 * The coefficient of determination R² = 1 − Σ(ŷ − y)²/Σ(y − ȳ)²: the share of the targets' variance that the
 * predictions account for. 1 is perfect, 0 as good as the mean; below 0 worse than it.
 *
 * Errors  DomainError if the targets are all one number: there is no variance to account for.
 * Source  Wright, "Correlation and causation" (1921), J. Agricultural Research 20.
 */
export function rSquared(predictions: Numbers, targets: Numbers): number {
  const residuals = residualsOf(predictions, targets);
  const [, y] = pairsOf("predictions", predictions, "targets", targets);
  if (y.every((value) => value === y[0])) {
    throw new DomainError(`targets must vary, all are ${y[0]}: R² is 0/0`);
  }
  const mean = compensatedSum(y.map((value) => value / y.length));
  const deviations = y.map((value) => value - mean);
  const size = deviations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const share = (values: Float64Array): number => meanOf(values, (value) => (value / size) ** 2);
  return 1 - share(residuals) / share(deviations);
}

function residualsOf(predictions: Numbers, targets: Numbers): Float64Array {
  const [predicted, y] = pairsOf("predictions", predictions, "targets", targets);
  return predicted.map((value, n) => value - y[n]!);
}

function meanOf(values: Float64Array, term: (value: number) => number): number {
  return compensatedSum(values.map(term)) / values.length;
}
