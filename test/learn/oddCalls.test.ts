import { expect, it } from "vitest";
import * as L from "../../src/index.js";

// Calls that random ones found: what was coerced, broke, or took without end is answered or refused by name.

const logits = [
  [0.5, 1],
  [2, 0.5],
];
const x = [[1], [2], [3], [4]];
const y = [0, 1, 0, 1];
const priv = { rng: L.rng(1), epsilon: 1, lambda: 0.1, bound: 5 };
const odd = (value: unknown): never => value as never;
const third = [1 / 3, 1 / 3, 1 / 3];
const linear = () => L.generalisedLinearObjective(L.gaussianFamily, x, y);

it.each<[string, () => unknown]>([
  ["weight", () => L.crossEntropyBatch(logits, [0, 1], { weight: odd(null) })],
  ["weight", () => L.crossEntropyBatch(logits, [0, 1], { weight: odd("12") })],
  ["weight", () => L.crossEntropyBatch(logits, [0, 1], { weight: odd([1, null]) })],
  ["slopeAtInfinity", () => L.fDivergenceLoss({ slopeAtInfinity: odd([1]) })],
  ["intercept", () => L.generalisedLinearObjective(L.gaussianFamily, x, y, { intercept: odd("no") })],
  ["l2", () => L.networkObjective(L.network({ sizes: [1, 2, 1] }), L.squaredError, x, y, { l2: odd(null) })],
  ["flibbity", () => L.networkObjective(L.network({ sizes: [1, 2, 1] }), L.squaredError, x, y, odd({ flibbity: 1 }))],
  ["batchSize", () => L.train(linear(), [0, 0], { epochs: 1, learningRate: 0.1, batchSize: odd(null) })],
  ["gradientTolerance", () => L.train(linear(), [0, 0], { epochs: 1, learningRate: 0.1, gradientTolerance: odd("1") })],
  ["minimumImprovement", () => L.train(linear(), [0, 0],
    { epochs: 1, learningRate: 0.1, earlyStopping: { monitor: "loss", patience: 1, minimumImprovement: odd(null) } })],
  ["components", () => L.mixture.fit([1, 2, 3, 4, 5], undefined, { components: odd(null) })],
  ["positions", () => L.wassersteinDistance(third, third, odd(null))],
  ["two classes", () => L.conditionalSoftmax([1], 0)],
  ["logZero", () => L.symmetricCrossEntropy({ beta: 1.7e308 })],
  ["starts[0]", () => L.forwardReverseFits(L.normal({ mean: 0, standardDeviation: 1 }), [odd(undefined)])],
  ["options", () => L.tunePrivately(x, y, [{ lambda: 1 }], odd(null))],
  ["loss.value", () => L.tunePrivately(x, y, [{ loss: odd({}) }], priv)],
  ["loss.value", () => L.fitPrivately(x, y, { ...priv, loss: odd({}) })],
  ["budget", () => L.fitPrivately(x, y, { ...priv, budget: odd(null) })],
  ["weights must be { values, bound }", () => L.fitPrivately(x, y, { ...priv, weights: odd(null) })],
  ["minimiseLbfgs", () => L.minimiseLbfgs(linear(), [0, 0], odd(null))],
  ["known parameters", () => L.censored(L.normal).fit([1, 2, 4], undefined, odd([]))],
  ["whose square has a double", () => L.fitRegression(L.negativeBinomialRegression, x, [1, 0, 1e300, 10])],
  ["loss.value", () => L.tunePrivately(x, y, [{ loss: L.privateLogistic }], { ...priv, loss: odd({}) })],
  ["method", () => L.tunePrivately(x, y, [{ method: "output" }], { ...priv, method: odd("Output") })],
  ["lambda", () => L.tunePrivately(x, y, [{ lambda: 1 }], { ...priv, lambda: odd(null) })],
  ["a rate of 5e-311", () => L.fitPrivately(x, y, { ...priv, epsilon: 2.5e-310 })],
  ["onFeatures", () => L.fitRegression(L.studentTRegression, x, [1, 2, 3, 9], { onFeatures: odd({}) })],
  ["ignoreIndex", () => L.crossEntropyBatch(logits, [0, 1], { ignoreIndex: odd(null) })],
  ["values[2] and values[1]", () => L.compensatedSum([1, -Infinity, Infinity])],
  ["z[1]", () => L.rawOutputs.ascending([2, -Infinity, 1e16])],
  ["5000 classes", () => L.dirichlet({ concentration: Array<number>(5001).fill(1) }).variance()],
  ["5000 classes", () => L.multinomial({ trials: 2, probabilities: Array<number>(5001).fill(1 / 5001) }).variance()],
  ["fewer than 2⁵³ trials", () => L.multinomial({ trials: 2 ** 53, probabilities: [0.5, 0.5] }).entropy()],
  ["alpha + beta", () => L.beta({ alpha: 1.7e308, beta: 1.7e308 })],
  ["tolerance", () => L.mixture.fit([1, 2, 3, 4, 5], undefined, { tolerance: odd(Math.abs) })],
  ["trials", () => L.betaBinomial.fit([1, 2, 3], undefined, odd(undefined))],
  ["data[0]", () => L.censored(L.weibull).fit(odd([1n, 2n]))],
  ["onFeatures must be a list", () => L.fitRegression(L.poissonRegression, x, y, { onFeatures: odd("logMean") })],
  ["two different values", () => L.weibull.fit(Array<number>(12).fill(6))],
  ["rng", () => L.zeroTruncatedPoisson({ rate: 2 }).sample(odd({}))],
  ["rng", () => L.zeroTruncatedNegativeBinomial({ mean: 2, size: 3 }).sample(odd(null))],
  ["concentration", () => L.dirichlet({ concentration: [3, 1.7e308] })],
  ["100000000 × 1", () => L.matrix(1e8, 1)],
  ["onProgress", () => L.bootstrapInterval(L.rng(1), 100_000, (rows) => rows[0]!)],
])("%s", (said, call) => {
  expect(call).toThrow(L.DomainError);
  expect(call).toThrow(said);
}); // prettier-ignore

