import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import { landmarksOf } from "../../../src/math/distributions/divergence/landmarks.js";
import { expectation } from "../../../src/math/distributions/divergence/expectation.js";
import { mixtureLoss } from "../../../src/math/distributions/continuous/mixtureLoss.js";
import { binaryCrossEntropyWithLogits } from "../../../src/math/losses/classification/binaryCrossEntropyWithLogits.js";
import { digamma } from "../../../src/math/numeric/special/digamma.js";
import { rng } from "../../../src/math/random/rng.js";
import { univariateFamilies } from "./families.js";

const instances = Object.values(univariateFamilies).flatMap((entry) => entry.instances);

describe("moments of logarithms are those that the masses give", () => {
  const named = (["meanLog", "meanLogComplement", "varianceLog"] as const).flatMap((moment) =>
    instances
      .filter((p) => p[moment] !== undefined)
      .map((p) => [moment, `${p.name} ${JSON.stringify(p.parameters)}`, p] as const),
  );

  it.each(named)("%s of %s", (moment, _, p) => {
    const meanOf = (g: (x: number) => number): number => expectation(p, { g }).value;
    const logarithm = moment === "meanLogComplement" ? (x: number) => Math.log1p(-x) : Math.log;
    const mean = meanOf(logarithm);
    const truth = moment === "varianceLog" ? meanOf((x) => (Math.log(x) - mean) ** 2) : mean;
    expect(Math.abs(p[moment]!() - truth)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(truth)));
  });
});

it("an asymmetric Laplace is not fitted to an end of its data, where its density has no bound", () => {
  // √A + √B is least at 0, at 2.3 in the middle: 1.9.
  expect(d.asymmetricLaplace.fit([-10, 0, 1, 2, 10]).parameters.location).toBe(1);
});

it("quadrature looks for the mass of a symmetric density in symmetric places", () => {
  const places = [...landmarksOf(d.normal({ mean: 0, standardDeviation: 2 }))].sort(
    (a, b) => a - b,
  );
  expect(places.length).toBeGreaterThan(15);
  // The double next to 1 − 1e-12 is 1e-5 of the tail off.
  places.forEach((place, n) => expect(place).toBeCloseTo(-places.at(-1 - n)!, 3));
});

it("tails of a t that is nearly normal have their digits far out", () => {
  // ln P(T > t) at ν = 1e5 by mpmath's incomplete beta function, 50 digits.
  const t = d.studentT({ degreesOfFreedom: 1e5, location: 0, scale: 1 });
  for (const [x, truth] of [
    [5, -15.063313056198316],
    [20, -203.5162252883121],
    [35, -613.2478124644095],
  ] as const)
    expect(Math.abs(t.logSurvival(x) / truth - 1)).toBeLessThan(1e-14);
});

it.each([
  [
    "rows far apart",
    [
      [0.999, 0.001],
      [0.001, 0.999],
      [0.5, 0.5],
    ],
  ],
  [
    "one row at the edge",
    [
      [1e-8, 1 - 1e-8],
      [0.5, 0.5],
      [0.4, 0.6],
    ],
  ],
  [
    "two rows alike, and one at the edge",
    [
      [0.01, 0.99],
      [0.011, 0.989],
      [0.5, 0.5],
      [1e-30, 1],
    ],
  ],
  [
    "three classes",
    [
      [1e-12, 0.5, 0.5 - 1e-12],
      [0.3, 0.3, 0.4],
      [0.3, 0.4, 0.3],
    ],
  ],
])("a Dirichlet that is fitted has the mean logarithms of its data: %s", (_, data) => {
  // The likelihood's equation: E[ln pₖ] = ψ(αₖ) − ψ(Σα).
  const alpha = d.dirichlet.fit(data).parameters.concentration;
  const total = Array.from(alpha).reduce((sum, a) => sum + a);
  Array.from(alpha).forEach((a, k) => {
    const mean = data.reduce((sum, row) => sum + Math.log(row[k]!), 0) / data.length;
    expect(digamma(a) - digamma(total)).toBeCloseTo(mean, 9);
  });
});

