import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { klDivergenceWithBound } from "../../../src/math/distributions/divergence/comparison.js";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import { expectation } from "../../../src/math/distributions/divergence/expectation.js";
import { allFamilies } from "../../../src/math/distributions/all.js";
import * as exported from "../../../src/math/distributions/index.js";
import { atomsOf, endsOf } from "../../../src/math/distributions/univariate.js";
import type { LossFunction } from "../../../src/math/losses/loss.js";
import { DomainError } from "../../../src/math/numeric/domainError.js";
import type { Vector } from "../../../src/math/numeric/vector.js";
import { rng } from "../../../src/math/random/rng.js";
import { univariateFamilies, vectorFamilies, vectorInstances } from "./families.js";

const folder = join(import.meta.dirname, "../../../src/math/distributions");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && readFileSync(join(folder, file), "utf8").includes("= family("),
);
const known = [...Object.keys(univariateFamilies), ...vectorFamilies].sort();
const instances = Object.values(univariateFamilies).flatMap((entry) => entry.instances);
const label = (p: UnivariateDistribution): string => `${p.name} ${JSON.stringify(p.parameters)}`;
const cases = instances.map((p) => [label(p).slice(0, 80), p] as const);
const isContinuous = (p: UnivariateDistribution): boolean => p.support.kind === "real";
const density = (p: UnivariateDistribution, x: number): number => {
  const log = p.logProb(x);
  return log === -Infinity ? 0 : Math.exp(log);
};
const close = (value: number, truth: number, tolerance: number): void =>
  expect(Math.abs(value - truth) / Math.max(1, Math.abs(truth))).toBeLessThanOrEqual(tolerance);

describe("the list of families", () => {
  it("holds every file that makes one", () => {
    expect(files.map((file) => basename(file, ".ts")).sort()).toEqual(known);
  });

  it("is allFamilies, each exported under its name and tested with parameters", () => {
    expect(allFamilies.map((family) => family.familyName).sort()).toEqual(known);
    for (const family of allFamilies) {
      expect((exported as Record<string, unknown>)[family.familyName]).toBe(family);
    }
  });

  it.each(allFamilies.map((family) => [family.familyName, family] as const))(
    "%s knows its parameters by name, and refuses another",
    (name, family) => {
      const [instance] = [...(univariateFamilies[name]?.instances ?? []), ...vectorInstances(name)];
      expect(instance!.name).toBe(name);
      expect(family.parameterNames).toEqual(
        expect.arrayContaining(Object.keys(instance!.parameters)),
      );
      const make = family as unknown as (parameters: object) => unknown;
      expect(() => make({ ...instance!.parameters, scael: 1 })).toThrow(
        `${name} knows the options ${family.parameterNames.join(", ")}, got "scael"`,
      );
      expect(() => make({ ...instance!.parameters })).not.toThrow();
    },
  );

  // What `censored` and `truncated` move in a fit, and by which scale.
  const smooth = allFamilies.filter(
    (family): family is typeof family & { domains: Record<string, string> } => "domains" in family,
  );
  it.each(smooth.map((family) => [family.familyName, family] as const))(
    "%s says how each of its parameters moves",
    (_, { domains, parameterNames }) => {
      expect(parameterNames).toEqual(expect.arrayContaining(Object.keys(domains)));
      for (const domain of Object.values(domains))
        expect(["real", "positive", "probability"]).toContain(domain);
    },
  );

  it.each(files)("%s names its formula, its errors and its source", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const docstring = text.slice(0, text.indexOf("= family(")).split("/**").at(-1)!;
    for (const word of ["Source", "Errors", "Loss", "Fit"]) {
      expect(docstring).toMatch(new RegExp(`^ \\* ${word} {2,}\\S`, "m"));
    }
  });
});

