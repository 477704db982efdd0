import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import { empiricalCrossEntropy } from "../../../src/math/information/empiricalCrossEntropy.js";
import { wassersteinDistanceOfSamples } from "../../../src/math/information/wassersteinDistanceOfSamples.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import * as n from "./all.js";

describe("a special function at the end of its domain", () => {
  it.each<[string, () => number]>([
    ["logGamma(0)", () => n.logGamma(0)],
    ["digamma(0)", () => n.digamma(0)],
    ["trigamma(0)", () => n.trigamma(0)],
    ["trigamma(−1)", () => n.trigamma(-1)],
    ["logBeta(0, 1)", () => n.logBeta(0, 1)],
    ["logBeta(1, 0)", () => n.logBeta(1, 0)],
    ["besselI of half an order", () => n.besselIScaled(0.5, 1)],
    ["besselI of −1", () => n.besselIScaled(-1, 1)],
    ["besselI at −1", () => n.besselIScaled(0, -1)],
    ["I(0, 1)", () => n.regularizedBeta(0, 1, 0.5)],
    ["I(1, ∞)", () => n.regularizedBeta(1, Infinity, 0.5)],
    ["I at 1.1", () => n.regularizedBeta(1, 1, 1.1)],
    ["I at −0.1", () => n.regularizedBeta(1, 1, -0.1)],
    ["P(0, 1)", () => n.regularizedGammaLower(0, 1)],
    ["P(1, −1)", () => n.regularizedGammaLower(1, -1)],
    ["ln P(0, 1)", () => n.logIncompleteGamma(0, 1).lower],
    ["ln P(∞, 1)", () => n.logIncompleteGamma(Infinity, 1).lower],
    ["ln P(1, −1)", () => n.logIncompleteGamma(1, -1).lower],
    ["ln P(1, NaN)", () => n.logIncompleteGamma(1, NaN).lower],
    ["erfInverse(1.1)", () => n.erfInverse(1.1)],
    ["normalQuantile(−0.1)", () => n.normalQuantile(-0.1)],
  ])("refuses %s", (_, call) => {
    expect(call).toThrow(DomainError);
  });

  it("gives its limit", () => {
    expect([0, 1, 2].map((order) => n.besselIScaled(order, 0))).toEqual([1, 0, 0]);
    expect(n.besselIScaled(0, Infinity)).toBe(0);
    expect(n.incompleteBeta(2, 3, 0)).toEqual({ lower: 0, upper: 1 });
    expect(n.incompleteBeta(2, 3, 1)).toEqual({ lower: 1, upper: 0 });
    expect(n.incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect(n.incompleteGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
    // Where the mass between is no number any more.
    expect(n.incompleteGamma(1e6, 1)).toEqual({ lower: 0, upper: 1 });
    expect(n.incompleteGamma(1, 1e6)).toEqual({ lower: 1, upper: 0 });
    expect(n.incompleteBeta(1e5, 1e5, 0.01)).toEqual({ lower: 0, upper: 1 });
    expect(n.incompleteBeta(1e5, 1e5, 0.99)).toEqual({ lower: 1, upper: 0 });
    expect([n.erfInverse(-1), n.erfInverse(1)]).toEqual([-Infinity, Infinity]);
    expect([n.logPoissonKernel(0, 3), n.logPoissonKernel(2, 0), n.logPoissonKernel(0, 0)]).toEqual([
      -3,
      -Infinity,
      -0,
    ]);
    expect(n.logBinomialKernel(0, 0, 0.3, 0.7)).toBe(0);
    expect(n.logBinomialKernel(2, 3, 0, 1)).toBe(-Infinity);
    expect(n.logBinomialKernel(2, 3, 1, 0)).toBe(-Infinity);
    // By mpmath, 50 digits: of 4e15 trials the difference from the mean is taken exactly, from either side.
    for (const [a, x, truth] of [
      [1.2e15 + 1e8, 0.3, -24.053530924082644],
      [2.8e15 + 1e8, 0.7, -24.053531081288401],
    ] as const)
      expect(n.logBinomialKernel(a, 4e15 - a, x, 1 - x)).toBeCloseTo(truth, 12);
    expect([n.deviance(0, 3), n.deviance(3, 0), n.deviance(0, 0)]).toEqual([3, Infinity, 0]);
  });
});

describe("linear equations by Cholesky's triangle", () => {
  // A = L·Lᵀ with L = [[2, 0, 0], [1, 3, 0], [−1, 0.5, 1]].
  const full = [
    [4, 2, -2],
    [2, 10, 0.5],
    [-2, 0.5, 2.25],
  ];
  const a = n.matrixFrom(full);

  it("are solved from both sides", () => {
    const triangle = n.cholesky(a)!;
    expect([...triangle.data]).toEqual([2, 0, 0, 1, 3, 0, -1, 0.5, 1]);
    const x = [1, -2, 3];
    const times = (rows: readonly (readonly number[])[]) =>
      rows.map((row) => row.reduce((sum, value, k) => sum + value * x[k]!, 0));
    expect([...n.choleskySolve(triangle, times(full))]).toEqual(x);
    expect([...n.forwardSolve(triangle, times([[2], [1, 3], [-1, 0.5, 1]]))]).toEqual(x);
    expect([
      ...n.backwardSolve(
        triangle,
        times([
          [2, 1, -1],
          [0, 3, 0.5],
          [0, 0, 1],
        ]),
      ),
    ]).toEqual(x);
    expect(n.logDeterminant(triangle)).toBeCloseTo(Math.log(36), 14);
  });

  it("are not, where the matrix is not positive definite", () => {
    expect(n.cholesky(n.matrixFrom([[1, 1], [1, 1]]))).toBe(undefined);
    expect(n.cholesky(n.matrixFrom([[-1]]))).toBe(undefined);
    expect(n.cholesky(n.matrixFrom([[Infinity]]))).toBe(undefined);
  }); // prettier-ignore
});

it("every one of the samples and logarithms is looked at", () => {
  expect(() => empiricalCrossEntropy([NaN, -1])).toThrow("logProbabilities[0]");
  expect(() => empiricalCrossEntropy([-1, NaN])).toThrow("logProbabilities[1]");
  expect(() => wassersteinDistanceOfSamples([], [1])).toThrow("x must not be empty");
  expect(() => wassersteinDistanceOfSamples([1], [])).toThrow("y must not be empty");
  expect(() => wassersteinDistanceOfSamples([NaN], [1])).toThrow("x[0]");
  expect(() => wassersteinDistanceOfSamples([1], [Infinity])).toThrow("y[0]");
});

describe("parameters at the end of their range", () => {
  const families = d as unknown as Record<string, (parameters: object) => unknown>;
  it.each([
    ["vonMises", { location: 0, concentration: -1 }, "concentration"],
    ["normal", { mean: 0, standardDeviation: 0 }, "standardDeviation"],
    ["normal", { mean: Infinity, standardDeviation: 1 }, "mean"],
    ["laplace", { location: 0, scale: 0 }, "scale"],
    ["laplace", { location: NaN, scale: 1 }, "location"],
    ["logNormal", { logMean: 0, logStandardDeviation: 0 }, "logStandardDeviation"],
    ["exponential", { rate: 0 }, "rate"],
    ["gamma", { shape: 0, rate: 1 }, "shape"],
    ["gamma", { shape: 1, rate: 0 }, "rate"],
    ["inverseGamma", { shape: 0, scale: 1 }, "shape"],
    ["inverseGamma", { shape: 1, scale: 0 }, "scale"],
    ["beta", { alpha: 0, beta: 1 }, "alpha"],
    ["beta", { alpha: 1, beta: 0 }, "beta"],
    ["weibull", { shape: 0, scale: 1 }, "shape"],
    ["weibull", { shape: 1, scale: 0 }, "scale"],
    ["gumbel", { location: 0, scale: 0 }, "scale"],
    ["halfNormal", { scale: 0 }, "scale"],
    ["cauchy", { location: 0, scale: 0 }, "scale"],
    ["studentT", { degreesOfFreedom: 0, location: 0, scale: 1 }, "degreesOfFreedom"],
    ["studentT", { degreesOfFreedom: 1, location: 0, scale: 0 }, "scale"],
    ["logistic", { location: 0, scale: 0 }, "scale"],
    ["geometric", { probability: 0 }, "probability"],
    ["geometric", { probability: 1.1 }, "probability"],
    ["poisson", { rate: -1 }, "rate"],
    ["bernoulli", { probability: -0.1 }, "probability"],
    ["binomial", { trials: 1.5, probability: 0.5 }, "trials"],
    ["negativeBinomial", { mean: -1, size: 1 }, "mean"],
    ["negativeBinomial", { mean: 1, size: 0 }, "size"],
  ])("%s refuses %j", (name, parameters, at) => {
    const make = families[name]!;
    expect(() => make(parameters)).toThrow(DomainError);
    expect(() => make(parameters)).toThrow(at);
    expect(() => make(parameters)).toThrow("must be");
  });

  it("a mean or variance that is infinite or none is said", () => {
    const t = (degreesOfFreedom: number) => d.studentT({ degreesOfFreedom, location: 3, scale: 2 });
    expect(t(1.5).mean()).toBe(3);
    expect(() => t(1).mean()).toThrow(DomainError);
    expect([t(2).variance(), t(1.5).variance()]).toEqual([Infinity, Infinity]);
    expect(t(4).variance()).toBe(8);
    const inverse = (shape: number) => d.inverseGamma({ shape, scale: 2 });
    expect([inverse(1).mean(), inverse(2).variance()]).toEqual([Infinity, Infinity]);
    expect([inverse(2).mean(), inverse(3).variance()]).toEqual([2, 1]);
  });
});
