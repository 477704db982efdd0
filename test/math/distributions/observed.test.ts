import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as exported from "../../../src/math/distributions/index.js";
import {
  bernoulli,
  censored,
  exponential,
  intervalCensored,
  klDivergence,
  laplace,
  negativeBinomial,
  normal,
  poisson,
  truncated,
  tweedie,
  weibull,
} from "../../../src/math/distributions/index.js";
import type {
  Limits,
  UnivariateDistribution,
  UnivariateFamily,
} from "../../../src/math/distributions/index.js";
import { expectation } from "../../../src/math/distributions/divergence/expectation.js";
import { univariateFamilies } from "./families.js";

interface Seen {
  readonly kind: "truncated" | "censored" | "intervalCensored";
  readonly family: string;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly edges: number[];
}
interface Values extends Seen {
  readonly parameters: Record<string, number>;
  /** x, logProb, logCdf, logSurvival; null for −Infinity. */
  readonly values: [number, number, number | null, number | null][];
  readonly mean: number;
  readonly variance: number;
  readonly entropy: number;
}
interface Fitted extends Seen {
  readonly data: number[];
  readonly weights: number[];
  readonly fit: Record<string, number>;
  readonly logLikelihood: number;
}

// From mpmath, beside SciPy: test/fixtures/observed.py.
const { values, fits } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/observed.json"), "utf8"),
) as { values: Values[]; fits: Fitted[] };

type Parameters = Record<string, number>;
const familyOf = (name: string): UnivariateFamily<Parameters> =>
  (exported as unknown as Record<string, UnivariateFamily<Parameters>>)[name]!;
const limitsOf = ({ lower, upper }: Seen): Limits => ({
  ...(lower != null && { lower }),
  ...(upper != null && { upper }),
});
const seen = (one: Seen) => {
  if (one.kind === "truncated") return truncated(familyOf(one.family), limitsOf(one));
  if (one.kind === "censored") return censored(familyOf(one.family), limitsOf(one));
  return intervalCensored(familyOf(one.family), { edges: one.edges });
};
const near = (value: number, truth: number, tolerance: number, what: string): void => {
  const error = Math.abs(value - truth) / Math.max(1e-3, Math.abs(truth));
  expect(error, `${what}: ${value} for ${truth}`).toBeLessThanOrEqual(tolerance);
};
const mass = (p: UnivariateDistribution): number => expectation(p, { g: () => 1 }).value;

describe("families seen through limits, against mpmath", () => {
  it.each(values)("$kind $family: density, tails, mean, variance, entropy", (one) => {
    const p = seen(one)(one.parameters);
    for (const [x, logProb, logCdf, logSurvival] of one.values) {
      near(p.logProb(x), logProb, 1e-11, `logProb(${x})`);
      if (logCdf !== null) near(p.logCdf(x), logCdf, 1e-11, `logCdf(${x})`);
      if (logSurvival !== null) near(p.logSurvival(x), logSurvival, 1e-11, `logSurvival(${x})`);
    }
    near(p.mean(), one.mean, 1e-10, "mean");
    near(p.variance(), one.variance, 1e-8, "variance");
    near(p.entropy(), one.entropy, 1e-9, "entropy");
  });

  it.each(fits)("$kind $family: the fit to 1e-8, its likelihood to 1e-11", (one) => {
    const family = seen(one);
    const q = family.fit(one.data, one.weights);
    for (const [name, value] of Object.entries(one.fit)) {
      near((q.parameters as Parameters)[name]!, value, 1e-8, name);
    }
    near(family.logLikelihood(one.fit, one.data, one.weights), one.logLikelihood, 1e-11, "ln L");
    // A row of weight 0 may as well not be there.
    const more = family.fit([...one.data, one.data[0]!], [...one.weights, 0]);
    expect(more.parameters).toEqual(q.parameters);
  });
});

const cases = Object.entries(univariateFamilies).map(
  ([name, { instances }]) => [name, instances[0]!] as const,
);

describe.each(cases)("%s", (name, p) => {
  const fixed = Object.assign(() => p, {
    familyName: name,
    parameterNames: [],
  }) as unknown as UnivariateFamily<object>;
  const [lower, upper] = [p.quantile(0.2), p.quantile(0.9)];
  const sorted = lower < upper;

  it.runIf(sorted)("truncated has mass 1, and tails that are those of p inside", () => {
    const q = truncated(fixed, { lower, upper })({});
    if (p.support.kind !== "points") expect(mass(q)).toBeCloseTo(1, 9);
    const x = q.quantile(0.5);
    expect(q.cdf(x) + q.survival(x)).toBeCloseTo(1, 12);
    expect(q.cdf(upper)).toBe(1);
    expect(q.logProb(x)).toBeGreaterThanOrEqual(p.logProb(x));
    const share = Math.exp(p.logProb(x) - q.logProb(x));
    const inside = p.cdf(upper) - p.cdf(lower);
    const at = p.support.kind === "real" ? 0 : p.prob(lower);
    expect(share).toBeCloseTo(inside + at, 9);
  });

  it.runIf(sorted)("intervalCensored has the classes' masses", () => {
    const edges = [lower, upper];
    const q = intervalCensored(fixed, { edges })({});
    const masses = [0, 1, 2].map((k) => q.prob(k));
    expect(masses[0]! + masses[1]! + masses[2]!).toBeCloseTo(1, 10);
    expect(masses[0]).toBeCloseTo(p.cdf(lower), 12);
    expect(q.survival(1)).toBe(p.survival(upper));
  });

  it("is at least c with the mass at c in it", () => {
    const c = p.quantile(0.6);
    const given = censored(fixed).logLikelihood({}, [{ atLeast: c }, { atMost: c }]);
    const at = p.support.kind === "real" ? 0 : p.prob(c);
    expect(given).toBeCloseTo(Math.log(p.survival(c) + at) + Math.log(p.cdf(c)), 10);
  });
});

