import { describe, expect, it } from "vitest";
import * as L from "../../src/index.js";

// Faults that users of other libraries reported, tried here; each names where it was reported.
const four = [[0], [1], [2], [3]];

describe("nothing is coerced", () => {
  const wrong: [report: string, call: () => unknown, message: string | RegExp][] = [
    [
      "process-improve#272",
      () => L.fitLinear(four, [0, 1, 0, 1]).predict([[1, 2]]),
      "features must have 1 column as the model was fitted to, got 2",
    ],
    [
      "imodels#272",
      () =>
        L.fitOrdinal(
          [
            [0, 1],
            [1, 0],
            [2, 2],
            [1, 4],
            [0, 3],
            [2, 1],
          ],
          [0, 1, 2, 0, 1, 1],
          3,
          { l2: 1 },
        ).predict([[1]]),
      "features must have 2 columns as the model was fitted to, got 1",
    ],
    [
      "mljs/matrix#148",
      () => L.fitLinear([[""], [1], [2], [4]] as never, [1, 2, 3.5, 4]),
      'features[0][0] must be a number, got ""',
    ],
    [
      "mljs/matrix#148",
      () => L.rootMeanSquaredError([1, 2], [null, 2] as never),
      "targets[0] must be a number, got null",
    ],
    [
      "mljs/matrix#148",
      () => L.fitLinear(four, [0, 1, 0, 99], { exampleWeights: ["1", "1", "1", "1"] as never }),
      'exampleWeights[0] must be a number, got "1"',
    ],
    [
      "statsmodels#2163",
      () => L.fitLogistic(four, [0, 1, 0, 1], { C: 1 } as never),
      /fitLogistic knows the options .*, got "C"/,
    ],
    [
      "scipy#4932",
      () => L.bootstrapInterval(L.rng(1), 4, () => 1, { resample: 10 } as never),
      'did you mean "resamples"?',
    ],
    [
      "statsmodels#2163",
      () =>
        L.fitPrivately([[5], [0]], [1, 0], {
          rng: L.rng(1),
          epsilon: 1,
          lambda: 0.1,
          bound: 1,
          excess: "Clip" as never,
        }),
      'excess must be "refuse" or "clip", got "Clip"',
    ],
    [
      "enumerations",
      () =>
        L.fitPrivately([[1], [0]], [1, 0], {
          rng: L.rng(1),
          epsilon: 1,
          lambda: 0.1,
          bound: 1,
          method: "Objective" as never,
        }),
      'method must be "output" or "objective", got "Objective"',
    ],
    [
      "enumerations",
      () => L.fitLinear(four, [0, 1, 0, 1], { method: "Newton" as never }),
      'method must be "newton" or "lbfgs", got "Newton"',
    ],
    [
      "sklearn#15665",
      () => L.fitLogistic(four, [0, 1, 0, 1], { maximumIterations: 0 }),
      "maximumIterations must be a whole number of at least 1, got 0",
    ],
    [
      "sklearn#24515",
      () => L.meanBrierScore([[5, -3]], [1]),
      "probabilities[0][0] must be between 0 and 1, got 5",
    ],
    [
      "uncertainty-metrics#1",
      () => L.calibrationBins([[-1, -3]], [0]),
      "probabilities[0][0] must be between 0 and 1, got -1",
    ],
    [
      "metrics",
      () => L.macroF1([0, 1, 5], [0, 1, 5], 2),
      "predicted[2] must be a class index from 0 to 1, got 5",
    ],
    [
      "metrics",
      () => L.accuracy(["1", "0"] as never, [1, 0]),
      'predicted[0] must be a number, got "1"',
    ],
    [
      "argmax",
      () => L.predictions(L.matrix(1, 3, Float64Array.of(1, NaN, 3))),
      "logits[0][1] must be a number, got NaN",
    ],
    [
      "train",
      () =>
        L.train(L.generalisedLinearObjective(L.gaussianFamily, [[0], [1]], [0, 1]), [0, 0], {
          epochs: 2,
        } as never),
      "learningRate must be given, got none",
    ],
    [
      "train",
      () =>
        L.train(L.generalisedLinearObjective(L.gaussianFamily, [[0], [1]], [0, 1]), [0, 0], {
          epochs: 2,
          learningRate: 0.1,
          batchsize: 1,
        } as never),
      'did you mean "batchSize"?',
    ],
    [
      "holes",
      () => L.fitLinear(four, Object.assign(new Array(4), { 0: 0, 2: 0, 3: 1 }) as never),
      "targets[1] must be a number, got undefined",
    ],
    [
      "rows",
      () => L.fitLinear([[0], [1, 2], [2], [3]], [0, 1, 0, 1]),
      "features[1] must have 1 numbers as features[0], got 2",
    ],
  ];
  it.each(wrong)("%s: %s", (_, call, message) => {
    expect(call).toThrow(L.DomainError);
    expect(call).toThrow(message);
  });

  it("takes typed arrays of every kind, read-only and nested ones, and BigInt labels", () => {
    const plain = L.fitLogistic(four, [0, 1, 0, 1]).weights;
    const columns = [Float32Array, Int8Array, Uint8Array, Int16Array, Int32Array, Uint32Array];
    for (const Kind of columns) {
      const rows = four.map((row) => Kind.from(row));
      expect(L.fitLogistic(rows, Kind.of(0, 1, 0, 1)).weights).toEqual(plain);
    }
    expect(L.fitLogistic(four, BigInt64Array.of(0n, 1n, 0n, 1n)).weights).toEqual(plain);
    expect(L.fitLogistic(Object.freeze(four), [0n, 1n, 0n, 1n]).weights).toEqual(plain);
    expect(L.accuracy([1n, 0n], Uint8Array.of(1, 0))).toBe(1);
    expect(() => L.accuracy([2n ** 60n + 1n], [1])).toThrow("predicted[0] must be a number");
  });

  it("danfojs#335: null is a missing number", () => {
    const table = L.createTable("t", { x: [1, null, 3], y: Float32Array.of(1, 2, 3) });
    expect(table.length).toBe(3);
    expect(table.numbers("x")[1]).toBeNaN();
    expect(() => L.createTable("t", { x: [1, "a"] as never })).toThrow(
      'both numbers and the text "a"',
    );
  });
});