describe.each(cases)("%s", (_, p) => {
  const [lower, upper] = endsOf(p.support);

  it("has mass 1", () => {
    close(expectation(p, { g: () => 1 }).value, 1, 1e-9);
  });

  // A Cauchy has neither.
  if (p.name !== "cauchy")
    it("has the mean and variance that its masses give", () => {
      const mean = expectation(p, { g: (x) => x }).value;
      close(p.mean(), mean, 1e-8);
      const variance = expectation(p, { g: (x) => (x - mean) ** 2 }).value;
      close(p.variance(), variance, 1e-7);
    });

  it("has the entropy that its masses give", () => {
    const { value } = expectation(p, { g: (_, logP) => -logP });
    close(p.entropy(), value, 1e-8);
  });

  it("has a cdf that rises from 0 to 1 with its masses", () => {
    expect(p.cdf(-Infinity)).toBe(0);
    expect(p.cdf(Infinity)).toBe(1);
    const u = [0.02, 0.3, 0.6, 0.97].map((level) => p.quantile(level));
    for (let k = 0; k < u.length; k++) {
      close(p.cdf(u[k]!) + p.survival(u[k]!), 1, 1e-14);
      if (k === 0 || u[k] === u[k - 1]) continue;
      const step = expectation(p, {
        g: (x) => (x > u[k - 1]! && x <= u[k]! ? 1 : 0),
        other: { ...p, kinks: [u[k - 1]!, u[k]!, ...(p.kinks ?? [])] },
      }).value;
      close(p.cdf(u[k]!) - p.cdf(u[k - 1]!), step, 1e-9);
    }
  });

  it("has the logarithms of its tails, also where they have no double", () => {
    for (const u of [1e-9, 0.02, 0.3, 0.6, 0.97]) {
      const x = p.quantile(u);
      close(Math.exp(p.logCdf(x)), p.cdf(x), 1e-13);
      close(Math.exp(p.logSurvival(x)), p.survival(x), 1e-13);
    }
    expect(p.logCdf(Infinity)).toBe(0);
    expect(p.logSurvival(-Infinity)).toBe(0);
    expect(p.logCdf(-Infinity)).toBe(-Infinity);
    expect(p.logSurvival(Infinity)).toBe(-Infinity);
    if (p.support.kind === "points") return;
    // So far out that only the logarithm is left, if the support goes so far.
    const reach = 1e4 * (p.quantile(0.9) - p.quantile(0.1) + 1);
    const above = Math.round(p.quantile(0.9) + reach);
    const below = Math.round(p.quantile(0.1) - reach);
    if (upper === Infinity) {
      expect(p.logSurvival(above)).toBeLessThan(p.logSurvival(above / 2));
      expect(p.logSurvival(above)).toBeGreaterThan(-Infinity);
    }
    // A Gumbel's lower tail is e^{−e^z}, of which even the logarithm has no double there.
    if (lower === -Infinity && p.name !== "gumbel") {
      expect(p.logCdf(below)).toBeLessThan(p.logCdf(below / 2));
      expect(p.logCdf(below)).toBeGreaterThan(-Infinity);
    }
  });

  it("has a quantile that undoes the cdf", () => {
    for (const u of [1e-9, 0.01, 0.2, 0.5, 0.77, 0.999]) {
      const x = p.quantile(u);
      if (atomsOf(p.support).includes(x)) {
        expect(p.cdf(x)).toBeGreaterThanOrEqual(u * (1 - 1e-15));
        expect(p.cdf(x) - p.prob(x)).toBeLessThanOrEqual(u);
      } else if (isContinuous(p)) {
        // x itself is rounded: half a unit of its last digit moves the cdf by so much.
        const rounding = 4 * Number.EPSILON * Math.abs(x) * density(p, x);
        const error = u <= 0.5 ? p.cdf(x) - u : p.survival(x) - (1 - u);
        expect(Math.abs(error)).toBeLessThanOrEqual(1e-11 * Math.min(u, 1 - u) + rounding + 1e-16);
      } else {
        expect(p.cdf(x)).toBeGreaterThanOrEqual(u * (1 - 1e-15));
        if (p.support.kind === "integer") expect(p.cdf(x - 1)).toBeLessThan(u);
      }
    }
    expect(p.quantile(0)).toBe(lower);
    expect(p.quantile(1)).toBe(upper);
  });

  it("refuses what is no number and has no mass outside its support", () => {
    expect(() => p.logProb(NaN)).toThrow(DomainError);
    expect(() => p.cdf(NaN)).toThrow(DomainError);
    expect(() => p.quantile(1.1)).toThrow("u must be between 0 and 1, got 1.1");
    if (lower > -Infinity) expect(p.logProb(lower - 1)).toBe(-Infinity);
    if (upper < Infinity) expect(p.logProb(upper + 1)).toBe(-Infinity);
    expect(p.logProb(Infinity)).toBe(-Infinity);
    if (p.support.kind === "integer") expect(p.prob(0.5)).toBe(0);
  });

  it("samples from itself", () => {
    const random = rng(20261122).split(label(p));
    const N = 4000;
    const sample = Array.from({ length: N }, () => p.sample(random)).sort((a, b) => a - b);
    if (p.name !== "cauchy") {
      const mean = sample.reduce((a, b) => a + b) / N;
      const error = Math.sqrt(p.variance() / N);
      expect(Math.abs(mean - p.mean())).toBeLessThanOrEqual(5 * error + 1e-12);
    }
    if (isContinuous(p)) {
      // Kolmogorov–Smirnov: P(√N D > 1.95) is 0.001.
      let distance = 0;
      const atoms = atomsOf(p.support);
      sample.forEach((x, i) => {
        // Equal samples, at an atom, are one jump of both functions.
        if (x === sample[i + 1] && atoms.includes(x)) return;
        const u = p.cdf(x);
        const atom = atoms.includes(x);
        const before = atom ? sample.indexOf(x) : i;
        const below = atom ? u - p.prob(x) : u;
        distance = Math.max(distance, below - before / N, (i + 1) / N - u);
      });
      expect(Math.sqrt(N) * distance).toBeLessThan(1.95);
      return;
    }
    // χ² over cells of at least 8 expected counts; the bound is about its 99.9 % quantile.
    const counts = new Map<number, number>();
    for (const x of sample) counts.set(x, (counts.get(x) ?? 0) + 1);
    let statistic = 0;
    let cells = 0;
    let observed = 0;
    let expected = 0;
    const [first, last] = [p.quantile(1e-9), p.quantile(1 - 1e-9)];
    const points =
      p.support.kind === "points"
        ? p.support.values
        : Array.from({ length: last - first + 1 }, (__, k) => first + k);
    for (const x of points) {
      observed += counts.get(x) ?? 0;
      expected += N * p.prob(x);
      if (expected >= 8) {
        statistic += (observed - expected) ** 2 / expected;
        cells++;
        observed = expected = 0;
      }
    }
    const freedom = Math.max(1, cells - 1);
    expect(statistic).toBeLessThan(freedom + 3.1 * Math.sqrt(2 * freedom) + 6);
  });

  it("has divergence 0 from itself", () => {
    expect(klDivergenceWithBound(p, p).value).toBeLessThanOrEqual(1e-13);
  });
});

