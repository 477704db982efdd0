import { expect, it } from "vitest";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import { fitLinear } from "../../../src/learn/training/fitGeneralisedLinear.js";
import * as L from "./all.js";

// What a kernel would have coerced, or passed over: each is refused by its name.

const reals = [0.5, -1, 2, 0.25];
const ones = [0, 1, 1, 0];
type Call = (options: object) => unknown;
const batches: Readonly<Record<string, Call>> = {
  huberBatch: (options) => L.huberBatch(reals, ones, options),
  squaredErrorBatch: (options) => L.squaredErrorBatch(reals, ones, options),
  absoluteErrorBatch: (options) => L.absoluteErrorBatch(reals, ones, options),
  gaussianBatch: (options) => L.gaussianBatch(reals, [1, 2], options),
  focalBatch: (options) => L.focalBatch(reals, ones, options),
  binaryCrossEntropyBatch: (options) => L.binaryCrossEntropyBatch(reals, ones, options),
  softmaxCrossEntropyBatch: (options) => L.softmaxCrossEntropyBatch(reals, 2, [0, 1], options),
  softCrossEntropyBatch: (options) => L.softCrossEntropyBatch(reals, 2, ones, options),
};
const shared: readonly [string, unknown][] = [
  ["scale", "2"],
  ["scale", NaN],
  ["scale", null],
  ["gradient", [0, 0, 0, 0]],
  ["gradient", new Float32Array(4)],
  ["losses", [0, 0, 0, 0]],
  ["sclae", 2],
  ["reduction", "sum"],
];
const own: readonly [string, string, unknown][] = [
  ["softmaxCrossEntropyBatch", "labelSmoothing", "0.1"],
  ["softmaxCrossEntropyBatch", "labelSmoothing", 2],
  ["softmaxCrossEntropyBatch", "labelSmoothing", -1],
  ["softmaxCrossEntropyBatch", "labelSmoothing", NaN],
  ["softmaxCrossEntropyBatch", "ignoreIndex", "0"],
  ["softmaxCrossEntropyBatch", "ignoreIndex", 0.5],
  ["softmaxCrossEntropyBatch", "ignoreIndex", null],
  ["softmaxCrossEntropyBatch", "smoothing", 0.1],
  ["softCrossEntropyBatch", "labelSmoothing", "0.1"],
  ["softCrossEntropyBatch", "ignoreIndex", 1],
  ["gaussianBatch", "full", 1],
];

it.each(Object.keys(batches).flatMap((name) => shared.map(([key, value]) => [name, key, value])))(
  "%s refuses %s %j",
  (name, key, value) => {
    const call = (): unknown => batches[name as string]!({ [key as string]: value });
    expect(call).toThrow(DomainError);
    expect(call).toThrow(key as string);
  },
);

it.each(own)("%s refuses %s %j", (name, key, value) => {
  expect(() => batches[name]!({ [key]: value })).toThrow(DomainError);
  expect(() => batches[name]!({ [key]: value })).toThrow(key);
});

it.each([
  ["l2", null],
  ["gradientTolerance", "1e-3"],
])("a fit refuses %s %j", (key, value) => {
  const call = (): unknown => fitLinear([[1], [2], [4]], [1, 3, 2], { [key]: value });
  expect(call).toThrow(DomainError);
  expect(call).toThrow(key);
});