describe("censored at limits: masses and densities apart", () => {
  const clamped = censored(normal, { lower: 0, upper: 2 })({ mean: 1, standardDeviation: 2 });
  const p = normal({ mean: 1, standardDeviation: 2 });

  it("has masses at the limits and the density between", () => {
    expect(clamped.support).toEqual({ kind: "real", lower: 0, upper: 2, atoms: [0, 2] });
    expect(clamped.prob(0)).toBeCloseTo(p.cdf(0), 14);
    expect(clamped.prob(2)).toBeCloseTo(p.survival(2), 14);
    expect(clamped.logProb(0.7)).toBe(p.logProb(0.7));
    expect(mass(clamped)).toBeCloseTo(1, 11);
    expect(clamped.mean()).toBeCloseTo(1, 11);
    expect(clamped.cdf(-0.1)).toBe(0);
    expect(clamped.quantile(0.01)).toBe(0);
  });

  it("diverges from itself by 0, and from a density without end", () => {
    expect(klDivergence(clamped, clamped)).toBe(0);
    expect(klDivergence(clamped, p)).toBe(Infinity);
    const other = censored(normal, { lower: 0, upper: 2 })({ mean: 0, standardDeviation: 1 });
    // Clamping can but lose of what tells the two apart.
    const whole = klDivergence(p, normal({ mean: 0, standardDeviation: 1 }));
    expect(klDivergence(clamped, other)).toBeGreaterThan(0);
    expect(klDivergence(clamped, other)).toBeLessThan(whole);
  });

  it("counts at or beyond a limit are censored there", () => {
    const top = censored(poisson, { upper: 3 });
    const counts = [0, 1, 5, 3, 2];
    const q = poisson({ rate: 2 });
    const ln = counts.reduce((sum, k) => sum + (k >= 3 ? q.logSurvival(2) : q.logProb(k)), 0);
    expect(top.logLikelihood({ rate: 2 }, counts)).toBeCloseTo(ln, 12);
    expect(mass(top({ rate: 2 }))).toBeCloseTo(1, 13);
    expect(top({ rate: 2 }).prob(3)).toBeCloseTo(q.survival(2), 14);
  });

  it("what no limit cuts is fitted as by itself", () => {
    const { probability } = truncated(bernoulli, { lower: 0 }).fit([0, 1, 1], [1, 1, 3]).parameters;
    expect(probability).toBeCloseTo(0.8, 9);
  });

  it("a Tweedie, which has a mass of its own at 0, may be clamped above", () => {
    const t = censored(tweedie, { upper: 3 })({ mean: 2, dispersion: 1, power: 1.5 });
    expect(mass(t)).toBeCloseTo(1, 9);
  });
});

describe("what cannot be", () => {
  it.each([
    [() => truncated(normal, { lower: 1, upper: 1 }), "lower must be below upper, got 1 and 1"],
    [
      () => truncated(poisson, { upper: -1 })({ rate: 1 }),
      "must have mass between -Infinity and -1",
    ],
    [
      () => truncated(normal, { lower: 0 }).fit([1, -1]),
      "data[1] must be from 0 to Infinity, got -1",
    ],
    [() => censored(weibull).fit([]), "data must not be empty"],
    [
      () => censored(weibull).fit([1, { atLeast: NaN }]),
      "data[1] must be a finite number, { atLeast",
    ],
    [() => censored(weibull).fit([{ between: [2, 1] }]), "data[0] must be a finite number"],
    [() => censored(laplace).fit([1, 2, 3]), "censored(laplace) cannot be fitted"],
    [() => censored(exponential).fit([{ atLeast: 1 }, { atLeast: 2 }]), "has no maximum"],
    [() => censored(poisson, { upper: 1.5 })({ rate: 1 }), "must be whole numbers"],
    [() => intervalCensored(normal, { edges: [1, 1] }), "edges must rise, got 1 at edges[1]"],
    [
      () => intervalCensored(normal, { edges: [1] }).fit([0, 2]),
      "data[1] must be a class from 0 to 1",
    ],
    [() => truncated(normal, { low: 1 } as never), 'got "low"'],
    // A logarithmic series fits these better than any size.
    [
      () => truncated(negativeBinomial, { lower: 1 }).fit([1, 2, 1, 2, 1, 2, 9]),
      "the fit of truncated(negativeBinomial) has no maximum",
    ],
  ] as const)("case %#", (act, message) => {
    expect(act).toThrow(message);
  });
});
