// Expressions: what other parts of the lesson and notebooks use of them.
export {
  bit,
  bits,
  classIndex,
  conditional,
  counts,
  density,
  interval,
  joint,
  matrix,
  nat,
  oneHot,
  positive,
  positives,
  probability,
  real,
  samples,
  simplex,
  symmetricPositive,
  vector,
} from "./quantity.js";
export type { Quantity, QuantityValue, Size } from "./quantity.js";
export { ExpressionError } from "./expressionError.js";
export { compareExpressions } from "./compareExpressions.js";
export type { ExpressionComparison, ExpressionVerdict } from "./compareExpressions.js";
