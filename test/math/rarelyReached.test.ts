import { expect, it } from "vitest";
import { expectation } from "../../src/math/distributions/divergence/expectation.js";
import { massBeside } from "../../src/math/distributions/divergence/massBeside.js";
import {
  binomial,
  compensatedMean,
  DomainError,
  entropy,
  censored,
  gumbel,
  klDivergence,
  laplace,
  matrix,
  multinomial,
  normal,
  poisson,
  regularizedBeta,
  skewNormal,
  studentT,
  xLog1pY,
  xLogY,
  type UnivariateDistribution,
} from "../../src/index.js";

/** −X of a Poisson count: whole numbers without a lower end. */
function negated(count: UnivariateDistribution): UnivariateDistribution {
  return {
    ...count,
    support: { kind: "integer", lower: -Infinity, upper: 0 },
    kinks: [0],
    landmarks: [-3],
    logProb: (x: number) => count.logProb(-x),
    prob: (x: number) => count.prob(-x),
    cdf: (x: number) => count.survival(-Math.floor(x) - 1),
    survival: (x: number) => count.cdf(-Math.floor(x) - 1),
    quantile: (p: number) => -count.quantile(1 - p),
  } as UnivariateDistribution;
}

it("whole numbers without a lower end have expectations too", () => {
  expect(expectation(negated(poisson({ rate: 40 })), { g: (x) => x }).value).toBeCloseTo(-40, 9);
});

/** All mass at two of 5,000 whole numbers, which nothing names. */
function twoPlaces(): UnivariateDistribution {
  const count = poisson({ rate: 1 });
  const prob = (x: number): number => (x === 1711 || x === 3302 ? 0.5 : 0);
  const cdf = (x: number): number => (x < 1711 ? 0 : x < 3302 ? 0.5 : 1);
  return {
    ...count,
    support: { kind: "integer", lower: 0, upper: 5000 },
    prob,
    cdf,
    logProb: (x: number) => Math.log(prob(x)),
    survival: (x: number) => 1 - cdf(x),
    quantile: (p: number) => (p <= 0.5 ? 1711 : 3302),
  } as UnivariateDistribution;
}

it("masses that stand alone are found one by one, and where a kink names one", () => {
  const named = { ...twoPlaces(), kinks: [1711] } as UnivariateDistribution;
  expect(expectation(named, { g: (x) => x }).value).toBeCloseTo((1711 + 3302) / 2, 9);
  expect(expectation(twoPlaces(), { g: (x) => x }).value).toBeCloseTo((1711 + 3302) / 2, 9);
});

it("a class of no probability that was counted costs its logits", () => {
  const { loss } = multinomial;
  const value = loss.value([0, -800], [1, 1]);
  expect(value).toBeCloseTo(800 - Math.log(2), 9);
});

it("a matrix is of floats, and a beta's parameters have an end", () => {
  expect(() => matrix(1, 1, [1] as never)).toThrow(/data must be a Float64Array/);
  expect(() => regularizedBeta(1e308, 1e308, 0.5)).toThrow(/below 1e300/);
});

it("the entropy of a distribution is the one it says", () => {
  const p = normal({ mean: 3, standardDeviation: 2 });
  expect(entropy(p)).toBe(p.entropy());
  expect(() => entropy("normal" as never)).toThrow(DomainError);
});

it("the mass between a place and a kink is the difference of two tails", () => {
  const p = laplace({ location: 0, scale: 1 });
  expect(massBeside(p, -1, 0)).toBeCloseTo(0.5 - Math.exp(-1) / 2, 15);
  expect(massBeside(binomial({ trials: 4, probability: 0.5 }), 2, 0)).toBeCloseTo(5 / 16, 15);
});

it("a skew normal has all or nothing of its mass below what no double can square", () => {
  const p = skewNormal({ location: 0, scale: 1, shape: 2 });
  expect(p.logCdf(1e200)).toBe(0);
  expect(p.logSurvival(1e200)).toBe(-Infinity);
  expect(p.logCdf(-1e200)).toBe(-Infinity);
});

it("x ln y and x ln(1 + y) have no value where ∞ meets a logarithm of 0", () => {
  expect(() => xLogY(Infinity, 1)).toThrow(/x must be finite/);
  expect(() => xLog1pY(-Infinity, 0)).toThrow(/x must be finite/);
});

it("∞ and −∞ have no mean", () => {
  expect(() => compensatedMean([Infinity, -Infinity])).toThrow(/both ∞ and −∞/);
  expect(compensatedMean([Infinity, 1])).toBe(Infinity);
});

it("Gumbel distributions whose scales no double divides have no closed divergence", () => {
  const [wide, narrow] = [1e308, 1e-308].map((scale) => gumbel({ location: 0, scale }));
  expect(wide!.closedKlDivergence?.(narrow!)).toBeUndefined();
  expect(klDivergence(gumbel({ location: 0, scale: 1 }), gumbel({ location: 0, scale: 1 }))).toBe(
    0,
  );
});

it("data that nearly all sit at one place give a heavy tail no scale", () => {
  const data = [...Array<number>(60).fill(0), 1, 2];
  expect(() => studentT.fit(data)).toThrow(DomainError);
});

it("known parameters are an object, and weights are no larger than can be squared", () => {
  expect(() => normal.fit([1, 2], [1, 1e200])).toThrow(/weights\[1\] must be at most/);
  expect(() => censored(normal).fit([1, 2], undefined, 7 as never)).toThrow(/object/);
});
