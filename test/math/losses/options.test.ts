import { describe, expect, it } from "vitest";
import * as l from "../../../src/math/losses/index.js";
import type { Vector } from "../../../src/math/numeric/vector.js";

interface AnyLoss {
  value(prediction: never, target: never): number;
  gradient(prediction: never, target: never): number | Vector;
}

/** Losses with options that are not their own, at predictions and targets away from any kink. */
const scalars: readonly (readonly [string, AnyLoss, readonly number[], readonly number[]])[] = [
  ["huberisedHinge, h 0.2", l.huberisedHinge({ h: 0.2 }), [-2, 0.5, 0.9, 1.1, 1.5], [1, -1]],
  ["huberisedHinge, h 3", l.huberisedHinge({ h: 3 }), [-3, -1, 0.5, 2.5], [1, -1]],
  ["huber, δ 0.3", l.huber({ delta: 0.3 }), [-2, 0.1, 0.25, 4], [0, 1]],
  ["huber, δ 4", l.huber({ delta: 4 }), [-9, -2, 0.5, 7], [0, 1]],
  ["smoothL1, β 0.3", l.smoothL1({ beta: 0.3 }), [-2, 0.1, 0.25, 4], [0, 1]],
  ["smoothL1, β 4", l.smoothL1({ beta: 4 }), [-9, -2, 0.5, 7], [0, 1]],
  ["pinball, τ 0.1", l.pinball({ quantile: 0.1 }), [-2, 0.5, 3], [0, 1]],
  ["focal, γ 0.5, α 0.2", l.focal({ gamma: 0.5, alpha: 0.2 }), [-30, -1, 0.2, 3, 30], [0, 1]],
  ["focal, γ 3", l.focal({ gamma: 3 }), [-30, -1, 0.2, 3, 30], [0, 1]],
  ["weighted BCE", l.weightedBinaryCrossEntropyWithLogits({ posWeight: 3, weight: 0.4 }), [-4, 0.3, 5], [0, 0.3, 1]],
  ["Laplace, scale 0.3", l.laplaceNegativeLogLikelihood({ scale: 0.3, full: true }), [-1, 0.4], [0, 1]],
  ["gamma, shape 2.5", l.gammaNegativeLogLikelihood({ shape: 2.5, full: true }), [-1, 0.4], [0.2, 3]],
  ["NB, size 1.7", l.negativeBinomialNegativeLogLikelihood({ size: 1.7, full: true }), [-1, 0.4, 3], [0, 4]],
  ["beta, precision 5", l.betaNegativeLogLikelihood({ precision: 5, full: true }), [-1, 0.4, 2], [0.2, 0.9]],
  ["log-normal, σ 0.4", l.logNormalNegativeLogLikelihood({ standardDeviation: 0.4, full: true }), [-1, 0.4], [0.2, 3]],
  ["t, ν 2.5, scale 0.3", l.studentTNegativeLogLikelihood({ degreesOfFreedom: 2.5, scale: 0.3, full: true }), [-1, 0.4, 9], [0, 1]],
  ["normal, σ 0.4", l.gaussianNegativeLogLikelihood({ standardDeviation: 0.4, full: true }), [-1, 0.4, 9], [0, 1]],
  ["Poisson, full", l.poissonNegativeLogLikelihood({ logInput: true, full: true }), [-1, 0.4, 3], [0, 4]],
  ["Poisson of a rate", l.poissonNegativeLogLikelihood({ logInput: false, full: true }), [0.3, 2, 9], [0, 4]],
]; // prettier-ignore