it("a long bootstrap tells how far it is", () => {
  const seen: number[] = [];
  const options = { resamples: 3, onProgress: (done: number) => seen.push(done) };
  L.bootstrapInterval(L.rng(1), 10, (rows) => rows[0]!, options);
  expect(seen).toEqual([1, 2, 3]);
});

it.each<[string, () => number, number]>([
  // By mpmath; b²/3 of b = π/β; (ν + 1)/r; the count of 10³⁰⁰ is hardly ever 0.
  ["a generalised gamma of a tiny shape", () => L.generalisedGamma({ shape: 1e-300, power: 100_000, scale: 1 }).variance(), 4.999942280411586e-296],
  ["a log-logistic of a vast shape", () => L.logLogistic({ shape: 1e120, scale: 1e120 }).variance(), Math.PI ** 2 / 3],
  ["a Student-t of no width", () => L.studentTNegativeLogLikelihood({ scale: 5e-324 }).gradient(2, -20), 5 / 22],
  ["its value", () => L.studentTNegativeLogLikelihood({ scale: 5e-324 }).value(2, -20), 5 * (Math.log(22) - Math.log(5e-324) - Math.LN2) + Math.log(5e-324)],
  ["a truncated Poisson of a vast rate", () => L.zeroTruncatedPoisson({ rate: 1e300 }).entropy(), L.poisson({ rate: 1e300 }).entropy()],
  ["a negative binomial's tail of vast counts", () => L.negativeBinomial({ mean: 1e149, size: 1e-4 }).logSurvival(1e154), -21.60076828572089],
  // Sums of P(k) ln P(k) in 40 digits.
  ["a truncated Poisson", () => L.zeroTruncatedPoisson({ rate: 1.5 }).entropy(), 1.298239876781264],
  ["a hurdle", () => L.hurdlePoisson({ zeroProbability: 0.75, rate: 1.5 }).entropy(), 0.8868951138141243],
  ["zero-inflated counts", () => L.zeroInflatedPoisson({ inflation: 0.3, rate: 1.5 }).entropy(), 1.3952982005136125],
])("%s", (_, call, truth) => {
  expect(Math.abs(call() - truth)).toBeLessThanOrEqual(1e-12 * Math.abs(truth));
}); // prettier-ignore

it("fits of numbers without a normal double end", () => {
  expect(L.tweedie.fit([0, 1, 1, 1, 0, 5e-324]).parameters.mean).toBe(0.5);
  const { shape, rate } = L.gamma.fit([1, 2, 3, 5e-324]).parameters;
  expect(shape / rate).toBeCloseTo(1.5, 12);
});

