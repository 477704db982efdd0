export type { Distribution, Support, UnivariateDistribution } from "./distribution.js";
export type { Univariate } from "./univariate.js";
export { allFamilies } from "./all.js";
export type { FamilyDescription, ParameterDomain } from "./family.js";
export type { FittableFamily, MixtureFitOptions } from "./fit/fitMixture.js";
export { censored, type CensoredFamily, type Observation } from "./observed/censored.js";
export {
  intervalCensored,
  type IntervalCensoredFamily,
  type IntervalOptions,
} from "./observed/intervalCensored.js";
export { truncated, type Limits, type TruncatedFamily } from "./observed/truncated.js";
export type { KnownParameters, UnivariateFamily } from "./observed/fitByLikelihood.js";
export type { MixtureOutput } from "./continuous/mixtureLoss.js";
export {
  crossEntropyWithBound,
  klDivergenceWithBound,
  type Comparison,
} from "./divergence/comparison.js";
export { entropy } from "./divergence/entropy.js";
export { crossEntropy } from "./divergence/crossEntropy.js";
export { klDivergence } from "./divergence/klDivergence.js";
export * from "./each.js";
