// Fits and moments at which there is nothing to find: each says so in its own sentence.
import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import { fitByLikelihood } from "../../../src/math/distributions/observed/fitByLikelihood.js";
import { maximise } from "../../../src/math/distributions/fit/maximise.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";

describe("what has no maximum, or no moment", () => {
  it.each<[string, () => unknown, string]>([
    [
      "a generalised gamma of log-normal data",
      () => d.generalisedGamma.fit([0.1, 1, 10]),
      "its power falls to 0, where it is a log-normal",
    ],
    [
      "a generalised gamma with all mass at its end",
      () => d.generalisedGamma.fit([1, 5, 5, 5, 5, 5]),
      "its power grows without end",
    ],
    [
      "a Tweedie of one value besides 0",
      () => d.tweedie.fit([0, 3, 3, 3, 3]),
      "the fit of tweedie has no maximum",
    ],
    [
      "a beta-binomial of none and all",
      () => d.betaBinomial.fit([0, 0, 5, 5], undefined, { trials: 5 }),
      "the fit of betaBinomial has no maximum",
    ],
    [
      "the variance of half a t with 1.5 degrees",
      () =>
        d
          .truncated(d.studentT, { lower: 0 })({ location: 0, scale: 1, degreesOfFreedom: 1.5 })
          .variance(),
      "the variance of truncated(studentT) did not settle",
    ],
    [
      "the mean of half a t with half a degree",
      () =>
        d
          .truncated(d.studentT, { lower: 0 })({ location: 0, scale: 1, degreesOfFreedom: 0.5 })
          .mean(),
      "the mean of truncated(studentT) did not settle",
    ],
  ])("%s", (_, call, sentence) => {
    expect(call).toThrow(DomainError);
    expect(call).toThrow(sentence);
  });
});

describe("a fit of what was cut", () => {
  it("finds a probability: the mean of a geometric from 1 on is 1 + (1 − p)/p", () => {
    const { parameters } = d.truncated(d.geometric, { lower: 1 }).fit([1, 2, 3, 1, 2]);
    expect(parameters.probability).toBeCloseTo(1 / 1.8, 10);
  });
  it("takes what is known: 12 trials, of which at least one succeeded", () => {
    const { parameters } = d
      .truncated(d.binomial, { lower: 1 })
      .fit([1, 2, 3, 1, 2], undefined, { trials: 12 });
    // The mean 1.8 is n p/(1 − (1 − p)ⁿ).
    const p = parameters.probability;
    expect((12 * p) / (1 - (1 - p) ** 12)).toBeCloseTo(1.8, 9);
    expect(parameters.trials).toBe(12);
  });
  it("keeps an atom: the quantiles of a cut Tweedie are 0 or have their probability below them", () => {
    const cut = d.truncated(d.tweedie, { upper: 3 })({ mean: 1, dispersion: 1, power: 1.5 });
    expect(cut.quantile(0.1)).toBe(0);
    expect(cut.cdf(cut.quantile(0.3))).toBeCloseTo(0.3, 12);
  });
  it("finds a Tweedie's dispersion at a known power, from which nothing near is likelier", () => {
    const data = [0, 0.5, 1, 2, 4];
    const { parameters } = d.tweedie.fit(data, undefined, { power: 1.6 });
    const likelihood = (dispersion: number) =>
      data.reduce((sum, x) => sum + d.tweedie({ ...parameters, dispersion }).logProb(x), 0);
    expect(parameters.power).toBe(1.6);
    const best = likelihood(parameters.dispersion);
    for (const factor of [0.999, 1.001])
      expect(likelihood(factor * parameters.dispersion)).toBeLessThan(best);
  });
  it("steps back where a trial leaves the domain, and passes on what is no refusal", () => {
    const family = (refusal: Error) =>
      Object.assign(
        (parameters: { readonly mean: number }) => {
          if (parameters.mean < 1) throw refusal;
          return d.normal({ mean: parameters.mean, standardDeviation: 1 });
        },
        {
          familyName: "bounded",
          domains: { mean: "real" },
          fit: () => d.normal({ mean: 2.9, standardDeviation: 1 }),
        },
      ) as never;
    // So flat at its start that the first step goes to 0.9.
    const rough = { data: [0, 4], weights: [1, 1] };
    const fit = (refusal: Error) =>
      fitByLikelihood(
        "bounded",
        family(refusal),
        rough,
        {},
        (p) => -Math.log(Math.cosh(3 * (p.mean() - 2))),
      );
    expect((fit(new DomainError("no")) as { mean: number }).mean).toBeCloseTo(2, 6);
    expect(() => fit(new TypeError("a fault"))).toThrow("a fault");
  });
});

describe("Newton's method in a few numbers", () => {
  it("gives up where the curvature is no number", () => {
    expect(maximise(([x, y]) => (x === 0 && y === 0 ? 0 : NaN), [0, 0]).found).toBe(false);
  });
});