const numbersOf = (p: UnivariateDistribution): [string, number][] =>
  Object.entries(p.parameters).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );

describe("fits", () => {
  const fitted = Object.entries(univariateFamilies).filter(([, entry]) => entry.fit !== undefined);

  it.each(fitted)("%s comes back from its own samples", (name, entry) => {
    const p = entry.instances[0]!;
    const random = rng(7).split(name);
    const data = Array.from({ length: entry.fitSamples ?? 4000 }, () => p.sample(random));
    const q = entry.fit!(data);
    const truth = Object.fromEntries(numbersOf(p));
    for (const [key, value] of numbersOf(q)) {
      expect(Math.abs(value - truth[key]!), `${key}: ${value} for ${truth[key]}`).toBeLessThan(
        (entry.fitTolerance ?? 0.15) * Math.max(1, Math.abs(truth[key]!)),
      );
    }
    const logLikelihood = (r: UnivariateDistribution): number =>
      data.reduce((sum, x) => sum + r.logProb(x), 0);
    const best = logLikelihood(q);
    expect(best).toBeGreaterThanOrEqual(logLikelihood(p) - 1e-9);
    if (entry.fitAtEdge) return;
    const create = (exported as unknown as Record<string, (x: object) => UnivariateDistribution>)[
      name
    ]!;
    for (const [key, value] of numbersOf(q)) {
      if (key === "trials" || key === "delta") continue;
      for (const factor of [1 - 1e-3, 1 + 1e-3]) {
        const moved = create({ ...q.parameters, [key]: value * factor });
        expect(logLikelihood(moved), `${key} × ${factor}`).toBeLessThanOrEqual(best + 1e-6);
      }
    }
  });

  it.each(fitted)("%s takes a weight of 2 for a datum that comes twice", (name, entry) => {
    const random = rng(8).split(name);
    const data = Array.from({ length: 90 }, () => entry.instances[0]!.sample(random));
    const weights = data.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const twice = data.flatMap((x, i) => (weights[i] === 2 ? [x, x] : [x]));
    const [weighted, repeated] = [entry.fit!(data, weights), entry.fit!(twice)];
    const b = numbersOf(repeated);
    numbersOf(weighted).forEach(([, value], i) => close(value, b[i]![1], 1e-7));
    // The parameters of a categorical are no single numbers.
    close(weighted.logProb(data[0]!), repeated.logProb(data[0]!), 1e-7);
  });

  it.each(fitted)("%s: a datum of weight 0 may as well not be there", (name, entry) => {
    const random = rng(9).split(name);
    const data = Array.from({ length: 60 }, () => entry.instances[0]!.sample(random));
    const weights = data.map((_, i) => 1 + (i % 2));
    const plain = entry.fit!(data, weights);
    const more = entry.fit!([...data, Math.max(...data)], [...weights, 0]);
    numbersOf(more).forEach(([, value], i) => close(value, numbersOf(plain)[i]![1], 1e-12));
    // The parameters of a categorical are no single numbers.
    close(more.logProb(data[0]!), plain.logProb(data[0]!), 1e-12);
  });

  const onRays = fitted.filter(([, { instances }]) => {
    const [least, most] = endsOf(instances[0]!.support);
    return isContinuous(instances[0]!) && most === Infinity && (least === 0 || least === -Infinity);
  });

  it.each(onRays)(
    "%s follows the unit of the data, and a shift where it has a location",
    (name, entry) => {
      const random = rng(10).split(name);
      const data = Array.from({ length: 100 }, () => entry.instances[0]!.sample(random));
      const plain = entry.fit!(data);
      const x = data.find((value) => value !== 0)!;
      for (const unit of [1e-8, 1e8]) {
        const other = entry.fit!(data.map((value) => value * unit));
        close(other.logProb(x * unit) + Math.log(unit), plain.logProb(x), 1e-7);
      }
      if (endsOf(plain.support)[0] === 0) return;
      const shifted = data.map((value) => value + 2 ** 20);
      const moved = entry.fit!(shifted);
      // What the shift rounds away of the data is no longer there.
      const same = entry.fit!(shifted.map((value) => value - 2 ** 20));
      close(moved.logProb(x + 2 ** 20), same.logProb(x + 2 ** 20 - 2 ** 20), 1e-7);
    },
  );

  it.each(fitted)("%s refuses no data, NaN and negative weights", (_, entry) => {
    expect(() => entry.fit!([])).toThrow("data must not be empty");
    const x = entry.instances[0]!.quantile(0.5);
    expect(() => entry.fit!([x, NaN])).toThrow(/data\[1\] must be a finite number, got NaN/);
    expect(() => entry.fit!([x, x], [1, -1])).toThrow(/weights\[1\]/);
    expect(() => entry.fit!([x, x], [1])).toThrow(/weights must have the length of data/);
  });
});

