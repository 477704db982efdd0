// The browser-safe public surface. Re-exports only; each folder's index says what is public in it.
// entropy, crossEntropy and klDivergence exist once, overloaded for vectors and distributions:
// an explicit line for them from ./distributions/ wins over the stars.
export * from "./math/numeric/index.js";
export * from "./math/random/index.js";
export * from "./math/information/index.js";
export * from "./math/losses/index.js";
export * from "./math/distributions/index.js";
export { crossEntropy, entropy, klDivergence } from "./math/distributions/index.js";
export * from "./learn/models/index.js";
export * from "./learn/training/index.js";
export * from "./learn/privacy/index.js";
export * from "./learn/table/index.js";
export * from "./learn/experiments/index.js";
export * from "./figures/index.js";
