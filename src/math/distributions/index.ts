export type { Distribution, Support, UnivariateDistribution } from "./distribution.js";
export type { Univariate } from "./univariate.js";
export * from "./all.js";
export {
  crossEntropyWithBound,
  klDivergenceWithBound,
  type Comparison,
} from "./divergence/comparison.js";
export { entropy } from "./divergence/entropy.js";
export { crossEntropy } from "./divergence/crossEntropy.js";
export { klDivergence } from "./divergence/klDivergence.js";
