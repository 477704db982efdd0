export { absoluteError } from "./absoluteError.js";
export { binaryCrossEntropyWithLogits } from "./binaryCrossEntropyWithLogits.js";
export { crossEntropyWithLogits } from "./crossEntropyWithLogits.js";
export { crossEntropyWithLogitsAndLabel } from "./crossEntropyWithLogitsAndLabel.js";
export { halfSquaredError } from "./halfSquaredError.js";
export { huber } from "./huber.js";
export type { HuberOptions } from "./huber.js";
export type { Loss } from "./loss.js";
export { squaredError } from "./squaredError.js";