const softmax = [
  [0.3, -1, 2],
  [4, 4.5, -3],
];
const shares = [
  [0.2, 0.5, 0.3],
  [0.7, 0.1, 0.2],
];
const vectors: readonly (readonly [
  string,
  AnyLoss,
  readonly (readonly number[])[],
  readonly unknown[],
])[] = [
  ["softmaxFocal", l.softmaxFocal({ gamma: 1.5, alpha: [0.2, 1, 3] }), softmax, [0, 1, 2]],
  ["softmaxFocal, γ 0", l.softmaxFocal({ gamma: 0, alpha: [0.2, 1, 3] }), softmax, [0, 1, 2]],
  ["softFocal", l.softFocal({ gamma: 1.5 }), softmax, shares],
  ["labelSmoothing", l.labelSmoothing({ smoothing: 0.3 }), softmax, [0, 1, 2]],
  ["symmetric CE", l.symmetricCrossEntropy({ alpha: 0.3, beta: 2, logZero: -3 }), softmax, [0, 2]],
  ["forward correction", l.forwardCorrectedCrossEntropy({ transition: [[0.7, 0.2, 0.1], [0, 0.6, 0.4], [0.5, 0.3, 0.2]] }), softmax, [0, 1, 2]], // prettier-ignore
  ["generalised CE", l.generalisedCrossEntropy({ kappa: 0.3 }), softmax, [0, 2]],
  [
    "normal of mean and ln σ²",
    l.gaussianNegativeLogLikelihoodWithLogVariance({ full: true }),
    [
      [0.3, -1],
      [2, 1.5],
    ],
    [0, 1],
  ],
];

const close = (value: number, truth: number): void =>
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(2e-7 * Math.max(1, Math.abs(truth)));
const step = 1e-5;

describe("with other options, the gradient is the slope of the value", () => {
  it.each(scalars)("%s", (_, loss, predictions, targets) => {
    const value = loss.value as (z: number, y: number) => number;
    const gradient = loss.gradient as (z: number, y: number) => number;
    for (const z of predictions)
      for (const y of targets)
        close(gradient(z, y), (value(z + step, y) - value(z - step, y)) / (2 * step));
  });

  it.each(vectors)("%s", (_, loss, predictions, targets) => {
    const value = loss.value as (z: Vector, y: unknown) => number;
    const gradient = loss.gradient as (z: Vector, y: unknown) => Vector;
    for (const z of predictions)
      for (const y of targets)
        z.forEach((__, k) => {
          const at = (h: number) =>
            value(
              z.map((zj, j) => (j === k ? zj + h : zj)),
              y,
            );
          close(gradient(z, y)[k]!, (at(step) - at(-step)) / (2 * step));
        });
  });
});

describe("divergences where a class has no share", () => {
  // The value by hand; the slopes are those of one class, +Infinity or −Infinity where a share of 0 would grow.
  it("Kullback–Leibler by a generator: 0 ln 0 is 0", () => {
    const loss = l.fDivergenceLoss();
    expect(loss.value([0.5, 0.5], [1, 0])).toBeCloseTo(Math.LN2, 15);
    expect(loss.value([1, 0], [0.5, 0.5])).toBe(Infinity);
    expect(loss.value([1, 0], [1, 0])).toBe(0);
    expect([...loss.gradient([0.5, 0.5], [1, 0])]).toEqual([-2, 0]);
    expect([...loss.gradient([1, 0], [0.5, 0.5])][1]).toBe(-Infinity);
    expect([...loss.gradient([1, 0], [1, 0])][1]).toBe(0);
  });

  it("a finite slope at infinity is what a unit of truth costs there", () => {
    const total = l.fDivergenceLoss({
      generator: (u) => Math.abs(u - 1) / 2,
      derivative: (u) => Math.sign(u - 1) / 2,
      slopeAtInfinity: 0.5,
    });
    expect(total.value([1, 0], [0.5, 0.5])).toBe(0.5);
  });

  it("Jeffreys: infinite either way", () => {
    const { value, gradient } = l.jeffreysLoss;
    expect(value([0.5, 0.5], [1, 0])).toBe(Infinity);
    expect(value([1, 0], [0.5, 0.5])).toBe(Infinity);
    expect(value([1, 0], [1, 0])).toBe(0);
    expect([...gradient([0.5, 0.5], [1, 0])][1]).toBe(Infinity);
    expect([...gradient([1, 0], [0.5, 0.5])][1]).toBe(-Infinity);
    expect([...gradient([1, 0], [1, 0])][1]).toBe(0);
  });
});
