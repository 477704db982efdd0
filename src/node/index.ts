// `lossbook/node`: what a program on Node uses beside `lossbook`.
export type * from "./kernel/kernel.js";
export * from "./data/index.js";
export { startKernel, KernelStartError } from "./kernel/startKernel.js";
export * from "./course/index.js";
export * from "./run/index.js";