it("a von Mises of hardly any concentration is drawn", () => {
  for (const concentration of [1e-8, 1e-6, 1e-4]) {
    const p = L.vonMises({ location: 0, concentration });
    const rng = L.rng(3);
    const angles = Array.from({ length: 2000 }, () => p.sample(rng));
    expect(angles.filter((angle) => angle > 0).length).toBeGreaterThan(900);
    expect(angles.every((angle) => Math.abs(angle) <= Math.PI)).toBe(true);
  }
});

it("what is beyond doubles is infinite and no NaN", () => {
  expect(L.gumbel({ location: 0, scale: 1e-3 }).logProb(-1.7e308)).toBe(-Infinity);
  expect(L.neymanChiSquared([1, 0], [1, 2.5e-310])).toBe(Infinity);
});

it.each<[string, () => number, number]>([
  // By mpmath at 60 to 700 digits.
  ["the variance of a log-normal far out", () => L.logNormal({ logMean: 1e5, logStandardDeviation: 2.5e-310 }).variance(), Infinity],
  ["of no width whose square is a double", () => L.logNormal({ logMean: 300, logStandardDeviation: 1e-160 }).variance(), 3.7730203009299397e-60],
  ["of a product beside the doubles", () => L.logNormal({ logMean: 354, logStandardDeviation: 1e-153 }).variance(), 30.233831442760554],
  ["the variance of a Weibull of no width", () => L.weibull({ shape: 1e170, scale: 1e300 }).variance(), 1.6449340668482263e260],
  ["of a small one", () => L.weibull({ shape: 1e14, scale: 3 }).variance(), 1.4804406601633652e-27],
  ["of a smaller one", () => L.weibull({ shape: 1e12, scale: 1 }).variance(), 1.6449340668439233e-24],
  ["a Weibull's density beyond its hazard", () => L.weibull({ shape: 1.7e308, scale: 5e-324 }).logProb(1), -Infinity],
  ["a nearly normal Student-t", () => L.studentT({ degreesOfFreedom: 1e160, location: 0, scale: 1 }).logSurvival(40), -804.6084420137538],
  ["beyond a standard deviate with a double", () => L.studentT({ degreesOfFreedom: 3, location: 0, scale: 5e-324 }).logSurvival(1e-8), -2177.960450093242],
  ["angles through ±π", () => L.vonMises({ location: Math.PI, concentration: 1e16 }).cdf(-3.141592639118921), 0.42606374318455564],
  ["narrow angles", () => L.vonMises({ location: 1, concentration: 1e16 }).cdf(1.000000005), 0.6914624602041797],
  ["wide ones", () => L.vonMises({ location: 3, concentration: 5 }).cdf(-2.9), 0.17519801443435282],
  ["a generalised gamma of a vast power", () => L.generalisedGamma({ shape: 5e-324, power: 1.7e308, scale: 1 }).entropy(), -1190601490042968],
  ["half a normal by its shape", () => L.skewNormal({ location: 1, scale: 1, shape: 1e300 }).entropy(), 0.7257913526447274],
  ["its mean", () => L.skewNormal({ location: 0, scale: 1, shape: 1e300 }).mean(), 0.7978845608028654],
  ["its other side", () => L.skewNormal({ location: 0.5, scale: 0.25, shape: -1.7e308 }).logSurvival(2), -Infinity],
  ["a Huber density of long tails", () => L.huberDensity({ location: 0, scale: 1e-200, delta: 1e-300 }).variance(), 2e200],
  ["a Huber density far out", () => L.huberDensity({ location: 0, scale: 5e-324, delta: 1.7e308 }).logSurvival(1e-150), -Infinity],
  ["a negative binomial that is hardly ever above 0", () => L.negativeBinomial({ mean: 1e-150, size: 1e8 }).logSurvival(0), -345.38776394910684],
  ["a quantile next to 0", () => L.beta({ alpha: 1, beta: 1e8 }).quantile(1e-300), 1e-308],
  ["two shapes without a double's reciprocal", () => L.beta({ alpha: 5e-324, beta: 5e-324 }).entropy(), -Infinity],
  ["the entropy of an inverse gamma without a mean", () => L.inverseGamma({ shape: 5e-324, scale: 1 }).entropy(), Infinity],
  ["counts without extra zeros", () => L.zeroInflatedPoisson({ inflation: 0, rate: 1e300 }).variance(), 1e300],
  ["a focal slope of vast amounts", () => L.softFocal({ gamma: 5.179786107828841 }).gradient([0, -0.8368676626123488, -20, 2], [1.7e308, 0.8851776977535337, 0.9359110400546342, 0])[1]!, 1.0926949237250575e307],
  ["angles of a vast concentration", () => L.vonMises.loss({ concentration: 1e300 }).value(1, 1), 0.5 * Math.log(2 * Math.PI) - 0.5 * Math.log(1e300)],
  ["a Tweedie of hardly any mean", () => L.tweedie({ mean: 1e-300, dispersion: 0.5, power: 1.4829094883054494 }).prob(0.5), 0],
  ["a Tweedie of a vast one", () => L.tweedie({ mean: 1e300, dispersion: 2, power: 1.7320116136223076 }).cdf(10), 0],
  ["a Tweedie's slope far below", () => L.tweedie.loss().gradient(-1.7e308, 0), 0],
  ["Pearson's loss of a least target", () => L.pearsonChiSquaredLoss.value([0.45, 0.55, 0], [0.45, 0.55, 5e-324]), Infinity],
  ["an f-divergence's slope at a least prediction", () => L.fDivergenceLoss().gradient([1, 5e-324], [0.5, 0.5])[1]!, -Infinity],
  ["a beta's slope of hardly any precision", () => L.beta.loss({ precision: 2.5e-310 }).gradient(2, 0.66), Math.tanh(1)],
  ["counts that are certain", () => L.multinomial({ trials: 2 ** 53, probabilities: [0, 1] }).entropy(), 0],
  ["a Weibull's loss far below", () => L.weibull.loss({ shape: 2 }).value(-1.7e308, 0.3), Infinity],
  ["a generalised gamma's loss far below", () => L.generalisedGamma.loss({ shape: 3.6, power: 0.7 }).value(-1.7e308, 0.9), Infinity],
])("%s", (_, call, truth) => {
  const value = call();
  expect(value === truth || Math.abs(value - truth) <= 2e-12 * Math.abs(truth), `${value}`).toBe(true);
}); // prettier-ignore

