export type { Distribution, Support, UnivariateDistribution } from "./distribution.js";
export type { Univariate } from "./univariate.js";
export * from "./families.js";
export { crossEntropyWithBound, klDivergenceWithBound, type Comparison } from "./comparison.js";
export { entropy } from "./entropy.js";
export { crossEntropy } from "./crossEntropy.js";
export { klDivergence } from "./klDivergence.js";
