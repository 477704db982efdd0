export type { Loss, LossFunction, Task } from "./loss.js";
export { allLosses } from "./all.js";
export { domains } from "./domains.js";
export type { Domain } from "./domains.js";
export { rawOutputs } from "./rawOutputs.js";
export type { RawOutputs } from "./rawOutputs.js";
export type { AnyLoss } from "./all.js";
export * from "./batch/index.js";
export * from "./each.js";