it("a density at the end of a beta is 0, finite or infinite", () => {
  const logarithms = [0.5, 1, 2].map((alpha) => d.beta({ alpha, beta: 3 }).logProb(0));
  expect(logarithms).toEqual([Infinity, Math.log(3), -Infinity]);
  expect(d.beta({ alpha: 4, beta: 1 }).logProb(1)).toBe(Math.log(4));
});

it("a density at the end of a generalised gamma is 0, finite or infinite", () => {
  const at = (shape: number): number =>
    d.generalisedGamma({ shape, power: 2, scale: 3 }).logProb(0);
  // p(x) = (c/s) (x/s)^{ac−1} e^{−(x/s)^c}/Γ(a), and Γ(½) = √π.
  expect([at(0.25), at(1)]).toEqual([Infinity, -Infinity]);
  expect(at(0.5)).toBeCloseTo(Math.log(2 / 3) - 0.5 * Math.log(Math.PI), 14);
});

it("a uniform under a log-normal: E[ln x] and E[ln² x] have antiderivatives", () => {
  const first = (x: number): number => x * Math.log(x) - x;
  const second = (x: number): number => x * Math.log(x) ** 2 - 2 * first(x);
  const mean = (first(3) - first(1)) / 2;
  const square = (second(3) - second(1)) / 2;
  const truth = mean + square / 2 + 0.5 * Math.log(2 * Math.PI);
  const value = d.crossEntropy(
    d.uniform({ lower: 1, upper: 3 }),
    d.logNormal({ logMean: 0, logStandardDeviation: 1 }),
  );
  expect(value).toBeCloseTo(truth, 12);
});

describe("a binomial loss beyond the range of a probability", () => {
  // e^{−700} is 0 as a double beside 700: n·700 for each outcome that the logit denies.
  it.each([
    [700, 5, 0],
    [700, 0, 5 * 700],
    [700, 2, 3 * 700 - Math.log(10)],
    [-700, 2, 2 * 700 - Math.log(10)],
    [-700, 0, 0],
  ])("at %d, %d of 5", (logit, successes, truth) => {
    expect(d.binomial.loss({ trials: 5 }).value(logit, successes)).toBeCloseTo(truth, 10);
  });
});

it("a multinomial loss has the slope of its value", () => {
  const logits = [0.3, -1, 2];
  const counts = [2, 0, 3];
  const { value, gradient } = d.multinomial.loss;
  const slopes = gradient(logits, counts);
  logits.forEach((_, k) => {
    const at = (h: number): number =>
      value(
        logits.map((z, j) => (j === k ? z + h : z)),
        counts,
      );
    expect(slopes[k]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 8);
  });
});

describe("a mixture of points", () => {
  const mixed = d.mixture({
    weights: [0.5, 0.5],
    components: [d.empirical({ samples: [1, 2] }), d.empirical({ samples: [2, 10] })],
  });

  it("has the points of both, each once", () => {
    expect(mixed.support).toEqual({ kind: "points", values: [1, 2, 10] });
    expect([1, 2, 10].map((x) => mixed.prob(x))).toEqual([0.25, 0.5, 0.25]);
  });

  it("has the least point with enough below it as its quantile", () => {
    expect([0.1, 0.25, 0.26, 0.75, 0.76, 1].map((u) => mixed.quantile(u))).toEqual([
      1, 1, 2, 2, 10, 10,
    ]);
  });
});

describe("a mixture's loss", () => {
  const loss = mixtureLoss([binaryCrossEntropyWithLogits, binaryCrossEntropyWithLogits]);

  it("refuses a prediction of another number of components", () => {
    expect(() => loss.value({ logits: [0, 0], components: [1] }, 1)).toThrow(
      "prediction must hold 2 logits and outputs, got 2 and 1",
    );
  });

  it("is infinite, without a slope, where no component allows the target", () => {
    const prediction = { logits: [0, 0], components: [-Infinity, -Infinity] };
    expect(loss.value(prediction, 1)).toBe(Infinity);
    expect(() => loss.gradient(prediction, 1)).toThrow(
      "target must have a positive density under a component, got 0",
    );
  });
});

