// Known values, each with where it comes from: mpmath at 700 digits or more where something cancels, or PyTorch 2.13.
import { describe, expect, it } from "vitest";
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  binaryCrossEntropyWithLogitsBatch,
  conditionalSoftmax,
} from "./all.js";
import * as L from "./all.js";

const X = [
  [2, 1, 0.1],
  [0.5, 2.5, -1],
  [1, 1, 1],
];
const y = [0, 1, 2];
const w = [1, 2, 0.5];
const z = [2, 1, 0.1];
const oneHot = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const near = (
  actual: number | readonly number[] | ArrayLike<number>,
  expected: number | number[],
  digits = 1e-11,
) => {
  const a = typeof actual === "number" ? [actual] : Array.from(actual);
  const b = typeof expected === "number" ? [expected] : expected;
  expect(a.length).toBe(b.length);
  a.forEach((x, k) =>
    expect(Math.abs(x - b[k]!)).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(b[k]!))),
  );
};
const ce = <R extends L.Reduction = "mean">(
  target: L.Nested,
  options?: L.CrossEntropyBatchOptions<R>,
) => L.crossEntropyBatch(X, target, options).value;

describe("crossEntropyBatch, against PyTorch 2.13", () => {
  it("reduces to none, mean and the weighted mean", () => {
    near(ce(y, { reduction: "none" }), [0.417030016278, 0.153178207122, 1.098612288668]);
    near(ce(y), 0.556273504023);
    near(ce(y, { weight: w }), 0.363626449959);
  });
  it("smooths labels, also with weights, where one-hot targets differ from labels", () => {
    near(ce(y, { labelSmoothing: 0.1 }), 0.649606837356);
    near(ce(y, { labelSmoothing: 0.1, weight: w }), 0.446700679175);
    near(ce(oneHot, { labelSmoothing: 0.1, weight: w }), 0.521150792371);
  });
  it("leaves ignored rows out of the sum and of the denominator", () => {
    const ignored = [0, -100, 2];
    near(ce(ignored), 0.757821152473);
    near(ce(ignored, { weight: w }), 0.644224107075);
    near(ce(ignored, { weight: w, labelSmoothing: 0.1 }), 0.763240542307);
    near(
      ce(ignored, { weight: w, labelSmoothing: 0.1, reduction: "none" }),
      [0.522313849882, 0, 0.622546963579],
    );
    expect(L.crossEntropyBatch(X, ignored).gradient[1]).toEqual([0, 0, 0]);
  });
  it("divides soft targets by the number of rows, weighted or not", () => {
    const soft = [
      [0.7, 0.2, 0.1],
      [0.1, 0.8, 0.1],
      [0.3, 0.3, 0.4],
    ];
    near(ce(soft), 0.869606837356);
    near(ce(soft, { weight: w }), 0.942039966239);
  });
  it("takes images: the class axis is 1", () => {
    // [N=1, K=3, 2]: two pixels, each a row of X's transposes.
    const image = [X.map((_, k) => [X[0]![k]!, X[1]![k]!])];
    const result = L.crossEntropyBatch(image, [[0, 1]], { reduction: "none" });
    near(result.value[0] as unknown as number[], [0.417030016278, 0.153178207122]);
    expect(result.gradient[0]!.map((row) => row.length)).toEqual([2, 2, 2]);
  });
  it("takes and returns matrix views", () => {
    const logits = L.matrixFrom(X);
    const result = L.crossEntropyBatch(logits, y);
    near(result.value, 0.556273504023);
    expect(result.gradient.data).toHaveLength(9);
    expect(result.gradient.rows).toBe(3);
  });
  it("says that a mean over nothing is none, or what it was told it is", () => {
    const ignored = [-100, -100, -100];
    expect(() => ce(ignored)).toThrow(/mean needs a row that is kept/);
    expect(() => ce(y, { weight: [0, 0, 0] })).toThrow(/mean needs a row that is kept/);
    expect(ce(ignored, { empty: "nan" })).toBeNaN();
    expect(ce(ignored, { empty: "zero" })).toBe(0);
    expect(ce(ignored, { reduction: "sum" })).toBe(0);
    expect(ce(ignored, { reduction: "none" })).toEqual([0, 0, 0]);
    expect(() => L.crossEntropyBatch([], [])).toThrow(/mean needs at least one example/);
    expect(L.crossEntropyBatch([], [], { reduction: "sum" }).value).toBe(0);
    expect(L.crossEntropyBatch([], [], { reduction: "none" }).value).toEqual([]);
  });
  it("is finite where a logit of -Infinity has no weight, and +Infinity where it has", () => {
    const row = [-Infinity, 0, 0];
    near(L.crossEntropyBatch([row], [[0, 0.5, 0.5]]).value, 0.693147180559945);
    expect(L.crossEntropyBatch([row], [[0.4, 0.3, 0.3]]).value).toBe(Infinity);
    expect(L.crossEntropyBatch([row], [0]).value).toBe(Infinity);
    expect(L.crossEntropyBatch([row], [0]).gradient).toEqual([[-1, 0.5, 0.5]]);
  });
  it("refuses what it would have to guess", () => {
    const messages: [() => unknown, RegExp][] = [
      [() => ce([0, 1, 3]), /^target\[2\] must be a class index from 0 to 2, got 3$/],
      [() => ce([0, 1, 0.5]), /^target\[2\] must be a class index from 0 to 2, got 0.5$/],
      [() => ce([0, 1]), /^target must have shape 3 \(labels\) or shape 3 × 3/],
      [() => ce([...oneHot.slice(0, 2), [1, -1, 1]]), /must be finite and not negative, got -1$/],
      [() => ce([...oneHot.slice(0, 2), [1, NaN, 1]]), /must be finite and not negative, got NaN$/],
      [
        () => ce(oneHot, { ignoreIndex: 1 }),
        /^ignoreIndex must not be used with probability targets, got 1$/,
      ],
      [() => ce(y, { weight: [1, 2] }), /^weight must have a number per class, 3, got 2$/],
      [
        () => ce(y, { weight: [1, 2, -1] }),
        /^weight\[2\] must be finite and not negative, got -1$/,
      ],
      [() => ce(y, { labelSmoothing: 1.5 }), /^labelSmoothing must be between 0 and 1, got 1.5$/],
      [
        () => ce(y, { reduction: "average" as "mean" }),
        /^reduction must be "mean", "sum" or "none", got "average"$/,
      ],
      [() => ce(y, { empty: "0" as "zero" }), /^empty must be/],
      [
        () => ce(y, { ignore_index: 0 } as object),
        /got "ignore_index"; did you mean "ignoreIndex"\?$/,
      ],
      [() => L.crossEntropyBatch([[1, NaN]], [0]), /got NaN$/],
      [() => L.crossEntropyBatch([[1, Infinity]], [0]), /got Infinity$/],
      [() => L.crossEntropyBatch([[-Infinity, -Infinity]], [0]), /must not all be -Infinity$/],
      [() => L.crossEntropyBatch([[1, 2], [1]], [0, 0]), /^logits must have rows of equal length/],
    ];
    for (const [body, pattern] of messages) {
      expect(body).toThrow(pattern);
      expect(body).toThrow(L.DomainError);
    }
  });
});