it("a number that rounds to an end without density is drawn beside it", () => {
  expect(L.beta({ alpha: 1e300, beta: 2 }).sample(L.rng(1))).toBe(1 - 2 ** -53);
  expect(L.inverseGamma({ shape: 10, scale: 5e-324 }).sample(L.rng(1))).toBe(5e-324);
  expect(L.logNormal({ logMean: -1e5, logStandardDeviation: 1 }).sample(L.rng(1))).toBe(5e-324);
  const atEnds = L.beta({ alpha: 5e-324, beta: 5e-324 });
  const rng = L.rng(1);
  const draws = Array.from({ length: 200 }, () => atEnds.sample(rng));
  expect(draws.every((x) => x === 0 || x === 1)).toBe(true);
  expect(Math.abs(draws.filter((x) => x === 1).length - 100)).toBeLessThan(40);
});

it("fits of a weight or a target beside which others are nothing end", () => {
  const rows = [[1], [2], [4], [8], [9]];
  const exampleWeights = [1, 2, 1, 3, 5e-324];
  const heard = L.fitQuantile(rows.slice(0, 4), [1, 3, 2, 5], { exampleWeights: [1, 2, 1, 3] });
  const fit = L.fitQuantile(rows, [1, 3, 2, 5, 90], { exampleWeights });
  expect(Math.abs(fit.loss - heard.loss)).toBeLessThan(1e-10);
  expect(() => L.generalisedGamma.fit([3, 2, 5, 4], [1, 1, 1, 1e16])).toThrow(/no maximum/);
  const gammaTargets = [1e-150, 1e150, 1, 2, 3e-150];
  expect(() => L.fitGamma(rows, gammaTargets).logLikelihood).not.toThrow(/NaN/);
});

it("equal data are counted once: a fit of 20,000 of five values takes no longer than one of five", () => {
  const values = [0, 0.7, 2, 3, 6.25];
  const many = Array.from({ length: 20_000 }, (_, i) => values[i % 5]!);
  const apart = L.mixture.fit(many.map((value, i) => value + 10 * (i % 2)));
  expect(apart.mean()).toBeCloseTo(7.39, 10);
  const { mean, dispersion, power } = L.tweedie.fit(many).parameters;
  const few = L.tweedie.fit(values).parameters;
  expect(mean).toBeCloseTo(few.mean, 12);
  expect(dispersion / few.dispersion).toBeCloseTo(1, 6);
  expect(power).toBeCloseTo(few.power, 6);
});
