// Every loss of one example, a line each, with what its options are called.
export { absoluteError } from "./regression/absoluteError.js";
export {
  alphaDivergenceLoss,
  type AlphaDivergenceOptions,
} from "./divergence/alphaDivergenceLoss.js";
export {
  betaNegativeLogLikelihood,
  type BetaNegativeLogLikelihoodOptions,
} from "./regression/betaNegativeLogLikelihood.js";
export { binaryCrossEntropy } from "./classification/binaryCrossEntropy.js";
export { binaryCrossEntropyWithLogits } from "./classification/binaryCrossEntropyWithLogits.js";
export { brier } from "./classification/brier.js";
export { categoricalCrossEntropy } from "./classification/categoricalCrossEntropy.js";
export { categoricalCrossEntropyWithLabel } from "./classification/categoricalCrossEntropyWithLabel.js";
export { crossEntropyWithLogits } from "./classification/crossEntropyWithLogits.js";
export { crossEntropyWithLogitsAndLabel } from "./classification/crossEntropyWithLogitsAndLabel.js";
export { crpsNormal } from "./regression/crpsNormal.js";
export { cumulativeLink } from "./classification/cumulativeLink.js";
export { exponentialLoss } from "./classification/exponentialLoss.js";
export { fDivergenceLoss, type FDivergenceLossOptions } from "./divergence/fDivergenceLoss.js";
export { focal, type FocalOptions } from "./classification/focal.js";
export {
  gammaNegativeLogLikelihood,
  type GammaNegativeLogLikelihoodOptions,
} from "./regression/gammaNegativeLogLikelihood.js";
export {
  gaussianNegativeLogLikelihood,
  type GaussianNegativeLogLikelihoodOptions,
} from "./regression/gaussianNegativeLogLikelihood.js";
export {
  gaussianNegativeLogLikelihoodWithLogVariance,
  type GaussianLogVarianceOptions,
} from "./regression/gaussianNegativeLogLikelihoodWithLogVariance.js";
export {
  forwardCorrectedCrossEntropy,
  type ForwardCorrectedCrossEntropyOptions,
} from "./robust/forwardCorrectedCrossEntropy.js";
export {
  generalisedCrossEntropy,
  type GeneralisedCrossEntropyOptions,
} from "./robust/generalisedCrossEntropy.js";
export { generalisedKlDivergenceLoss } from "./divergence/generalisedKlDivergenceLoss.js";
export { halfSquaredError } from "./regression/halfSquaredError.js";
export { hinge } from "./classification/hinge.js";
export { huber, type HuberOptions } from "./regression/huber.js";
export { huberisedHinge, type HuberisedHingeOptions } from "./classification/huberisedHinge.js";
export {
  inverseOneHotCrossEntropy,
  type InverseOneHotOptions,
} from "./robust/inverseOneHotCrossEntropy.js";
export { jeffreysLoss } from "./divergence/jeffreysLoss.js";
export { jensenShannonLoss } from "./divergence/jensenShannonLoss.js";
export { klDivergenceLoss } from "./divergence/klDivergenceLoss.js";
export { klDivergenceLossWithLogTarget } from "./divergence/klDivergenceLossWithLogTarget.js";
export { labelSmoothing, type LabelSmoothingOptions } from "./classification/labelSmoothing.js";
export {
  laplaceNegativeLogLikelihood,
  type LaplaceNegativeLogLikelihoodOptions,
} from "./regression/laplaceNegativeLogLikelihood.js";
export { logCosh } from "./regression/logCosh.js";
export {
  logNormalNegativeLogLikelihood,
  type LogNormalNegativeLogLikelihoodOptions,
} from "./regression/logNormalNegativeLogLikelihood.js";
export {
  negativeBinomialNegativeLogLikelihood,
  type NegativeBinomialNegativeLogLikelihoodOptions,
} from "./regression/negativeBinomialNegativeLogLikelihood.js";
export { negativeLearning } from "./robust/negativeLearning.js";
export { negativeLogLikelihood } from "./classification/negativeLogLikelihood.js";
export { neymanChiSquaredLoss } from "./divergence/neymanChiSquaredLoss.js";
export { pearsonChiSquaredLoss } from "./divergence/pearsonChiSquaredLoss.js";
export { pinball, type PinballOptions } from "./regression/pinball.js";
export {
  poissonNegativeLogLikelihood,
  type PoissonNegativeLogLikelihoodOptions,
} from "./regression/poissonNegativeLogLikelihood.js";
export { reverseLabelCrossEntropy } from "./robust/reverseLabelCrossEntropy.js";
export { smoothL1, type SmoothL1Options } from "./regression/smoothL1.js";
export { softFocal, type SoftFocalOptions } from "./classification/softFocal.js";
export { softmaxFocal, type SoftmaxFocalOptions } from "./classification/softmaxFocal.js";
export { spherical } from "./classification/spherical.js";
export { squaredError } from "./regression/squaredError.js";
export { squaredHellingerLoss } from "./divergence/squaredHellingerLoss.js";
export { squaredHinge } from "./classification/squaredHinge.js";
export {
  studentTNegativeLogLikelihood,
  type StudentTNegativeLogLikelihoodOptions,
} from "./regression/studentTNegativeLogLikelihood.js";
export {
  symmetricCrossEntropy,
  type SymmetricCrossEntropyOptions,
} from "./robust/symmetricCrossEntropy.js";
export { totalVariationLoss } from "./divergence/totalVariationLoss.js";
export {
  weightedBinaryCrossEntropyWithLogits,
  type WeightedBinaryCrossEntropyOptions,
} from "./classification/weightedBinaryCrossEntropyWithLogits.js";