describe("what is known of numbers by their class", () => {
  const uniform = d.uniform({ lower: 0, upper: 4 });
  const classes = d.intervalCensored(d.uniform, { edges: [1, 3] })({ lower: 0, upper: 4 });

  it("has the masses of the classes, and their moments", () => {
    expect([0, 1, 2].map((k) => classes.prob(k))).toEqual([0.25, 0.5, 0.25]);
    expect(classes.mean()).toBeCloseTo(1, 12);
    expect(classes.variance()).toBeCloseTo(0.5, 12);
    expect(classes.entropy()).toBeCloseTo(1.5 * Math.LN2, 12);
  });

  it("has tails, quantiles and samples that are classes", () => {
    expect([classes.logCdf(0), classes.logSurvival(1)]).toEqual([Math.log(0.25), Math.log(0.25)]);
    expect([0.2, 0.25, 0.3, 0.75, 0.8, 1].map((u) => classes.quantile(u))).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
    const [mine, theirs] = [rng(4), rng(4)];
    for (let i = 0; i < 50; i++) {
      const x = uniform.sample(theirs);
      expect(classes.sample(mine)).toBe(x <= 1 ? 0 : x <= 3 ? 1 : 2);
    }
  });
});

it("a gamma of a large shape keeps the digits of its entropy", () => {
  // mpmath: a + ln Γ(a) + (1 − a)ψ(a) with 60 digits.
  for (const [shape, truth] of [
    [12, 2.6330293661399535],
    [1000, 4.8724827560179715],
    [1e8, 10.629278901847522],
  ] as const)
    expect(d.gamma({ shape, rate: 1 }).entropy()).toBeCloseTo(truth, 13);
});

it("what an instrument clamps has its masses in its tails, its entropy and its samples", () => {
  const clamped = d.censored(d.laplace, { lower: -1, upper: 1 })({ location: 0, scale: 1 });
  expect(clamped.support).toMatchObject({ lower: -1, upper: 1 });
  expect(clamped.cdf(0)).toBeCloseTo(0.5, 14);
  const [mine, theirs] = [rng(4), rng(4)];
  const whole = d.laplace({ location: 0, scale: 1 });
  for (let i = 0; i < 20; i++)
    expect(clamped.sample(mine)).toBe(Math.min(1, Math.max(-1, whole.sample(theirs))));
  // Two masses m = e^{−1}/2, and −∫ p ln p of ½e^{−|x|} between: (1 − e^{−1}) ln 2 + 1 − 2e^{−1}.
  const mass = Math.exp(-1) / 2;
  const truth = -2 * mass * Math.log(mass) + (1 - 2 * mass) * Math.LN2 + 1 - 4 * mass;
  expect(clamped.entropy()).toBeCloseTo(truth, 9);
});

it("what is cut off is drawn by what is left, or by its quantile where little is", () => {
  const [mine, theirs] = [rng(4), rng(4)];
  const wide = d.truncated(d.laplace, { lower: -1 })({ location: 0, scale: 1 });
  for (let i = 0; i < 20; i++) {
    let x = -2;
    while (x < -1) x = d.laplace({ location: 0, scale: 1 }).sample(theirs);
    expect(wide.sample(mine)).toBe(x);
  }
  const far = d.truncated(d.laplace, { lower: 40 })({ location: 0, scale: 1 });
  const drawn = Array.from({ length: 400 }, () => far.sample(mine));
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(40);
  // Beyond 40 it is an exponential of rate 1: the mean of 400 has a standard error of 0.05.
  expect(Math.abs(drawn.reduce((a, b) => a + b) / 400 - 41)).toBeLessThan(0.2);
});

describe("counts with no more zeros than their fit has", () => {
  it("are fitted as Poisson counts, or as negative binomial ones", () => {
    const data = [1, 2, 3, 4, 2, 3];
    const { inflation, rate } = d.zeroInflatedPoisson.fit(data).parameters;
    expect([inflation, rate]).toEqual([0, 2.5]);
    const wide = [1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 10, 12, 15];
    const found = d.zeroInflatedNegativeBinomial.fit(wide).parameters;
    expect(found).toEqual({ inflation: 0, ...d.negativeBinomial.fit(wide).parameters });
  });
});

