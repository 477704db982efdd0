// Expressions: what other parts of the lesson and notebooks use of them.
export { bit, classIndex, interval, nat, positive, probability, real } from "./numberQuantities.js";
export { bits, counts, oneHot, positives, samples, simplex, vector } from "./vectorQuantities.js";
export { conditional, joint, matrix, symmetricPositive } from "./matrixQuantities.js";
export { density } from "./density.js";
export type { Quantity, QuantityValue, Size } from "./quantity.js";
export { ExpressionError } from "./expressionError.js";
