// Sizes at which sums have no double for their terms, and data that have no maximum. Values by mpmath at 700 digits.
import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import { negativeBinomialNegativeLogLikelihood } from "../../../src/math/losses/index.js";

describe("the loss of a negative binomial of any size", () => {
  it.each([
    [1.7e308, 0, 0, 1, 1],
    [1.7e308, 2, 3, 3.1808155681587054, 4.38905609893065],
    [1e300, 0, 0, 1, 1],
    [1e300, 650, 1, 1.956199921370272e282, 1.956199921370272e282],
    [1e18, 41.4, 1e18, 541250341733227, -23261639929079348],
    [1e12, 27.6, 1e12, 240567777.81467167, -15509314254.010923],
    [1e10, 621, 1e270, 3117041548.2652516, -10096792021.084612],
    [10, -700, 0, 9.85967654375977e-305, 9.85967654375977e-305],
    [3, 2, 2.5, 2.5146111958061956, 1.4117902682517662],
    [1e-300, 600, 50, 694.6875509036419, 1e-300],
  ])("r = %d, z = %d, y = %d", (size, z, y, value, gradient) => {
    const loss = d.negativeBinomial.loss({ size });
    expect(Math.abs(loss.value(z, y) / value - 1)).toBeLessThan(1e-14);
    expect(Math.abs(loss.gradient(z, y) / gradient - 1)).toBeLessThan(1e-14);
  });

  it("has the part of the mean alone where it is not full", () => {
    const loss = negativeBinomialNegativeLogLikelihood({ size: 1.7e308 });
    expect(loss.value(-700, 0)).toBe(Math.exp(-700));
    expect(loss.gradient(709, 0) / 5.540116958591751e307).toBeCloseTo(1, 14);
    expect(loss.gradient(1e5, 1)).toBe(1.7e308);
  });
});

describe("a Tweedie of very many parts", () => {
  it.each([
    [2, 1e-14, 1.4, 2, 14.71395409136168],
    [2, 1e-14, 1.4, 2.0000004, 11.682521104465852],
    [2, 1e-16, 1.4, 1.99999997, 15.31135804107989],
    // Sums over every count within 13 widths of the peak, at 40 digits: the saddlepoint's next term counts here.
    [2, 1e-8, 1.4, 2, 7.806198811763778],
    [2, 2e-8, 1.4, 2.0003, 6.606989336048219],
    [5, 2e-8, 1.8, 4.9995, 6.151471017737848],
    [1, 1, 1.5, 1e40, -2e40],
    [1e-300, 1, 1.1, 1e20, -1.0000000000000605e51],
  ])("mean %d, φ = %d, p = %d at %d", (mean, dispersion, power, x, expected) => {
    const p = d.tweedie({ mean, dispersion, power });
    expect(Math.abs(p.logProb(x) / expected - 1)).toBeLessThan(1e-13);
  });

  it("ends where the density has no double", () => {
    expect(d.tweedie.loss().value(1e-12, 1.7e308)).toBe(Infinity);
    const nearlyPoisson = d.tweedie({ mean: 1, dispersion: 1e-16, power: 1 + 2 ** -51 });
    expect(() => nearlyPoisson.logProb(1)).toThrow(/the power is too near to 1/);
    const weights = [3e-150, 7e8, 3e-150, 3e-150];
    expect(() => d.tweedie.fit([0, 1, 2.5, 3], weights)).toThrow(DomainError);
  });

  it("has tails that meet those of the sum", () => {
    // On either side of where the saddlepoint takes over: Φ with the same skewness.
    const tailsAt = (dispersion: number, deviations: number): number => {
      const p = d.tweedie({ mean: 2, dispersion, power: 1.4 });
      const x = 2 + deviations * Math.sqrt(p.variance());
      return (
        (p.cdf(x) - d.normal({ mean: 0, standardDeviation: 1 }).cdf(deviations)) /
        Math.sqrt(dispersion)
      );
    };
    for (const deviations of [-2.5, -1, -1e-6, 1e-6, 0.7, 3]) {
      const bend = tailsAt(2.6e-8, deviations);
      expect(Math.abs(tailsAt(2.4e-8, deviations) - bend)).toBeLessThan(
        1e-5 * Math.abs(bend) + 1e-6,
      );
    }
    const far = d.tweedie({ mean: 2, dispersion: 1e-12, power: 1.4 });
    // The Mills ratio at w = 10⁴·: −w²/2 − ln(w√(2π)).
    const w = Math.sqrt(d.tweedie.unitDeviance(2.1, 2, 1.4) / 1e-12);
    expect(
      far.logSurvival(2.1) / (-0.5 * w * w - Math.log(w * Math.sqrt(2 * Math.PI))),
    ).toBeCloseTo(1, 9);
    expect(far.cdf(2.1)).toBe(1);
  });
});

describe("an asymmetric Laplace of tied data", () => {
  it("is at a maximum", () => {
    const data = [-3, 0, 0, 1, 1, 1, 1, 1, 2, 2, 5];
    const weights = [1, 2, 0.5, 1, 1, 3, 1, 1, 2, 1, 0.25];
    const fitted = d.asymmetricLaplace.fit(data, weights);
    const likelihood = (p: typeof fitted): number =>
      data.reduce((sum, x, i) => sum + weights[i]! * p.logProb(x), 0);
    const best = likelihood(fitted);
    expect(fitted.parameters.location).toBe(1);
    for (const name of ["location", "scale", "quantile"] as const) {
      for (const factor of [0.99, 1.01]) {
        const moved = { ...fitted.parameters, [name]: fitted.parameters[name] * factor };
        expect(likelihood(d.asymmetricLaplace(moved))).toBeLessThan(best);
      }
    }
  });

  it("says where the likelihood grows to an end", () => {
    expect(() => d.asymmetricLaplace.fit([0, 0, 0, 1, 2])).toThrow(/until all lie above 0/);
    expect(() => d.asymmetricLaplace.fit([0, -1, -2, 0, 0])).toThrow(/until all lie below 0/);
    expect(() => d.asymmetricLaplace.fit([3, 3, 3])).toThrow(/two different values/);
  });
});

it.each([
  // Sums over all counts within twelve deviations, by mpmath.
  [5e6, 0.3, 8.351088881573103],
  [1e14, 1e-8, 8.326693723853436],
  // ½ ln 2πe np(1−p), whose next term is below 1e-17.
  [1e18, 0.3, 21.36188049601875],
  [1e100, 0.3, 115.76786930877462],
  [1.7e308, 0.3, 355.50203310568645],
])("the entropy of a binomial of %d trials, p = %d", (trials, probability, truth) => {
  const entropy = d.binomial({ trials, probability }).entropy();
  expect(Math.abs(entropy / truth - 1)).toBeLessThanOrEqual(1e-12);
});

it("an entropy is refused where no sum finds the mass", () => {
  // All its quantiles are one number, whose mass has no double.
  const p = d.betaBinomial({ trials: 1e100, alpha: 1e250, beta: 1e250 });
  expect(() => p.entropy()).toThrow(DomainError);
});
