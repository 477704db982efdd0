import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import {
  crossEntropyWithBound,
  klDivergenceWithBound,
} from "../../../src/math/distributions/divergence/comparison.js";
import { entropyOf } from "../../../src/math/distributions/divergence/entropyOf.js";
import { expectation } from "../../../src/math/distributions/divergence/expectation.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";

type Refusal = readonly [what: string, call: () => unknown, sentence: string];

/** What no type allows, and JavaScript passes all the same. */
const untyped = (value: unknown): never => value as never;

const parameters: readonly Refusal[] = [
  ["edges that do not fit the counts", () => d.histogram({ edges: [0, 1], counts: [1, 2] }),
    "edges must be one more than the counts (at least one), 3, got 2"],
  ["edges that do not rise", () => d.histogram({ edges: [1, 1], counts: [1] }),
    "edges must rise, got 1 and 1"],
  ...[0, 1, NaN].map((quantile): Refusal => [
    `all of the mass on one side of an asymmetric Laplace, ${quantile}`,
    () => d.asymmetricLaplace({ location: 0, scale: 1, quantile }),
    `quantile must be greater than 0 and less than 1, got ${quantile}`,
  ]),
  ["a mixture of vectors", () => d.mixture({ weights: [1], components: [untyped(d.dirichlet({ concentration: [1, 1] }))] }),
    "components must be distributions of one number, got vectors"],
  ["a mixture with a weight too many", () => d.mixture({ weights: [0.5, 0.5], components: [d.normal({ mean: 0, standardDeviation: 1 })] }),
    "components must have the length of weights, 2, got 1"],
  ["a direction beyond half a turn", () => d.vonMises({ location: 4, concentration: 1 }),
    "location must be in [-π, π], got 4"],
  ["a range from above to below", () => d.discreteUniform({ lower: 2, upper: 1 }),
    "lower must not be above upper, got 2 and 1"],
  ["a probability vector of one", () => d.dirichlet({ concentration: [1] }),
    "concentration must hold at least two numbers, got 1"],
  ["more parts than a double counts", () => d.tweedie({ mean: 1e300, dispersion: 1e-300, power: 1.5 }),
    "mean, dispersion and power must leave the number of parts a size that has a double, got mean 1e+300, dispersion 1e-300, power 1.5"],
  ["limits of an instrument that reads nothing of it", () => d.censored(d.exponential, { lower: -2, upper: -1 })({ rate: 1 }),
    "exponential must reach between -2 and -1, it has 0 to Infinity"],
  ["masses at points, clamped", () => d.censored(d.empirical, { lower: 0 })({ samples: [1, 2] }),
    "empirical has masses at points: clamp its samples instead"],
  ["a covariance that is not square", () => d.multivariateNormal({ mean: [0, 0], covariance: [[1, 0], [0]] }),
    "covariance must be square, got 2 rows and row 1 of length 1"],
  ["a covariance of another size", () => d.multivariateNormal({ mean: [0, 0], covariance: [[1]] }),
    "covariance must have as many rows as mean has numbers (at least 1), 2, got 1"],
]; // prettier-ignore

const means: readonly Refusal[] = [
  ["of a Cauchy", () => d.cauchy({ location: 0, scale: 1 }).mean(),
    "a Cauchy distribution has no mean: its median is its location"],
  ["of a Cauchy above 0", () => d.truncated(d.cauchy, { lower: 0 })({ location: 0, scale: 1 }).mean(),
    "the mean of truncated(cauchy) did not settle"],
  ["of a Student's t with one degree of freedom", () => d.studentT({ degreesOfFreedom: 1, location: 0, scale: 1 }).mean(),
    "degreesOfFreedom must be above 1 for a mean to exist, got 1"],
]; // prettier-ignore

