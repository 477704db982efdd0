import { absoluteError } from "./absoluteError.js";
import { alphaDivergenceLoss } from "./alphaDivergenceLoss.js";
import { betaNegativeLogLikelihood } from "./betaNegativeLogLikelihood.js";
import { binaryCrossEntropy } from "./binaryCrossEntropy.js";
import { binaryCrossEntropyWithLogits } from "./binaryCrossEntropyWithLogits.js";
import { brier } from "./brier.js";
import { categoricalCrossEntropy } from "./categoricalCrossEntropy.js";
import { categoricalCrossEntropyWithLabel } from "./categoricalCrossEntropyWithLabel.js";
import { crossEntropyWithLogits } from "./crossEntropyWithLogits.js";
import { crossEntropyWithLogitsAndLabel } from "./crossEntropyWithLogitsAndLabel.js";
import { crpsNormal } from "./crpsNormal.js";
import { cumulativeLink } from "./cumulativeLink.js";
import { exponentialLoss } from "./exponentialLoss.js";
import { fDivergenceLoss } from "./fDivergenceLoss.js";
import { focal } from "./focal.js";
import { gammaNegativeLogLikelihood } from "./gammaNegativeLogLikelihood.js";
import { gaussianNegativeLogLikelihood } from "./gaussianNegativeLogLikelihood.js";
import { gaussianNegativeLogLikelihoodWithLogVariance } from "./gaussianNegativeLogLikelihoodWithLogVariance.js";
import { generalisedCrossEntropy } from "./generalisedCrossEntropy.js";
import { generalisedKlDivergenceLoss } from "./generalisedKlDivergenceLoss.js";
import { halfSquaredError } from "./halfSquaredError.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { huberisedHinge } from "./huberisedHinge.js";
import { inverseOneHotCrossEntropy } from "./inverseOneHotCrossEntropy.js";
import { jeffreysLoss } from "./jeffreysLoss.js";
import { jensenShannonLoss } from "./jensenShannonLoss.js";
import { klDivergenceLoss } from "./klDivergenceLoss.js";
import { klDivergenceLossWithLogTarget } from "./klDivergenceLossWithLogTarget.js";
import { labelSmoothing } from "./labelSmoothing.js";
import { laplaceNegativeLogLikelihood } from "./laplaceNegativeLogLikelihood.js";
import { logCosh } from "./logCosh.js";
import { logNormalNegativeLogLikelihood } from "./logNormalNegativeLogLikelihood.js";
import { negativeBinomialNegativeLogLikelihood } from "./negativeBinomialNegativeLogLikelihood.js";
import { negativeLearning } from "./negativeLearning.js";
import { negativeLogLikelihood } from "./negativeLogLikelihood.js";
import { neymanChiSquaredLoss } from "./neymanChiSquaredLoss.js";
import { pearsonChiSquaredLoss } from "./pearsonChiSquaredLoss.js";
import { pinball } from "./pinball.js";
import { poissonNegativeLogLikelihood } from "./poissonNegativeLogLikelihood.js";
import { reverseLabelCrossEntropy } from "./reverseLabelCrossEntropy.js";
import { smoothL1 } from "./smoothL1.js";
import { softFocal } from "./softFocal.js";
import { softmaxFocal } from "./softmaxFocal.js";
import { spherical } from "./spherical.js";
import { squaredError } from "./squaredError.js";
import { squaredHellingerLoss } from "./squaredHellingerLoss.js";
import { squaredHinge } from "./squaredHinge.js";
import { studentTNegativeLogLikelihood } from "./studentTNegativeLogLikelihood.js";
import { symmetricCrossEntropy } from "./symmetricCrossEntropy.js";
import { totalVariationLoss } from "./totalVariationLoss.js";
import { weightedBinaryCrossEntropyWithLogits } from "./weightedBinaryCrossEntropyWithLogits.js";
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
