export { minimiseNewton } from "./minimiseNewton.js";
export { minimiseLbfgs } from "./minimiseLbfgs.js";
export type { LbfgsOptions } from "./minimiseLbfgs.js";
export type { MinimiserOptions, MinimiserStep, Minimum } from "./minimise.js";
export { adam, gradientDescent, momentum, rmsProp } from "./optimiser.js";
export type { Optimiser } from "./optimiser.js";
export { cosineDecay, exponentialDecay, stepDecay, warmup } from "./schedule.js";
export type { Schedule } from "./schedule.js";
export { DivergenceError, train } from "./train.js";
export type { EpochRecord, TrainingOptions, TrainingResult } from "./train.js";
export { progressLine } from "./progressLine.js";
export {
  fitGamma,
  fitGeneralisedLinear,
  fitHuber,
  fitLinear,
  fitLogistic,
  fitPoisson,
  fitTweedie,
} from "./fitGeneralisedLinear.js";
export type { LinearFit, LinearFitOptions } from "./fitFamily.js";
export type { FitOptions } from "./prepareFit.js";
export { fitRegression } from "./fitRegression.js";
export type { OutputCoefficients, RegressionFit, RegressionOptions } from "./fitRegression.js";
export { fitSoftmax, predictions, softmaxRows } from "./fitSoftmax.js";
export type { SoftmaxFit } from "./fitSoftmax.js";
export { fitOrdinal } from "./fitOrdinal.js";
export type { OrdinalFit } from "./fitOrdinal.js";
export { fitQuantile } from "./fitQuantile.js";
export { fitQuantiles } from "./fitQuantiles.js";
export type { QuantilesFit } from "./fitQuantiles.js";
export type { QuantileFit } from "./fitQuantile.js";
export {
  accuracy,
  calibrationBins,
  confusionMatrix,
  expectedCalibrationError,
  f1Score,
  macroF1,
  meanBrierScore,
  meanLogLoss,
  precisionAndRecall,
} from "./metrics/classification.js";
export type { CalibrationBin, ClassAverage, PrecisionAndRecall } from "./metrics/classification.js";
export { multiclassRocArea, precisionRecallCurve, rocCurve } from "./metrics/ranking.js";
export type { PrecisionRecallCurve, RocCurve } from "./metrics/ranking.js";
export {
  meanAbsoluteError,
  meanPinballLoss,
  rSquared,
  rootMeanSquaredError,
} from "./metrics/regression.js";
export {
  continuousRankedProbabilityScore,
  meanIntervalScore,
  meanRankedProbabilityScore,
} from "./metrics/forecasts.js";
export { bootstrapInterval } from "./metrics/bootstrapInterval.js";
export type { BootstrapInterval, BootstrapOptions } from "./metrics/bootstrapInterval.js";
export { correctedInterval } from "./metrics/correctedInterval.js";
export type { CorrectedIntervalOptions } from "./metrics/correctedInterval.js";
export type { ConfidenceOptions, MeanInterval } from "./metrics/meanInterval.js";
export { pairedRows } from "./metrics/pairedRows.js";
export type { PairedRowsOptions } from "./metrics/pairedRows.js";