const fits: readonly Refusal[] = [
  ["a number outside the support", () => d.gamma.fit([2, -1]), "data[1] must be positive, got -1"],
  ["weights of 0", () => d.normal.fit([1, 2], [0, 0]), "weights must have a positive sum, got 0"],
  ["waiting times of 0", () => d.exponential.fit([0, 0]),
    "data must have a positive mean to fit exponential, got 0"],
  ["one value", () => d.cauchy.fit([1, 1]),
    "data must hold at least two different values to fit cauchy, got one"],
  ["one value, in a logistic", () => d.logistic.fit([1, 1]),
    "data must hold at least two different values to fit logistic, got one"],
  ["three of four at one place", () => d.cauchy.fit([0, 0, 0, 1]),
    "data must not sit on so few values to fit cauchy: the scale shrinks to 0"],
  ["tails beyond every t", () => d.studentT.fit([1, 1e3, 1e6, 1e9].flatMap((x) => [x, -x, 1 / x, -1 / x])),
    "data must have lighter tails to fit studentT: degreesOfFreedom falls to 0"],
  ["next to no variance", () => d.beta.fit([0.5, 0.5 + 1e-12]),
    "the fit of beta did not converge: the data vary too little for it"],
  ["an unknown rule", () => d.kernelDensity.fit([1, 2], undefined, { bandwidth: untyped("scott") }),
    'bandwidth must be a number, "silverman" or "likelihood", got "scott"'],
  ["fewer values than two a component", () => d.mixture.fit([1, 2]),
    "data must hold at least 4 different values for 2 components, got 2"],
  ["one direction", () => d.vonMises.fit([1, 1]),
    "data must hold at least two different values to fit vonMises, got one"],
  ["a class beyond the classes", () => d.categorical.fit([0, 3], undefined, { classes: 3 }),
    "data[1] must be below 3, got 3"],
  ["probability vectors of two lengths", () => d.dirichlet.fit([[0.5, 0.5], [1]]),
    "data[1] must have the length of data[0], 2, got 1"],
  ["a probability vector that sums to more", () => d.dirichlet.fit([[0.5, 0.75], [0.5, 0.5]]),
    "data[0] must be positive probabilities that sum to 1, got a sum of 1.25"],
  ["one probability vector", () => d.dirichlet.fit([[0.5, 0.5], [0.5, 0.5]]),
    "data must hold at least two different rows to fit dirichlet"],
  ["counts of two lengths", () => d.multinomial.fit([[1, 2], [3]]),
    "data[1] must have the length of data[0], 2, got 1"],
  ["counts that are all 0", () => d.zeroInflatedPoisson.fit([0, 0]),
    "data must hold a count above 0 to fit zeroInflatedPoisson, all are 0"],
  ["counts that are all 1", () => d.zeroTruncatedPoisson.fit([1, 1]),
    "data must hold a count above 1 to fit zeroTruncatedPoisson, all are 1: the rate falls to 0"],
  ["counts that are all 1, of any spread", () => d.zeroTruncatedNegativeBinomial.fit([1, 1]),
    "data must hold a count above 1 to fit zeroTruncatedNegativeBinomial, all are 1: the mean falls to 0"],
  ["counts that hardly vary", () => d.zeroTruncatedNegativeBinomial.fit([2, 2, 3]),
    "data vary too little to fit zeroTruncatedNegativeBinomial: the size grows without end; fit zeroTruncatedPoisson instead"],
  ["counts that vary too much", () => d.zeroTruncatedNegativeBinomial.fit([...new Array<number>(50).fill(1), 1_000_000]),
    "data vary too much to fit zeroTruncatedNegativeBinomial: the size falls to 0, where the counts are a logarithmic series"],
  ["counts that vary less than binomial ones", () => d.betaBinomial.fit([2, 2, 3], undefined, { trials: 5 }),
    "data must vary more than binomial counts to fit betaBinomial"],
  ["one amount of rain", () => d.tweedie.fit([2, 2]),
    "data must hold at least two different values to fit tweedie, got one"],
  ["data without a skew", () => d.skewNormal.fit([-1, 0, 1]),
    "data must be skewed to fit skewNormal, their skewness is 0: fit normal instead"],
  ["half a count", () => d.multinomial.fit([[1, 2], [2.5, 0.5]]),
    "data[1][0] must be a whole number of at least 0, got 2.5"],
  ["vectors of two lengths", () => d.multivariateNormal.fit([[1, 2], [1]]),
    "data[1] must have the length of data[0], 2, got 1"],
]; // prettier-ignore

