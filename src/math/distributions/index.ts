export type { Distribution, Support, UnivariateDistribution } from "./distribution.js";
export type { Univariate } from "./univariate.js";
export { allFamilies } from "./all.js";
export type { FamilyDescription } from "./family.js";
export type { FittableFamily, MixtureFitOptions } from "./fit/fitMixture.js";
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
