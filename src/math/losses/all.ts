import { absoluteError } from "./regression/absoluteError.js";
import { alphaDivergenceLoss } from "./divergence/alphaDivergenceLoss.js";
import { betaNegativeLogLikelihood } from "./regression/betaNegativeLogLikelihood.js";
import { binaryCrossEntropy } from "./classification/binaryCrossEntropy.js";
import { binaryCrossEntropyWithLogits } from "./classification/binaryCrossEntropyWithLogits.js";
import { brier } from "./classification/brier.js";
import { categoricalCrossEntropy } from "./classification/categoricalCrossEntropy.js";
import { categoricalCrossEntropyWithLabel } from "./classification/categoricalCrossEntropyWithLabel.js";
import { crossEntropyWithLogits } from "./classification/crossEntropyWithLogits.js";
import { crossEntropyWithLogitsAndLabel } from "./classification/crossEntropyWithLogitsAndLabel.js";
import { crpsNormal } from "./regression/crpsNormal.js";
import { cumulativeLink } from "./classification/cumulativeLink.js";
import { exponentialLoss } from "./classification/exponentialLoss.js";
import { fDivergenceLoss } from "./divergence/fDivergenceLoss.js";
import { focal } from "./classification/focal.js";
import { gammaNegativeLogLikelihood } from "./regression/gammaNegativeLogLikelihood.js";
import { gaussianNegativeLogLikelihood } from "./regression/gaussianNegativeLogLikelihood.js";
import { gaussianNegativeLogLikelihoodWithLogVariance } from "./regression/gaussianNegativeLogLikelihoodWithLogVariance.js";
import { generalisedCrossEntropy } from "./robust/generalisedCrossEntropy.js";
import { generalisedKlDivergenceLoss } from "./divergence/generalisedKlDivergenceLoss.js";
import { halfSquaredError } from "./regression/halfSquaredError.js";
import { hinge } from "./classification/hinge.js";
import { huber } from "./regression/huber.js";
import { huberisedHinge } from "./classification/huberisedHinge.js";
import { inverseOneHotCrossEntropy } from "./robust/inverseOneHotCrossEntropy.js";
import { jeffreysLoss } from "./divergence/jeffreysLoss.js";
import { jensenShannonLoss } from "./divergence/jensenShannonLoss.js";
import { klDivergenceLoss } from "./divergence/klDivergenceLoss.js";
import { klDivergenceLossWithLogTarget } from "./divergence/klDivergenceLossWithLogTarget.js";
import { labelSmoothing } from "./classification/labelSmoothing.js";
import { laplaceNegativeLogLikelihood } from "./regression/laplaceNegativeLogLikelihood.js";
import { logCosh } from "./regression/logCosh.js";
import { logNormalNegativeLogLikelihood } from "./regression/logNormalNegativeLogLikelihood.js";
import { negativeBinomialNegativeLogLikelihood } from "./regression/negativeBinomialNegativeLogLikelihood.js";
import { negativeLearning } from "./robust/negativeLearning.js";
import { negativeLogLikelihood } from "./classification/negativeLogLikelihood.js";
import { neymanChiSquaredLoss } from "./divergence/neymanChiSquaredLoss.js";
import { pearsonChiSquaredLoss } from "./divergence/pearsonChiSquaredLoss.js";
import { pinball } from "./regression/pinball.js";
import { poissonNegativeLogLikelihood } from "./regression/poissonNegativeLogLikelihood.js";
import { reverseLabelCrossEntropy } from "./robust/reverseLabelCrossEntropy.js";
import { smoothL1 } from "./regression/smoothL1.js";
import { softFocal } from "./classification/softFocal.js";
import { softmaxFocal } from "./classification/softmaxFocal.js";
import { spherical } from "./classification/spherical.js";
import { squaredError } from "./regression/squaredError.js";
import { squaredHellingerLoss } from "./divergence/squaredHellingerLoss.js";
import { squaredHinge } from "./classification/squaredHinge.js";
import { studentTNegativeLogLikelihood } from "./regression/studentTNegativeLogLikelihood.js";
import { symmetricCrossEntropy } from "./robust/symmetricCrossEntropy.js";
import { totalVariationLoss } from "./divergence/totalVariationLoss.js";
import { weightedBinaryCrossEntropyWithLogits } from "./classification/weightedBinaryCrossEntropyWithLogits.js";
import type { Loss } from "./loss.js";
import type { Vector } from "../numeric/vector.js";

/** A loss of a list: of one number or of a vector, against a number or a vector. */
export type AnyLoss = Loss<number, number> | Loss<Vector, number> | Loss<Vector, Vector>;

/** Every loss of one example, those with parameters at their defaults: what a table of losses or a test walks. */
export const allLosses: readonly AnyLoss[] = [
  absoluteError,
  alphaDivergenceLoss(),
  betaNegativeLogLikelihood(),
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  brier,
  categoricalCrossEntropy,
  categoricalCrossEntropyWithLabel,
  crossEntropyWithLogits,
  crossEntropyWithLogitsAndLabel,
  crpsNormal,
  cumulativeLink,
  exponentialLoss,
  fDivergenceLoss(),
  focal(),
  gammaNegativeLogLikelihood(),
  gaussianNegativeLogLikelihood(),
  gaussianNegativeLogLikelihoodWithLogVariance(),
  generalisedCrossEntropy(),
  generalisedKlDivergenceLoss,
  halfSquaredError,
  hinge,
  huber(),
  huberisedHinge(),
  inverseOneHotCrossEntropy(),
  jeffreysLoss,
  jensenShannonLoss,
  klDivergenceLoss,
  klDivergenceLossWithLogTarget,
  labelSmoothing(),
  laplaceNegativeLogLikelihood(),
  logCosh,
  logNormalNegativeLogLikelihood(),
  negativeBinomialNegativeLogLikelihood(),
  negativeLearning,
  negativeLogLikelihood,
  neymanChiSquaredLoss,
  pearsonChiSquaredLoss,
  pinball(),
  poissonNegativeLogLikelihood(),
  reverseLabelCrossEntropy,
  smoothL1(),
  softFocal(),
  softmaxFocal(),
  spherical,
  squaredError,
  squaredHellingerLoss,
  squaredHinge,
  studentTNegativeLogLikelihood(),
  symmetricCrossEntropy(),
  totalVariationLoss,
  weightedBinaryCrossEntropyWithLogits(),
];
