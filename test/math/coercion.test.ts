import { expect, it } from "vitest";
import * as L from "../../src/index.js";

// One of each kind that the fuzz found: answered, or refused with another error, before.

const x = [[1], [2], [4]];
const table = L.createTable("t", { x: [1, 2] });
const p = L.normal({ mean: 0, standardDeviation: 1 });
const random = L.rng(1);
const bowl = {
  dimension: 1,
  examples: 1,
  evaluate: ([w]: L.Vector, gradient: Float64Array) => (gradient[0] = 2 * w!) * (w! / 2),
};
const two = { trials: 2, probabilities: [0.5, 0.5] };

const refused: readonly (readonly [string, (odd: never) => unknown, unknown])[] = [
  ["a logit that is text", (odd) => L.softmax([1, odd]), ""],
  ["no logits", (odd) => L.negativeLearning.value(odd, 0), null],
  ["no pair", (odd) => L.crpsNormal.value(odd, 0), null],
  ["raw outputs", (odd) => L.rawOutputs.exp(odd), [null]],
  ["nats", (odd) => L.natsToBits(odd), true],
  ["a sum of text", (odd) => L.compensatedSum(odd), "12"],
  ["an order", (odd) => L.renyiEntropy([0.5, 0.5], odd), true],
  ["a place", (odd) => L.conditionalSoftmax([0, 1], odd), null],
  ["a cell", (odd) => L.matrixFrom([[odd]]), [1]],
  ["no matrix", (odd) => L.predictions(odd), 5],
  ["no joint table", (odd) => L.mutualInformation(odd), null],
  ["an end of an integral", (odd) => L.integrate(Math.exp, odd, 1), null],
  ["a distribution", (odd) => p.closedKlDivergence?.(odd), {}],
  ["another distribution", (odd) => L.klDivergence(p, odd), undefined],
  ["an option of a family's loss", (odd) => L.weibull.loss(odd), { flibbity: 1 }],
  ["options of a family's loss", (odd) => L.gamma.loss(odd), 5],
  ["a limit", (odd) => L.truncated(L.normal, { lower: odd }), null],
  ["a family", (odd) => L.censored(odd), "normal"],
  ["a loss of a mixture", (odd) => L.mixture.loss(odd), new Set()],
  ["a covariance", (odd) => L.multivariateNormal({ mean: [1], covariance: odd }), [["7"]]],
  ["a generator", (odd) => L.randomSplit(odd, 10), []],
  ["rows to shuffle", (odd) => L.shuffle(random, odd), "abc"],
  ["an option of a network", (odd) => L.network(odd), { sizes: [1, 1], flibbity: 1 }],
  ["an option of an optimiser", (odd) => L.adam(odd), { flibbity: 1 }],
  ["a switch", (odd) => L.momentum({ nesterov: odd }), "no"],
  ["a schedule", (odd) => L.warmup(5, odd), {}],
  ["options of a fit", (odd) => L.fitPoisson(x, [1, 2, 3], odd), true],
  ["a family of a fit", (odd) => L.fitGeneralisedLinear(odd, x, [1, 2, 3]), null],
  ["an objective", (odd) => L.minimiseNewton(odd), undefined],
  ["thresholds that fall", (odd) => L.ordinalProbabilities(0, odd), [0, -1]],
  ["a column's name", (odd) => table.column(odd), true],
  ["a table", (odd) => L.groupBy(odd, "x"), 5],
  ["rows of a table", (odd) => L.selectRows(table, odd), new Set([1])],
  ["places to pick", (odd) => L.pick(["a"], odd), [7]],
  ["names of columns", (odd) => L.standardise(x, odd), new Set()],
  ["probabilities of a metric", (odd) => L.meanLogLoss(odd, [0]), null],
  ["a forecast", (odd) => L.continuousRankedProbabilityScore(odd, 0), null],
  ["runs", (odd) => L.summariseRuns(odd, ["a"], "b"), 5],
  ["a measure that is missing", (odd) => L.pairedDifference(odd, "b", {}, {}), [{}]],
  ["a record", (odd) => L.progressLine(odd), { metrics: {} }],
  ["a positive logarithm", (odd) => L.log1mExp(odd), 2],
  ["a negative amount", (odd) => L.relEntr(1, odd), -1],
  ["a logarithm of less than 0", (odd) => L.xLogY(1, odd), -1],
  ["more classes than fit", (odd) => L.oneHot([0], odd), 1e12],
  ["more rows than fit", (odd) => L.permutation(random, odd), 2 ** 53 - 1],
  ["a matrix larger than memory", (odd) => L.matrix(2, odd), 1e300],
  ["no options of a batch", (odd) => L.huberBatch([1], [2], odd), null],
  ["no options of a focal batch", (odd) => L.focalBatch([1], [1], odd), null],
  ["no options of a binary batch", (odd) => L.binaryCrossEntropyBatch([1], [1], odd), null],
  ["an option of a squared batch", (odd) => L.squaredErrorBatch([1], [1], odd), { flibbity: 1 }],
  ["classes of a batch", (odd) => L.softCrossEntropyBatch([1], odd, [1]), Symbol("1")],
  ["no reduction", (odd) => L.crossEntropyBatch([[1, 2]], [0], { reduction: odd }), null],
  ["a hole in log-probabilities", (odd) => L.klDivergenceLoss.gradient(odd, [1, 0]), new Array(2)],
  ["a hole in lengths", (odd) => L.kraftSum(odd), new Array(2)],
  ["a length that never counts", (odd) => L.expectedCodeLength([1, 0], [1, odd]), new Date(3)],
  ["a generator", (odd) => L.fDivergenceLoss({ generator: odd, derivative: Math.log }), 5],
  ["an option of an integral", (odd) => L.integrate(Math.exp, 0, 1, odd), { flibbity: 1 }],
  ["a list as options", (odd) => L.integrate(Math.exp, 0, 1, odd), []],
  ["a tolerance", (odd) => L.minimiseLbfgs(bowl, [1], { gradientTolerance: odd }), [1]],
  ["no objective", (odd) => L.minimiseNewton(odd, [1]), null],
  ["a purpose", (odd) => L.privacyBudget(1).spend(0.1, odd), null],
  ["an edge", (odd) => L.intervalCensored(L.normal, { edges: [1, odd] }), Symbol("2")],
  ["no censored data", (odd) => L.censored(L.normal).fit(odd), null],
  ["families of a mixture", (odd) => L.mixture.fit([1, 2, 3, 4], undefined, { families: odd }), 5],
  ["too many components", (odd) => L.mixture.fit([1, 2], undefined, { components: odd }), 2 ** 53],
  ["a quantile of a fit", (odd) => L.fitQuantiles(x, [1, 2, 3], { quantiles: [odd] }), Symbol("")],
  ["no options of a regression", (odd) => L.fitRegression(L.logNormalRegression, x, [1, 2, 3], odd), null],
  ["a run that is missing", (odd) => L.pairedDifference([odd], "x", {}, {}), undefined],
  ["a count", (odd) => L.multinomial(two).logProb([1, odd]), true],
  ["a parameter of logits", (odd) => L.softmaxLogits([1, odd], x), Infinity],
  ["a concentration beyond ln Γ", (odd) => L.dirichlet({ concentration: [1, odd] }), 1.7e308],
  ["a size far below its mean", (odd) => L.negativeBinomial({ mean: 1, size: odd }), 2.5e-310],
  ["a power without a reciprocal", (odd) => L.generalisedGamma({ shape: 1, power: odd, scale: 1 }), 5e-324],
  ["a bend without a reciprocal", (odd) => L.huberDensity({ location: 0, scale: 1, delta: odd }), 5e-324],
  ["angles that are equal", (odd) => L.vonMises.fit(odd), [1.8, 1.8, 1.8]],
  ["a concentration beyond all angles", (odd) => L.vonMises({ location: 1, concentration: odd }), 1e30],
  ["half the data at one place", (odd) => L.cauchy.fit(odd), [3, 3, 1, 3, 5, 1]],
  ["data beyond squares", (odd) => L.logistic.fit([1, 2, odd]), 1.7e308],
]; // prettier-ignore