describe("losses on raw outputs", () => {
  const withLoss = Object.entries(univariateFamilies).filter(([, entry]) => entry.loss);

  it.each(withLoss)(
    "%s: the loss refuses a target that is no number or has no mass",
    (_, entry) => {
      const { loss, raws, distribution } = entry.loss as unknown as {
        loss: LossFunction<number | Vector, number>;
        raws: readonly (number | Vector)[];
        distribution(raw: number | Vector): UnivariateDistribution;
      };
      const raw = raws[0]!;
      const [least] = endsOf(distribution(raw).support);
      // A direction may be told by any number.
      const hasEnd = Number.isFinite(least) && distribution(raw).name !== "vonMises";
      for (const target of [NaN, ...(hasEnd ? [least - 1] : [])]) {
        expect(() => loss.value(raw, target)).toThrow(DomainError);
        expect(() => loss.gradient(raw, target)).toThrow(DomainError);
      }
    },
  );

  it.each(withLoss)("%s: the loss is −logProb, its gradient a central difference", (_, entry) => {
    const { loss, raws, targets, distribution } = entry.loss as {
      loss: LossFunction<number | Vector, number>;
      raws: readonly (number | Vector)[];
      targets: readonly number[];
      distribution(raw: number | Vector): UnivariateDistribution;
    };
    for (const raw of raws) {
      for (const target of targets) {
        const value = loss.value(raw, target);
        close(value, -distribution(raw).logProb(target), 1e-12);
        const gradient = loss.gradient(raw, target);
        const coordinates = typeof raw === "number" ? [raw] : Array.from(raw);
        coordinates.forEach((z, k) => {
          const at = (t: number): number => {
            const moved = coordinates.map((c, j) => (j === k ? t : c));
            return loss.value(typeof raw === "number" ? moved[0]! : moved, target);
          };
          const h = 1e-5;
          const slope = (at(z + h) - at(z - h)) / (2 * h);
          close(typeof gradient === "number" ? gradient : gradient[k]!, slope, 1e-7);
        });
      }
    }
  });
});