describe("fits", () => {
  it("of a histogram: Sturges's bins, or as many as are asked for, from end to end", () => {
    const data = [4, 1, 2, 3];
    expect(d.histogram.fit(data).parameters.edges).toEqual([1, 2, 3, 4]);
    expect([...d.histogram.fit(data).parameters.counts]).toEqual([1, 1, 2]);
    const two = d.histogram.fit([0, 0.1, 0.7], [1, 1, 3], { bins: 2 }).parameters;
    expect(two.edges).toEqual([0, 0.35, 0.7]);
    expect([...two.counts]).toEqual([2, 3]);
  });

  it("of directions that are nearly uniform: κ by its series in the mean length R", () => {
    for (const R of [0.05, 1e-4, 1e-12]) {
      const p = d.vonMises.fit([0, Math.PI], [1 + R, 1 - R]);
      expect(p.parameters.location).toBeCloseTo(0, 3);
      // κ = 2R + R³ + 5R⁵/6 + …: Fisher, Statistical Analysis of Circular Data (1993), §4.5.
      const series = 2 * R + R ** 3 + (5 / 6) * R ** 5;
      expect(p.parameters.concentration / series).toBeCloseTo(1, R < 1e-9 ? 3 : 7);
    }
    expect(d.vonMises.fit([0, Math.PI]).parameters.concentration).toBeLessThan(1e-15);
  });

  it("of a gamma at 0: without end, the rate, or nothing, by its shape", () => {
    const atZero = [0.5, 1, 2].map((shape) => d.gamma({ shape, rate: 3 }).logProb(0));
    expect(atZero).toEqual([Infinity, Math.log(3), -Infinity]);
  });

  it("of directions far from the mean: both tails have their digits", () => {
    const p = d.vonMises({ location: 0, concentration: 20 });
    const u = 2 ** -40;
    expect(p.cdf(p.quantile(u)) / u).toBeCloseTo(1, 9);
    expect(p.survival(p.quantile(1 - u)) / u).toBeCloseTo(1, 9);
  });

  it("of an empirical distribution: the samples with their weights", () => {
    expect(d.empirical.fit([1, 2, 2]).prob(2)).toBeCloseTo(2 / 3, 15);
    expect(d.empirical.fit([1, 2, 2], [2, 1, 0]).prob(2)).toBeCloseTo(1 / 3, 15);
  });

  it("of an asymmetric Laplace of a given τ: the quantile, and the mean pinball loss", () => {
    const { location, scale, quantile } = d.asymmetricLaplace.fit([1, 2, 3, 10], undefined, {
      quantile: 0.3,
    }).parameters;
    // A third of the way: 2 has a quarter below it and half at or below it.
    expect([location, quantile]).toEqual([2, 0.3]);
    expect(scale).toBeCloseTo((0.7 * 1 + 0.3 * (0 + 1 + 8)) / 4, 14);
  });

  it("of a Student's t of given degrees of freedom: nothing near it is likelier", () => {
    const data = [-3, -0.4, 0, 0.1, 0.7, 1, 9];
    const likelihood = (location: number, scale: number): number =>
      data.reduce(
        (sum, x) => sum + d.studentT({ degreesOfFreedom: 3, location, scale }).logProb(x),
        0,
      );
    const { degreesOfFreedom, location, scale } = d.studentT.fit(data, undefined, {
      degreesOfFreedom: 3,
    }).parameters;
    expect(degreesOfFreedom).toBe(3);
    const most = likelihood(location, scale);
    for (const h of [-1e-3, 1e-3]) {
      expect(likelihood(location + h, scale)).toBeLessThan(most);
      expect(likelihood(location, scale * (1 + h))).toBeLessThan(most);
    }
  });

  it("of a Huber density of tiny δ: its tails alone, which are a Laplace's of scale s/δ", () => {
    const data = [-3, -0.4, 0, 0.1, 0.7, 1, 9];
    const delta = 1e-10;
    const { location, scale } = d.huberDensity.fit(data, undefined, { delta }).parameters;
    expect(location).toBeCloseTo(0.1, 8);
    expect(scale / delta).toBeCloseTo(d.laplace.fit(data).parameters.scale, 8);
  });

  it("of a beta to data that hardly vary: what is left after its last step", () => {
    // mpmath: ψ(a) − ψ(a+b) and ψ(b) − ψ(a+b) solved with 60 digits.
    const { alpha, beta } = d.beta.fit([0.5, 0.5001]).parameters;
    expect(alpha / 50004999.49996101 - 1).toBeCloseTo(0, 7);
    expect(beta / 49994999.50006105 - 1).toBeCloseTo(0, 7);
  });
});