describe("fits at every size", () => {
  const close = (actual: number, wanted: number, tolerance = 1e-9): void =>
    expect(Math.abs(actual / wanted - 1), `${actual} against ${wanted}`).toBeLessThan(tolerance);

  it("elasticregress#9: targets of 1e-8 by L-BFGS", () => {
    const r = L.rng(7);
    const [rows, y]: [number[][], number[]] = [[], []];
    for (let i = 0; i < 100; i++) {
      const x = [r.normal(), r.normal(), r.normal()];
      rows.push(x);
      y.push(1e-8 * (2 + x[0]! + x[1]! + x[2]! + 0.5 * r.normal()));
    }
    const { weights } = L.fitLinear(rows, y, { method: "lbfgs" });
    [9.81120460893e-9, 1.012530103921e-8, 8.955066187264e-9].forEach((w, j) =>
      close(weights[j]!, w, 1e-8),
    );
  });

  it.each([
    ["elasticregress#9", () => L.fitLinear(four, [0, 1e8, 2e8, 4e8]).weights[0]!, 1.3e8],
    [
      "GLM.jl#558",
      () => L.fitLinear([[0], [1e200], [2e200], [3e200]], [0, 1, 2, 4]).weights[0]!,
      1.3e-200,
    ],
    [
      "sklearn#16298",
      () =>
        L.fitLinear([[0], [1], [2], [3], [1e15]], [0, 1, 2, 4, 7], {
          exampleWeights: [1, 1, 1, 1, 0],
        }).weights[0]!,
      1.3,
    ],
    ["sklearn#20633", () => L.fitQuantile(four, [5, 5, 5, 5]).intercept, 5],
    [
      "statsmodels#2163",
      () => L.fitQuantile(four, [0, 1, 2, 9], { exampleWeights: [1, 1, 1, 0] }).weights[0]!,
      1,
    ],
    ["metrics", () => L.rootMeanSquaredError([1e200], [0]), 1e200],
    // mpmath: the roots of the score equations.
    [
      "sklearn#27016",
      () => L.fitPoisson(four, [1e6, 2e6, 3e6, 9e6]).weights[0]!,
      0.7736204939012246,
    ],
    [
      "statsmodels#3703",
      () => L.fitGamma(four, [1, 2.0000001, 4, 8]).weights[0]!,
      0.6931471755599453,
    ],
  ])("%s", (_, value, wanted) => close(value(), wanted));

  it("sklearn#20633: ten thousand targets on a line", () => {
    const r = L.rng(3);
    const rows = Array.from({ length: 10_000 }, () => [r.normal()]);
    close(
      L.fitQuantile(
        rows,
        rows.map(([a]) => 16.8 * a!),
      ).weights[0]!,
      16.8,
    );
  });

  it("perfect fits and constant targets have an answer", () => {
    const y = [1, 3, 5, 7];
    for (const fit of [L.fitLinear(four, y), L.fitHuber(four, y), L.fitQuantile(four, y)]) {
      close(fit.weights[0]!, 2);
    }
    const constant = [5, 5, 5, 5];
    for (const fit of [L.fitLinear, L.fitHuber, L.fitQuantile, L.fitPoisson, L.fitGamma]) {
      const { weights, predict } = fit(four, constant);
      expect(Math.abs(weights[0]!)).toBeLessThan(1e-12);
      close(predict([[9]])[0]!, 5);
    }
    expect(L.fitLinear(four, constant).logLikelihood).toBe(Infinity);
    expect(L.fitGamma(four, constant).logLikelihood).toBe(Infinity);
  });

  const sentences: [report: string, call: () => unknown, message: string][] = [
    [
      "sklearn#15665",
      () => L.fitLogistic(four, [0, 1, 0, 1], { maximumIterations: 1 }),
      "was not reached in 1 iteration",
    ],
    [
      "sklearn#16298",
      () =>
        L.fitLinear([[1], [1], [1], [1], [5]], [0, 1, 2, 4, 3], {
          exampleWeights: [1, 1, 1, 1, 0],
        }),
      "feature 0 is constant (1)",
    ],
    [
      "sklearn#34139",
      () =>
        L.fitSoftmax([[0], [1], [2], [3], [1], [2]], [0, 1, 2, 2, 0, 1], 3, {
          exampleWeights: [1, 0, 1, 1, 1, 0],
          l2: 0.1,
        }),
      "class 1 has no example of positive weight",
    ],
    [
      "sklearn#19726",
      () => L.standardise([[0.1 + 0.2], [0.3], [0.3], [0.3]]),
      "constant to rounding",
    ],
    [
      "separable counts",
      () => L.fitPoisson([[0], [0], [1], [1]], [1, 2, 0, 0]),
      "counts are all 0 wherever",
    ],
    [
      "separable but for a penalised weight",
      () =>
        L.fitLogistic(
          [
            [0, 1],
            [1, 1],
            [2, 0],
            [3, 0],
          ],
          [0, 1, 1, 1],
          { l2: [1, 0] },
        ),
      "perfectly separable",
    ],
  ];
  it.each(sentences)("%s", (_, call, message) => {
    expect(call).toThrow(L.DomainError);
    expect(call).toThrow(message);
  });

  it("an outlier that a penalty-free fit takes long to reach is no separation", () => {
    // One row in a million speaks against: the optimum is at η ≈ 14, finite.
    const fit = L.fitLogistic([[0], [1], [0], [1]], [0, 1, 1, 0], {
      exampleWeights: [1, 1, 1e-6, 1e-6],
    });
    close(fit.weights[0]!, 2 * Math.log(1e6), 1e-8);
    const counts = L.fitPoisson([[0], [1], [1]], [1, 0, 1e-9]);
    close(Math.exp(counts.weights[0]! + counts.intercept), 5e-10, 1e-6);
  });
});

describe("tools at every size", () => {
  it("sklearn#4230: a resample that lacks a class is drawn anew, up to half of them", () => {
    const y = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const s = y.map((_, i) => i * 0.1);
    const area = (rows: readonly number[]): number =>
      L.rocCurve(L.pick(s, rows), L.pick(y, rows)).area;
    const { lower, estimate, upper } = L.bootstrapInterval(L.rng(1), 10, area);
    expect(lower).toBe(0);
    expect(estimate).toBe(0);
    expect(upper).toBeGreaterThanOrEqual(0);
  });

  it("nodejs#43043: a split of more rows than a call has arguments", () => {
    const split = L.stratifiedSplit(
      L.rng(1),
      Array.from({ length: 400_000 }, (_, i) => i % 2),
    );
    expect(split.train.length).toBe(300_000);
  });
});
