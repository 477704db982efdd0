import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as families from "../../../src/learn/models/regression/index.js";
import type { RegressionFamily } from "../../../src/learn/models/regression/index.js";
import { fitRegression } from "../../../src/learn/training/fitRegression.js";
import { rng } from "../../../src/math/random/rng.js";

interface Case {
  readonly family: string;
  readonly features: number[][];
  readonly targets: (number | null)[];
  readonly upperTargets: (number | null)[];
  /** Intercept and weight of the first output, then the constant outputs. */
  readonly estimates: number[];
  readonly standardErrors: number[];
  readonly logLikelihood: number;
}

// From mpmath, in turn exact, at least, at most and between: test/fixtures/censored.py.
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "censored.json"), "utf8"),
) as Case[];
const familyOf = (name: string): RegressionFamily =>
  Object.values(families).find(
    (one): one is RegressionFamily => typeof one !== "function" && one.name === name,
  )!;

const fitted = (one: Case, unit = 1, options = {}) => {
  const family = familyOf(one.family);
  const times = (y: number): number => y * unit;
  return fitRegression(family, one.features, one.targets.map((y) => y ?? -Infinity).map(times), {
    upperTargets: one.upperTargets.map((y) => y ?? Infinity).map(times),
    onFeatures: [family.outputs[0]!],
    ...options,
  });
};

const near = (actual: readonly number[], wanted: readonly number[], tolerance: number): void => {
  expect(actual).toHaveLength(wanted.length);
  actual.forEach((value, k) => {
    const error = Math.abs(value - wanted[k]!) / Math.max(Math.abs(wanted[k]!), 1e-3);
    expect(error, `entry ${k}: ${value} against ${wanted[k]}`).toBeLessThan(tolerance);
  });
};

describe.each(cases)("censored rows, $family", (one) => {
  it("has the reference's coefficients, standard errors and likelihood to 1e-8", () => {
    const fit = fitted(one);
    const outputs = Object.values(fit.coefficients);
    const values = outputs.flatMap((own) => [own.intercept, ...own.weights]);
    const errors = outputs.flatMap((own) => [own.interceptError, ...own.weightErrors]);
    near(values, one.estimates, 1e-8);
    near(errors, one.standardErrors, 1e-8);
    near([fit.logLikelihood], [one.logLikelihood], 1e-10);
  });

  it("does not depend on the unit, nor on rows of weight 0, and a weight of 2 is a row twice", () => {
    const plain = fitted(one);
    const first = familyOf(one.family).outputs[0]!;
    const weights = [...plain.coefficients[first]!.weights];
    if (familyOf(one.family).kind !== "count") {
      const large = fitted(one, 1e8);
      const linear = one.family === "heteroscedasticNormal" ? 1e8 : 1;
      near(
        [...large.coefficients[first]!.weights],
        weights.map((w) => w * linear),
        1e-9,
      );
    }
    const half = one.features.map((_, n) => (n < 16 ? 2 : n < 28 ? 1 : 0));
    const rows = half.flatMap((times, n) => Array.from({ length: times }, () => n));
    const repeated = {
      ...one,
      features: rows.map((n) => one.features[n]!),
      targets: rows.map((n) => one.targets[n]!),
      upperTargets: rows.map((n) => one.upperTargets[n]!),
    };
    const [a, b] = [fitted(one, 1, { exampleWeights: half }), fitted(repeated)];
    near([...a.coefficients[first]!.weights], [...b.coefficients[first]!.weights], 1e-9);
    near([a.logLikelihood], [b.logLikelihood], 1e-12);
  });
});

describe("censored rows", () => {
  const random = rng(5);
  const x = Array.from({ length: 40 }, () => [random.normal()]);
  const y = x.map(([a]) => 1 + a! + random.normal());
  const normal = families.heteroscedasticNormal;
  const fit = (targets: number[], upperTargets: number[], family = normal) =>
    fitRegression(family, x, targets, { upperTargets, onFeatures: ["mean"] });

  it("are as Tobit's where the limit is one for all", () => {
    const low = y.map((value) => Math.min(value, 1.5));
    const high = y.map((value) => (value >= 1.5 ? Infinity : value));
    const tobit = fitRegression(families.tobitRegression({ upper: 1.5 }), x, low);
    const own = fit(low, high);
    near([own.logLikelihood], [tobit.logLikelihood], 1e-12);
    near([...own.coefficients.mean!.weights], [...tobit.coefficients.mean!.weights], 1e-9);
  });

  it("tend to the density where intervals are narrow", () => {
    const exact = fit(y, y);
    for (const width of [1e-3, 1e-7]) {
      const close = fit(
        y.map((value) => value - width / 2),
        y.map((value) => value + width / 2),
      );
      const perWidth = close.logLikelihood - y.length * Math.log(width);
      expect(Math.abs(perWidth - exact.logLikelihood)).toBeLessThan(10 * width ** 2 + 1e-6);
      near([...close.coefficients.mean!.weights], [...exact.coefficients.mean!.weights], 1e-6);
    }
  });

  it("say what is wrong with an interval", () => {
    const changed = (place: number, value: number): number[] =>
      y.map((one, n) => (n === place ? value : one));
    expect(() => fit(y, changed(3, -100))).toThrow(
      /targets\[3\] and upperTargets\[3\] must be the ends of an interval/,
    );
    expect(() => fit(changed(2, -Infinity), changed(2, Infinity))).toThrow(
      /targets\[2\] and upperTargets\[2\] must say something of the target/,
    );
    expect(() => fit(y, y.slice(1))).toThrow("upperTargets must be as many as targets, 40, got 39");
    expect(() => fit(changed(1, Infinity), changed(1, Infinity))).toThrow(/targets\[1\]/);
    expect(() => fit(y, y, families.studentTRegression)).toThrow(
      /upperTargets are for families that know how likely an interval is: .*; got studentT/,
    );
    const counts = x.map((_, n) => n % 5);
    const options = { upperTargets: counts.map((k) => k + 0.5) };
    expect(() => fitRegression(families.poissonRegression, x, counts, options)).toThrow(
      /must be counts, got 0 and 0.5/,
    );
  });
});
