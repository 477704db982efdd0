import { describe, expect, it } from "vitest";
import {
  betaBinomial,
  gamma,
  generalisedGamma,
  geometric,
  hurdlePoisson,
  klDivergence,
  negativeBinomial,
  poisson,
  skewNormal,
  truncated,
  tweedie,
  zeroInflatedNegativeBinomial,
  zeroInflatedPoisson,
  zeroTruncatedNegativeBinomial,
  zeroTruncatedPoisson,
} from "../../../src/math/distributions/index.js";

describe("counts with odd zeros", () => {
  it("fall back on the plain fit where there are fewer zeros than it gives", () => {
    const few = [0, 1, 2, 3, 4, 2, 3, 2, 1, 3];
    const p = zeroInflatedPoisson.fit(few);
    expect(p.parameters).toEqual({ inflation: 0, rate: poisson.fit(few).parameters.rate });
    const wide = [1, 9, 2, 30, 4, 2, 14, 2, 1, 3, 0];
    expect(zeroInflatedNegativeBinomial.fit(wide).parameters.inflation).toBe(0);
  });

  it("are the truncated family, told twice", () => {
    const [one, other] = [
      zeroTruncatedPoisson({ rate: 2.5 }),
      truncated(poisson, { lower: 1 })({ rate: 2.5 }),
    ];
    for (const k of [1, 2, 9]) expect(one.logProb(k)).toBeCloseTo(other.logProb(k), 13);
    expect(one.mean()).toBeCloseTo(other.mean(), 12);
    const data = [1, 2, 2, 5, 1, 3, 4, 1];
    const rates = [
      zeroTruncatedPoisson.fit(data).parameters.rate,
      truncated(poisson, { lower: 1 }).fit(data).parameters.rate,
    ];
    expect(rates[0]! / rates[1]!).toBeCloseTo(1, 9);
  });

  it.each([
    [() => zeroTruncatedPoisson.fit([1, 1]), "all are 1: the rate falls to 0"],
    [() => zeroTruncatedPoisson.fit([0, 1]), "data[0] must be a whole number of at least 1, got 0"],
    [() => hurdlePoisson.fit([0, 0]), "must hold a count above 0 to fit hurdlePoisson"],
    [() => hurdlePoisson({ zeroProbability: 1.2, rate: 1 }), "zeroProbability"],
    [
      () => zeroTruncatedNegativeBinomial.fit([1, 2, 2, 3, 2, 3, 1, 2]),
      "the size grows without end; fit zeroTruncatedPoisson",
    ],
    [() => zeroTruncatedNegativeBinomial.fit([1, 2, 1, 2, 1, 2, 9]), "the size falls to 0"],
    [
      () => betaBinomial.fit([2, 3, 2, 3], undefined, { trials: 5 }),
      "data must vary more than binomial counts",
    ],
    [
      () => betaBinomial({ trials: 2e7, alpha: 1, beta: 1 }).cdf(3),
      "sums over at most 10000000 trials",
    ],
    [() => skewNormal.fit([1, 2, 3]), "their skewness is 0: fit normal instead"],
    [
      () => skewNormal.fit([0.01, 0.02, 0.05, 0.1, 0.3, 0.7, 1.8, 4]),
      "the likelihood rises with the shape without end",
    ],
    [() => tweedie.fit([1, 1]), "at least two different values to fit tweedie"],
    [() => tweedie.fit([0, 1, -1]), "data[2] must be at least 0, got -1"],
    [() => tweedie({ mean: 1, dispersion: 1, power: 1 }), "power must be greater than 1"],
    [() => tweedie.unitDeviance(-1, 1, 1.5), "y must"],
  ] as const)("case %# is refused by name", (act, message) => {
    expect(act).toThrow(message);
  });
});

describe("negative binomials whose sums are too long", () => {
  it("have the entropy of the sum where both can be had, and of the gamma far out", () => {
    // Of size 1 it is geometric, whose entropy is closed.
    const p = negativeBinomial({ mean: 1e4, size: 1 });
    const geometricEntropy = geometric({ probability: 1 / (1 + 1e4) }).entropy();
    expect(p.entropy() / geometricEntropy).toBeCloseTo(1, 12);
    const far = negativeBinomial({ mean: 1e8, size: 1 });
    const closed = geometric({ probability: 1 / (1 + 1e8) }).entropy();
    expect(far.entropy() / closed).toBeCloseTo(1, 11);
    // The gamma it is a count of: the difference falls as 1/mean.
    const steep = negativeBinomial({ mean: 1e12, size: 50 });
    expect(steep.entropy() / gamma({ shape: 50, rate: 50e-12 }).entropy()).toBeCloseTo(1, 10);
  });

  it("are refused where the counts are too far apart", () => {
    expect(() => negativeBinomial({ mean: 1e50, size: 1e-120 }).entropy()).toThrow(
      "a mean of at most 1e20",
    );
  });
});

describe("Tweedie", () => {
  it("has the deviance of the textbook, to all digits next to the mean", () => {
    // mpmath: 2[y^(2-p)/((1-p)(2-p)) - y m^(1-p)/(1-p) + m^(2-p)/(2-p)] at p = 1.3.
    const textbook = (y: number, m: number, p: number): number =>
      2 *
      (y ** (2 - p) / ((1 - p) * (2 - p)) - (y * m ** (1 - p)) / (1 - p) + m ** (2 - p) / (2 - p));
    for (const [y, m, p] of [
      [3, 1, 1.3],
      [0.2, 5, 1.9],
      [40, 2, 1.05],
    ] as const) {
      expect(tweedie.unitDeviance(y, m, p) / textbook(y, m, p)).toBeCloseTo(1, 11);
    }
    expect(tweedie.unitDeviance(0, 2, 1.5)).toBeCloseTo(4 * Math.SQRT2, 13);
    // (y − μ)²/μᵖ to leading order, of which a difference of powers would keep nothing.
    const near = tweedie.unitDeviance(2 + 2 ** -30, 2, 1.5);
    expect(near / (2 ** -60 / 2 ** 1.5)).toBeCloseTo(1, 8);
    expect(tweedie.unitDeviance(2, 2, 1.5)).toBe(0);
  });

  it("is as exact with a billion parts as with one: near p = 2 a gamma, with many parts a normal", () => {
    const p = tweedie({ mean: 1, dispersion: 1e-9, power: 1.5 });
    const deviation = Math.sqrt(1e-9);
    // An Edgeworth correction of order 1e-5 is what is left of the difference.
    const normalAt = -Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
    expect(Math.abs(p.logProb(1) - normalAt)).toBeLessThan(1e-8);
    expect(p.cdf(1)).toBeGreaterThan(0.5);
    expect(p.cdf(1)).toBeLessThan(0.50002);
    expect(p.prob(0)).toBe(0);
    expect(p.logProb(0) / -2e9).toBeCloseTo(1, 14);
  });

  it("diverges from another by its mass and its density", () => {
    const p = tweedie({ mean: 2, dispersion: 1, power: 1.5 });
    const q = tweedie({ mean: 2, dispersion: 1.000001, power: 1.5 });
    const divergence = klDivergence(p, q);
    expect(divergence).toBeGreaterThan(0);
    expect(divergence).toBeLessThan(1e-11);
    expect(klDivergence(p, generalisedGamma({ shape: 1, power: 1, scale: 2 }))).toBe(Infinity);
  });
});