it.each(refused)("%s is refused by name", (_, call, odd) => {
  expect(() => call(odd as never)).toThrow(L.DomainError);
});

it("no number makes a series or a bracket run for ever", () => {
  const counts = L.zeroTruncatedNegativeBinomial({ mean: 7, size: 0.5 });
  // k ln(m/(m + r)) and what is small beside it.
  expect(counts.logProb(1.7e308) / (1.7e308 * Math.log(7 / 7.5))).toBeCloseTo(1, 12);
  expect(L.inverseBeta(1.7e308, 2, 1e-12)).toBe(1);
  const wide = L.negativeBinomial({ mean: 1e150, size: 1e-3 });
  expect(() => wide.entropy()).toThrow("a mean of at most 1e20");
});

it("what has no double on the way has one in the end, or its limit", () => {
  expect(L.weibull({ shape: 5e-324, scale: 1 }).entropy()).toBe(-Infinity);
  expect(L.tweedie.unitDeviance(5e-324, 1e8, 1.45)).toBeCloseTo((2 * 1e8 ** 0.55) / 0.55, -1);
  expect(L.logBeta(Infinity, 3)).toBe(-Infinity);
  expect(L.huberisedHinge({ h: 1.7e308 }).value(0, 1)).toBeCloseTo(1.7e308 / 4, -300);
  const samples = [1, 2, 4, 7, 9, 12];
  for (const estimate of [L.vanEsEntropy, L.vasicekEntropy, L.ebrahimiEntropy, L.correaEntropy]) {
    const far = samples.map((one) => one * 2 ** 1000);
    expect(estimate(far)).toBeCloseTo(estimate(samples) + 1000 * Math.LN2, 10);
    const tied = Array.from({ length: 2000 }, (_, i) => [0.9, 0.47, 0.85, 0.35][i % 4]!);
    expect(estimate(tied)).toBe(-Infinity);
  }
});

