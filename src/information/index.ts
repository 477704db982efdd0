export { crossEntropy } from "./crossEntropy.js";
export { entropy } from "./entropy.js";
export { klDivergence } from "./klDivergence.js";
