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
  ["tolerance", () => L.mixture.fit([1, 2, 3, 4, 5], undefined, { tolerance: odd(Math.abs) })],
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
