import fc from "../../fastCheck.js";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { setBatchForm } from "../../../src/math/numeric/wasm/form.js";
import * as L from "./all.js";

const N = 7;
const K = 4;
const number = fc.double({ min: -60, max: 60, noNaN: true });
const many = (length: number, of: fc.Arbitrary<number> = number) =>
  fc.array(of, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const weight = fc.double({ min: 0.1, max: 3, noNaN: true });
const rows = <T>(
  data: Float64Array,
  columns: number,
  f: (row: Float64Array, n: number) => T,
): T[] =>
  Array.from({ length: data.length / columns }, (_, n) =>
    f(data.subarray(n * columns, (n + 1) * columns), n),
  );

/** The batch's value, gradient and losses against the clear form's, row by row. */
function agree(
  batch: (options: L.BatchOptions) => L.BatchLoss,
  size: number,
  clear: readonly { value: number; gradient: ArrayLike<number> }[],
): void {
  const gradient = new Float64Array(size).fill(NaN);
  const losses = new Float64Array(clear.length).fill(NaN);
  const result = batch({ gradient, losses });
  expect(result.gradient, "the caller's buffer is used").toBe(gradient);
  const wrong: string[] = [];
  const near = (a: number, b: number, scale = Math.abs(b)): void => {
    if (!(Math.abs(a - b) <= 1e-13 * scale + 1e-300)) wrong.push(`${a} and ${b}`);
  };
  const total = L.compensatedSum(clear.map((row) => row.value));
  near(result.value, total / clear.length);
  near(batch({ scale: 1 }).value, total);
  clear.forEach((row, n) => near(losses[n]!, row.value));
  const slopes = clear.flatMap((row) => Array.from(row.gradient));
  slopes.forEach((slope, i) => {
    // Components of soft targets are relative to the largest of their row.
    const scale = Math.max(
      ...Array.from(clear[Math.floor((i * clear.length) / size)]!.gradient, Math.abs),
    );
    near(gradient[i]! * clear.length, slope, Math.max(Math.abs(slope), 1e-2 * scale));
  });
  expect(wrong).toEqual([]);
}

describe("fused batch kernels against the clear forms", () => {
  it("cross-entropy of labels, plain, weighted, smoothed and with rows ignored", () => {
    fc.assert(
      fc.property(many(N * K), many(N, fc.nat(K - 1)), many(K, weight), (z, labels, w) => {
        const plain = L.crossEntropyWithLogitsAndLabel;
        const clear = rows(z, K, (row, n) => ({
          value: plain.value(row, labels[n]!),
          gradient: plain.gradient(row, labels[n]!),
        }));
        agree((options) => L.softmaxCrossEntropyBatch(z, K, labels, options), z.length, clear);
        const weighted = clear.map((row, n) => ({
          value: w[labels[n]!]! * row.value,
          gradient: Array.from(row.gradient, (g) => w[labels[n]!]! * g),
        }));
        agree(
          (options) => L.softmaxCrossEntropyBatch(z, K, labels, { ...options, weight: w }),
          z.length,
          weighted,
        );
        const smooth = rows(z, K, (row, n) => {
          const t = Array.from(w, (wk, k) => wk * ((k === labels[n] ? 0.9 : 0) + 0.1 / K));
          return {
            value: L.crossEntropyWithLogits.value(row, t),
            gradient: L.crossEntropyWithLogits.gradient(row, t),
          };
        });
        agree(
          (options) =>
            L.softmaxCrossEntropyBatch(z, K, labels, {
              ...options,
              weight: w,
              labelSmoothing: 0.1,
            }),
          z.length,
          smooth,
        );
        const kept = clear.map((row, n) =>
          labels[n] === 1 ? { value: 0, gradient: [0, 0, 0, 0] } : row,
        );
        agree(
          (options) => L.softmaxCrossEntropyBatch(z, K, labels, { ...options, ignoreIndex: 1 }),
          z.length,
          kept,
        );
      }),
    );
  });

  it("cross-entropy of soft targets", () => {
    fc.assert(
      fc.property(many(N * K), many(N * K, fc.oneof(unit, fc.constant(0))), (z, t) => {
        const loss = L.crossEntropyWithLogits;
        const clear = rows(z, K, (row, n) => {
          const target = t.subarray(n * K, (n + 1) * K);
          return { value: loss.value(row, target), gradient: loss.gradient(row, target) };
        });
        agree((options) => L.softCrossEntropyBatch(z, K, t, options), z.length, clear);
      }),
    );
  });

  it("a slope at the largest logit keeps the digits of the targets beside it", () => {
    // 1e-14·p − 1·(1 − p) of p = 1/(1 + e⁻³⁰), by mpmath: 1 + 1e-14 − 1 has two digits.
    const [z, t] = [Float64Array.of(30, 0), Float64Array.of(1, 1e-14)];
    const truth = -8.357622968839393e-14;
    const rows = 300;
    const many = (row: Float64Array) =>
      Float64Array.from({ length: 2 * rows }, (_, i) => row[i % 2]!);
    const slopes = (form: "simd" | "plain" | undefined) => {
      setBatchForm(form);
      const { gradient } = L.softCrossEntropyBatch(many(z), 2, many(t), { scale: 1 });
      setBatchForm(undefined);
      return gradient;
    };
    for (const slope of [
      L.crossEntropyWithLogits.gradient(z, t)[0]!,
      L.softCrossEntropyBatch(z, 2, t, { scale: 1 }).gradient[0]!,
      ...slopes("simd").filter((_, i) => i % 2 === 0),
      ...slopes("plain").filter((_, i) => i % 2 === 0),
    ]) {
      expect(Math.abs(slope - truth)).toBeLessThanOrEqual(1e-15 * -truth);
    }
  });

  const scalar = <P>(
    name: string,
    clear: L.Loss<number, number>,
    batch: (z: Float64Array, t: Float64Array, options: P & L.BatchOptions) => L.BatchLoss,
    target: fc.Arbitrary<number>,
    extra: P,
  ) =>
    it(name, () => {
      fc.assert(
        fc.property(many(N), many(N, target), (z, t) => {
          const expected = Array.from(z, (zn, n) => ({
            value: clear.value(zn, t[n]!),
            gradient: [clear.gradient(zn, t[n]!)],
          }));
          agree((options) => batch(z, t, { ...extra, ...options }), N, expected);
        }),
      );
    });
  const binaryTarget = fc.oneof(fc.constantFrom(0, 1), unit);
  scalar(
    "binary cross-entropy",
    L.binaryCrossEntropyWithLogits,
    L.binaryCrossEntropyBatch,
    binaryTarget,
    {},
  );
  scalar(
    "binary cross-entropy with weights",
    L.weightedBinaryCrossEntropyWithLogits({ posWeight: 3, weight: 0.5 }),
    L.binaryCrossEntropyBatch,
    binaryTarget,
    { posWeight: Float64Array.of(3), weight: new Float64Array(N).fill(0.5) },
  );
  scalar("focal", L.focal({ gamma: 1.5 }), L.focalBatch, binaryTarget, { gamma: 1.5 });
  scalar("focal without fading", L.focal({ gamma: 0, alpha: null }), L.focalBatch, binaryTarget, {
    gamma: 0,
    alpha: null,
  });
  scalar("absolute error", L.absoluteError, L.absoluteErrorBatch, number, {});
  scalar("squared error", L.squaredError, L.squaredErrorBatch, number, {});
  scalar("Huber", L.huber({ delta: 2 }), L.huberBatch, number, { delta: 2 });

  it("Gaussian with a learned variance", () => {
    fc.assert(
      fc.property(many(2 * N), many(N), (z, t) => {
        const loss = L.gaussianNegativeLogLikelihoodWithLogVariance({ full: true });
        const clear = rows(z, 2, (row, n) => ({
          value: loss.value(row, t[n]!),
          gradient: loss.gradient(row, t[n]!),
        }));
        agree((options) => L.gaussianBatch(z, t, { ...options, full: true }), 2 * N, clear);
      }),
    );
  });

  it.each([
    ["absolute error", L.absoluteErrorBatch, 2 ** 53, 1],
    ["squared error", L.squaredErrorBatch, 2 ** 27, 1],
    ["Huber", L.huberBatch, 2 ** 53, 1],
    ["Huber of small residuals", L.huberBatch, 2 ** 53, 0.5],
    ["binary cross-entropy", L.binaryCrossEntropyBatch, 2 ** 53, 0],
  ] as const)("the sum loses nothing beside a large term: %s", (_, batch, large, small) => {
    // Every small loss is less than what the large one's last digit can show.
    for (const at of [0, 1, 2, 3]) {
      const predictions = new Float64Array(4_001).fill(small);
      predictions[at] = large;
      const losses = new Float64Array(predictions.length);
      const targets = new Float64Array(predictions.length);
      const { value } = batch(predictions, targets, { losses, scale: 1 });
      const rest = losses.reduce((sum, loss, n) => (n === at ? sum : sum + loss), 0);
      expect(rest).toBeGreaterThan(400);
      expect(Math.abs(value - losses[at]! - rest)).toBeLessThanOrEqual(4);
      // Where no losses are asked for, another form may sum.
      expect(batch(predictions, targets, { scale: 1 }).value).toBe(value);
    }
  });

  it("infinite logits of a binary batch", () => {
    const z = Float64Array.of(Infinity, -Infinity, Infinity);
    expect(L.binaryCrossEntropyBatch(z, Float64Array.of(1, 0, 1)).value).toBe(0);
    expect(L.binaryCrossEntropyBatch(z, Float64Array.of(1, 0, 0)).value).toBe(Infinity);
    expect(L.focalBatch(z, Float64Array.of(1, 0, 0)).value).toBe(Infinity);
    expect(
      Array.from(L.binaryCrossEntropyBatch(z, Float64Array.of(0, 1, 1), { scale: 1 }).gradient),
    ).toEqual([1, -1, 0]);
  });

  it("refuses what is not allowed, with the row or place", () => {
    const z = Float64Array.of(1, NaN, 0, 0);
    expect(() => L.softmaxCrossEntropyBatch(z, 2, [0, 0])).toThrow(
      /^logits of row 0\[1\] must be a number/,
    );
    expect(() => L.softmaxCrossEntropyBatch(Float64Array.of(0, Infinity), 2, [0])).toThrow(
      /got Infinity$/,
    );
    expect(() => L.softmaxCrossEntropyBatch(Float64Array.of(0, 0), 2, [2])).toThrow(
      /^labels\[0\] must be a class index/,
    );
    expect(() => L.softmaxCrossEntropyBatch(Float64Array.of(0, 0, 0), 2, [1])).toThrow(
      /must fit logits/,
    );
    expect(() => L.softCrossEntropyBatch(Float64Array.of(0, 0), 2, Float64Array.of(1, -1))).toThrow(
      /got -1$/,
    );
    expect(() => L.squaredErrorBatch(Float64Array.of(1), Float64Array.of(NaN))).toThrow(
      /^targets\[0\] must be a finite number, got NaN$/,
    );
    expect(() => L.squaredErrorBatch(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(
      /^targets must have the predictions' length, 1, got 2$/,
    );
    expect(() => L.squaredErrorBatch(new Float64Array(0), new Float64Array(0))).toThrow(
      /at least one example/,
    );
    expect(() => L.huberBatch(z, z, { gradient: new Float64Array(1) })).toThrow(
      /^gradient must have the predictions' length/,
    );
  });

  it("has a test for every kernel", () => {
    const folder = join(import.meta.dirname, "..", "..", "..", "src", "math", "losses", "batch");
    const kernels = readdirSync(folder).filter((file) => file.endsWith("Batch.ts"));
    expect(kernels.sort()).toEqual([
      "absoluteErrorBatch.ts",
      "binaryCrossEntropyBatch.ts",
      "binaryCrossEntropyWithLogitsBatch.ts", // in cases.test.ts and parity.test.ts
      "crossEntropyBatch.ts", // likewise
      "focalBatch.ts",
      "gaussianBatch.ts",
      "huberBatch.ts",
      "softCrossEntropyBatch.ts",
      "softmaxCrossEntropyBatch.ts",
      "squaredErrorBatch.ts",
    ]);
  });
});
