export { absoluteErrorBatch } from "./absoluteErrorBatch.js";
export type { BatchLoss, BatchOptions } from "./batchLoss.js";
export { binaryCrossEntropyBatch } from "./binaryCrossEntropyBatch.js";
export type { BinaryCrossEntropyBatchOptions } from "./binaryCrossEntropyBatch.js";
export { binaryCrossEntropyWithLogitsBatch } from "./binaryCrossEntropyWithLogitsBatch.js";
export type { BinaryCrossEntropyWithLogitsBatchOptions } from "./binaryCrossEntropyWithLogitsBatch.js";
export { crossEntropyBatch } from "./crossEntropyBatch.js";
export type { CrossEntropyBatchOptions } from "./crossEntropyBatch.js";
export { focalBatch } from "./focalBatch.js";
export type { FocalBatchOptions } from "./focalBatch.js";
export { gaussianBatch } from "./gaussianBatch.js";
export type { GaussianBatchOptions } from "./gaussianBatch.js";
export { huberBatch } from "./huberBatch.js";
export type { HuberBatchOptions } from "./huberBatch.js";
export type {
  ElementsValue,
  Empty,
  GradientOf,
  LossResult,
  Reduction,
  RowsValue,
} from "./reduction.js";
export { softCrossEntropyBatch } from "./softCrossEntropyBatch.js";
export { softmaxCrossEntropyBatch } from "./softmaxCrossEntropyBatch.js";
export type { SoftmaxCrossEntropyBatchOptions } from "./softmaxCrossEntropyBatch.js";
export { squaredErrorBatch } from "./squaredErrorBatch.js";
export { batchForm } from "../../numeric/wasm/form.js";
export type { BatchForm } from "../../numeric/wasm/form.js";
