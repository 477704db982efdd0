export type { Objective, ObjectiveOptions } from "./objective.js";
export type { Features } from "./features.js";
export {
  bernoulliFamily,
  gammaFamily,
  gaussianFamily,
  huberFamily,
  poissonFamily,
  quantileFamily,
  tweedieFamily,
} from "./family.js";
export type { Family } from "./family.js";
export {
  betaRegression,
  heteroscedasticNormal,
  hurdleNegativeBinomialRegression,
  hurdlePoissonRegression,
  logNormalRegression,
  negativeBinomialRegression,
  poissonRegression,
  studentTRegression,
  tobitRegression,
  weibullRegression,
  zeroInflatedNegativeBinomialRegression,
  zeroInflatedPoissonRegression,
} from "./regression/index.js";
export type { CensoringLimits, RegressionFamily } from "./regression/index.js";
export type { Jet } from "./jet.js";
export { generalisedLinearObjective, linearPredictor } from "./generalisedLinear.js";
export type { GeneralisedLinearOptions } from "./generalisedLinear.js";
export { softmaxLogits, softmaxRegressionObjective } from "./softmaxRegression.js";
export { ordinalProbabilities, ordinalRegressionObjective } from "./ordinalRegression.js";
export { generativeLosses } from "./generativeClassifier.js";
export type {
  GeneratedExample,
  GenerativeClassifier,
  GenerativeLosses,
} from "./generativeClassifier.js";
export { gaussianNaiveBayes } from "./gaussianNaiveBayes.js";
export type { GaussianNaiveBayes, SmoothingOptions } from "./gaussianNaiveBayes.js";
export { linearDiscriminant, quadraticDiscriminant } from "./discriminantAnalysis.js";
export type {
  LinearDiscriminant,
  QuadraticDiscriminant,
  QuadraticShrinkageOptions,
  ShrinkageOptions,
} from "./discriminantAnalysis.js";
export { network } from "./network.js";
export type { Activation, ForwardPass, Network } from "./network.js";
export { networkObjective } from "./networkObjective.js";
export type { NetworkObjectiveOptions } from "./networkObjective.js";
