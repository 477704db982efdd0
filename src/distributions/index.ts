export type { Distribution, Support, UnivariateDistribution } from "./distribution.js";