describe("binaryCrossEntropyWithLogitsBatch", () => {
  it("weighs ones, against PyTorch 2.13", () => {
    const result = binaryCrossEntropyWithLogitsBatch([1.5, -0.5, 0], [1, 0, 1], {
      posWeight: 3,
      reduction: "none",
    });
    near(result.value, [0.604239833948, 0.47407698418, 2.07944154168]);
    near(result.gradient, [-0.547276571419, 0.377540668798, -1.5]);
  });
  it("refuses what does not fit", () => {
    const f = binaryCrossEntropyWithLogitsBatch;
    expect(() => f([1, 2], [1])).toThrow(/^target must have the logits' shape 2, got shape 1$/);
    expect(() => f([1, 2], [1, 2])).toThrow(/^targets\[1\] must be between 0 and 1, got 2$/);
    expect(() => f([1, NaN], [1, 1])).toThrow(/^logits\[1\] must be a number, got NaN$/);
    expect(() => f([[1], [1, 2]], [[1], [1]])).toThrow(/^logits must have rows of equal length/);
    expect(() => f([[1], [1]], [[1], [1, 0]])).toThrow(/^target must have rows of equal length/);
    expect(() => f([1, 2], [1, 1], { posWeight: [1, 2, 3] })).toThrow(
      /^posWeight must broadcast to shape 2, got shape 3$/,
    );
    expect(() => f([], [])).toThrow(/mean needs at least one element/);
    expect(() => f([1], [1], { pos_weight: 1 } as object)).toThrow(
      /got "pos_weight"; did you mean "posWeight"\?$/,
    );
  });
});

describe("losses where the large libraries return 0 or NaN", () => {
  it("keeps the digits of confident predictions", () => {
    expect(binaryCrossEntropyWithLogits.value(-40, 0)).toBe(4.248354255291589e-18); // ln(1 + e^-40), mpmath
    expect(L.crossEntropyWithLogits.value([40, 0], [1, 0])).toBe(4.248354255291589e-18);
    expect(L.crossEntropyWithLogitsAndLabel.value([40, 0, 0], 0)).toBe(8.496708510583178e-18);
    near(L.inverseOneHotCrossEntropy().value([36, 0, 0], 0) / 4.639045660487138e-16, 1, 1e-14);
    near(L.focal({ gamma: 0.5, alpha: 1 }).value(50, 1) / 2.678636961808078e-33, 1, 1e-13);
    near(L.focal({ gamma: 0.5, alpha: 1 }).gradient(50, 1) / -4.017955442712117e-33, 1, 1e-13);
    near(L.softmaxFocal({ gamma: 0.5 }).gradient([0, 37], 0), [-1, 1]);
  });
  it("decides 0 times infinity by hand", () => {
    expect(binaryCrossEntropyWithLogits.value(Infinity, 1)).toBe(0);
    expect(binaryCrossEntropyWithLogits.value(Infinity, 0)).toBe(Infinity);
    expect(binaryCrossEntropyWithLogits.gradient(-Infinity, 1)).toBe(-1);
    expect(L.focal().value(-Infinity, 1)).toBe(Infinity);
    expect(L.focal().gradient(-Infinity, 1)).toBe(-0.25);
    expect(L.focal({ gamma: 0, alpha: null }).value(Infinity, 0)).toBe(Infinity);
    expect(L.softmaxFocal().gradient([-Infinity, 0], 0)).toEqual([-1, 1]);
    expect(L.crossEntropyWithLogits.value([-Infinity, 0, 0], [0, 0.5, 0.5])).toBeCloseTo(
      Math.LN2,
      15,
    );
    expect(L.crossEntropyWithLogits.value([-Infinity, 0, 0], [0.4, 0.3, 0.3])).toBe(Infinity);
    expect(L.negativeLearning.value([0, -Infinity], 0)).toBe(Infinity);
    expect(L.negativeLearning.gradient([0, -Infinity], 0)).toEqual([1, -1]);
    expect(conditionalSoftmax([5, -Infinity, -Infinity], 0)).toEqual([0, 0.5, 0.5]);
    expect(L.squaredHellingerLoss.gradient([0, 1], [0.5, 0.5])[0]).toBe(-Infinity);
    expect(L.categoricalCrossEntropy.value([0, 1], [0, 1])).toBe(0);
    expect(binaryCrossEntropy.value(0, 0)).toBe(0);
    expect(binaryCrossEntropy.gradient(0, 0)).toBe(1);
  });
  it("has the soft-target gradient also where the targets do not sum to 1", () => {
    near(
      L.crossEntropyWithLogits.gradient(z, [0.7, 0.7, 0.1]),
      [0.288501708329, -0.336350543943, 0.047848835614],
    );
  });
});

it("gamma of a large shape, with all constants: k − k ln k + ln (k − 1)! at the mean", () => {
  const loss = L.gammaNegativeLogLikelihood({ shape: 20, full: true });
  expect(loss.value(0, 1)).toBeCloseTo(20 - 20 * Math.log(20) + Math.log(121645100408832000), 13);
});

describe("losses for imbalance and noise, mpmath", () => {
  it("focal", () => {
    near(
      [L.focal().value(2, 1), L.focal().gradient(2, 1)],
      [4.508907088100938e-4, -1.2177350488481917e-3],
      1e-16,
    );
    near(
      [L.focal().value(2, 0), L.focal().gradient(2, 0)],
      [1.2375586345660567, 0.8075352978363615],
      1e-15,
    );
  });
  it("reverse, symmetric, inverse one-hot, reverse label, negative, generalised", () => {
    near(L.symmetricCrossEntropy({ alpha: 0 }).value(z, 0), 1.3639954444561284, 1e-15);
    near(L.symmetricCrossEntropy().value(z, 0), 1.4056984460839117, 1e-15);
    near(L.inverseOneHotCrossEntropy().value(z, 0), 0.38141158675448356, 1e-15);
    near(
      L.inverseOneHotCrossEntropy({ divideByOthers: true }).value(z, 0),
      0.38141158675448356 / 2,
      1e-15,
    );
    near(L.reverseLabelCrossEntropy.value(z, 0), 1.8670300162778335, 1e-15);
    near(L.negativeLearning.value(z, 1), 0.2776432579948729, 1e-15);
    near(L.generalisedCrossEntropy().value(z, 0), 0.361674964988089, 1e-15);
  });
  it("DPpack's loss.cross.entropy is binaryCrossEntropy, element by element", () => {
    const p = [0.1, 0.88, 0.02];
    const t = [0, 1, 0];
    near(
      p.map((pk, k) => binaryCrossEntropy.value(pk, t[k]!)),
      [0.1053605157, 0.1278333715, 0.0202027073],
      1e-10,
    );
    near(
      p.map((pk, k) => binaryCrossEntropy.gradient(pk, t[k]!)),
      [1.1111, -1.13636, 1.02041],
      1e-4,
    );
  });
  it("multinomial: counts are targets of any sum, the coefficient is absorbed", () => {
    near(L.categoricalCrossEntropy.value([0.5, 0.3, 0.2], [3, 1, 0]), 3.283414346005772, 1e-15);
  });
});