it("an odd number gives what the formula says, or its limit", () => {
  const poisson = L.poissonNegativeLogLikelihood();
  expect(poisson.value(1.7e308, 5)).toBe(Infinity);
  expect(poisson.value(710, 1.7e308)).toBe(-Infinity);
  expect(L.neymanChiSquared([0, 1, -0], [0.6, 0.2, 0.2])).toBe(Infinity);
  expect(L.inverseBeta(0.5, 2.5e-310, 0.9)).toBe(1);
  expect(L.inverseBeta(2.5e-310, 1, 0.3)).toBe(0);
  expect(L.negativeBinomial({ mean: 1e12, size: 0.5 }).survival(1.7e308)).toBe(0);
  expect(L.besselIScaled(0, 5e-324)).toBe(1);
  expect(L.besselIScaled(1000, 1000) / 1.3824138771100608e-205).toBeCloseTo(1, 12);
  // The forecast's own mean is small beside the target: what is missed is the distance.
  const halfNormal = L.halfNormal({ scale: 1 });
  expect(L.continuousRankedProbabilityScore(halfNormal, 1e16)).toBe(1e16);
  expect(L.continuousRankedProbabilityScore(halfNormal, 5e-324)).toBeCloseTo(0.467389954510218, 10);
});

it("a normal has mass where a positive distribution has none", () => {
  const { reverse } = L.forwardReverseFits(L.gamma({ shape: 0.5, rate: 0.5 }), [
    { mean: 0, standardDeviation: 2 },
  ]);
  expect(reverse.divergence).toBe(Infinity);
});
