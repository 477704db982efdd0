export {
  checkAllFinite,
  checkFinite,
  checkInteger,
  checkInterval,
  checkLabel,
  checkLogit,
  checkLogits,
  checkNoNaN,
  checkNonNegative,
  checkNotEmpty,
  checkNumber,
  checkOpenInterval,
  checkOptions,
  checkPositive,
  checkProbabilities,
  checkProbability,
  checkSameLength,
  checkVector,
  checkWeights,
} from "./checks.js";
export { compensatedMean } from "./compensatedMean.js";
export { compensatedSum } from "./compensatedSum.js";
export { DomainError } from "./domainError.js";
export { log1mExp } from "./log1mExp.js";
export { logSigmoid } from "./logSigmoid.js";
export { logSumExp } from "./logSumExp.js";
export { isMatrix, matrix, matrixFrom, matrixRow, matrixToArrays } from "./matrix.js";
export type { Matrix } from "./matrix.js";
export { minusLogSoftmax } from "./minusLogSoftmax.js";
export { relEntr } from "./relEntr.js";
export { sigmoid } from "./sigmoid.js";
export { softmax } from "./softmax.js";
export { softmaxTerms } from "./softmaxTerms.js";
export type { SoftmaxTerms } from "./softmaxTerms.js";
export { softplus } from "./softplus.js";
export type { Vector } from "./vector.js";
export { xLog1pY } from "./xLog1pY.js";
export { xLogY } from "./xLogY.js";
export { checkBoolean } from "./checkBoolean.js";
export { checkSign } from "./checkSign.js";
export { conditionalSoftmax } from "./conditionalSoftmax.js";
export { minusLogComplementSoftmax } from "./minusLogComplementSoftmax.js";
export type { Nested } from "./nested.js";
export * from "./special/index.js";
