// The browser-safe public surface. Re-exports only; each folder's index says what is public in it.
// entropy, crossEntropy and klDivergence exist once, overloaded for vectors and distributions:
// an explicit line for them from ./distributions/ wins over the stars.
export * from "./numeric/index.js";
export * from "./random/index.js";
export * from "./information/index.js";
export * from "./losses/index.js";
export * from "./distributions/index.js";
export { crossEntropy, entropy, klDivergence } from "./distributions/index.js";
export * from "./models/index.js";
export * from "./training/index.js";
export * from "./privacy/index.js";
export * from "./table/index.js";
export * from "./experiments/index.js";
export * from "./figures/index.js";
