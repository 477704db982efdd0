import { describe, expect, it } from "vitest";
import { fDivergence } from "../../../src/math/information/fDivergence.js";
import { binaryCrossEntropyBatch } from "../../../src/math/losses/batch/binaryCrossEntropyBatch.js";
import { gaussianBatch } from "../../../src/math/losses/batch/gaussianBatch.js";
import { huberBatch } from "../../../src/math/losses/batch/huberBatch.js";
import { softCrossEntropyBatch } from "../../../src/math/losses/batch/softCrossEntropyBatch.js";
import { softmaxFocal } from "../../../src/math/losses/classification/softmaxFocal.js";
import { alphaDivergenceLoss } from "../../../src/math/losses/divergence/alphaDivergenceLoss.js";
import { fDivergenceLoss } from "../../../src/math/losses/divergence/fDivergenceLoss.js";
import { inverseOneHotCrossEntropy } from "../../../src/math/losses/robust/inverseOneHotCrossEntropy.js";

const of = (...numbers: number[]): Float64Array => Float64Array.from(numbers);

describe("what is refused", () => {
  it.each<[string, () => unknown, string]>([
    ["a gradient of another length", () => huberBatch(of(1, 2), of(1, 2), { gradient: of(0) }),
      "gradient must have the predictions' length, 2, got 1"],
    ["a place for too many losses", () => huberBatch(of(1, 2), of(1, 2), { losses: of(0, 0, 0) }),
      "losses must have a place per example, 2, got 3"],
    ["a weight per column that does not fit", () => binaryCrossEntropyBatch(of(1, 2, 3), of(0, 1, 0), { posWeight: of(1, 2) }),
      "posWeight must have a number per column, got 2 for 3 logits"],
    ["means without variances", () => gaussianBatch(of(1, 2, 3), of(1, 2)),
      "predictions must be pairs [mean, ln of the variance], 4 numbers, got 3"],
    ["an infinite mean", () => gaussianBatch(of(1, 0, Infinity, 0), of(1, 2)), "predictions[2] must be a finite number, got Infinity"],
    ["a log-variance that is none", () => gaussianBatch(of(1, 0, 1, NaN), of(1, 2)), "predictions[3] must be a finite number, got NaN"],
    ["an infinite target", () => gaussianBatch(of(1, 0), of(-Infinity)), "targets[0] must be a finite number, got -Infinity"],
    ["an infinite prediction", () => huberBatch(of(1, Infinity), of(1, 2)), "predictions[1] must be a finite number, got Infinity"],
    ["a target that is none", () => huberBatch(of(1, 2), of(1, NaN)), "targets[1] must be a finite number, got NaN"],
    ["no class", () => softCrossEntropyBatch(of(1), 0, of(1)), "classes must be a whole number of at least 1, got 0"],
    ["a weight per class too many", () => softmaxFocal({ alpha: [1, 2, 3] }).value([0, 0], 1), "alpha must have a weight per class, 2, got 3"],
    ["α = 1", () => alphaDivergenceLoss({ alpha: 1 }), "alpha must be neither 0 nor 1 (use klDivergenceLoss, either way round), got 1"],
    ["a generator without its derivative", () => fDivergenceLoss({ generator: (u) => u - 1 }), "generator and derivative must be given together, got one of them"],
    ["a generator that is not 0 at 1", () => fDivergenceLoss({ generator: (u) => u, derivative: () => 1 }), "generator must be 0 at 1, got 1"],
    ["a word as a switch", () => inverseOneHotCrossEntropy({ divideByOthers: "yes" as never }), "divideByOthers must be true or false, got yes"],
  ])("%s", (_, call, sentence) => {
    expect(call).toThrow(sentence);
  }); // prettier-ignore

  it("no label at all: the mean of an empty batch", () => {
    expect(() => huberBatch(of(), of())).toThrow("needs at least one example, got none");
  });
});

describe("an f-divergence where q is 0", () => {
  const halfDistance = (u: number): number => 0.5 * Math.abs(u - 1);

  it("costs the slope at infinity: total variation", () => {
    expect(fDivergence([0.5, 0.5, 0], [1, 0, 0], halfDistance, 0.5)).toBe(0.5);
  });

  it("is infinite without one", () => {
    expect(fDivergence([0.5, 0.5], [1, 0], (u) => u * Math.log(u))).toBe(Infinity);
  });
});

it("a focal loss weighs by the label's class", () => {
  const plain = softmaxFocal();
  const weighted = softmaxFocal({ alpha: [0.25, 3] });
  expect(weighted.value([0.3, -1], 1)).toBeCloseTo(3 * plain.value([0.3, -1], 1), 14);
  const slopes = plain.gradient([0.3, -1], 0);
  expect([...weighted.gradient([0.3, -1], 0)]).toEqual(Array.from(slopes, (slope) => 0.25 * slope));
});