const normal = d.normal({ mean: 0, standardDeviation: 1 });
const dirichlet = d.dirichlet({ concentration: [1, 2] });
const plane = d.multivariateNormal({ mean: [0, 0], covariance: [[1, 0], [0, 1]] }); // prettier-ignore
const line = d.multivariateNormal({ mean: [0], covariance: [[1]] });
const counts = d.multinomial({ trials: 2, probabilities: [0.5, 0.5] });

const comparisons: readonly Refusal[] = [
  ["a vector and a distribution", () => d.crossEntropy([0.5, 0.5], untyped(normal)),
    "p and q must both be probability vectors or both be distributions, got one of each: make the vector a categorical"],
  ["vectors and numbers", () => klDivergenceWithBound(dirichlet, untyped(normal)),
    "p and q must both be distributions of vectors or of numbers, got dirichlet and normal"],
  ["vectors of two dimensions", () => klDivergenceWithBound(plane, line),
    "q must have the dimension of p, 2, got 1"],
  ["counts and a density", () => klDivergenceWithBound(counts, plane),
    "p and q must both be discrete or both continuous, got multinomial and multivariateNormal"],
  ["vectors without a closed form", () => klDivergenceWithBound(dirichlet, plane),
    "klDivergence knows no closed form for dirichlet and multivariateNormal, and there is no quadrature beyond one dimension"],
  ["vectors without a closed form", () => crossEntropyWithBound(dirichlet, plane),
    "crossEntropy knows no closed form for dirichlet and multivariateNormal, and there is no quadrature beyond one dimension"],
  ["two numbers of classes", () => klDivergenceWithBound(d.categorical({ probabilities: [0.5, 0.5] }), d.categorical({ probabilities: [1] })),
    "q must have the classes of p, 2, got 1"],
  ["tails whose divergence has no end", () => klDivergenceWithBound(d.studentT({ degreesOfFreedom: 0.5, location: 0, scale: 1 }), d.logistic({ location: 0, scale: 1 })),
    "klDivergence of studentT and logistic did not settle by quadrature"],
  ["a sum or integral over vectors", () => expectation(untyped(dirichlet), { g: () => 1 }),
    "there is no quadrature beyond one dimension, got a vector support"],
]; // prettier-ignore

describe.each([
  ["parameters", parameters],
  ["the mean", means],
  ["a fit to", fits],
  ["a comparison of", comparisons],
])("%s", (_, refusals) => {
  it.each(refusals)("%s is refused with a sentence", (__, call, sentence) => {
    // Once: a quadrature that does not settle takes its time.
    let error: unknown;
    try {
      call();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).message).toContain(sentence);
  });
});

describe("extreme arguments", () => {
  it("are answered at once, far beyond what has digits", () => {
    const far = d.skewNormal({ location: 1e8, scale: 0.2, shape: 0.5 });
    expect(far.logCdf(0) / -1.5625e17).toBeCloseTo(1, 12);
    const narrow = d.skewNormal({ location: 2, scale: 2.5e-310, shape: 0.75 });
    expect([narrow.cdf(10), narrow.survival(10)]).toEqual([1, 0]);
    expect([narrow.cdf(-10), narrow.survival(-10)]).toEqual([0, 1]);
    expect(d.negativeBinomial({ mean: 0.2, size: 1 }).logCdf(1.7e308)).toBe(0);
    expect(() => d.zeroTruncatedNegativeBinomial({ mean: 7, size: 1.7e308 })).toThrow(
      /take poisson/,
    );
  });

  it("a mixture of numbers is refused by name", () => {
    expect(() => d.mixture({ weights: [1], components: [0.5] as never })).toThrow(
      "components[0] must be a distribution",
    );
  });
});

describe("what does not settle", () => {
  const uniform = d.uniform({ lower: 0, upper: 1 });

  it("is no entropy: a density that leaps at every look", () => {
    const leaping: UnivariateDistribution = {
      ...uniform,
      name: "leaping",
      logProb: (x) => Math.sin(1e9 * x) ** 2,
    };
    expect(() => entropyOf(leaping)).toThrow("the entropy of leaping did not settle");
  });

  it("is no sum: terms that never fall", () => {
    const endless: UnivariateDistribution = {
      ...d.poisson({ rate: 1 }),
      name: "endless",
      logProb: () => -1,
    };
    expect(() => entropyOf(endless)).toThrow("the entropy of endless did not settle");
  });
});
