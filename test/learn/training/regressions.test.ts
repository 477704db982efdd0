import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jetVariables } from "../../../src/learn/models/jet.js";
import * as families from "../../../src/learn/models/regression/index.js";
import type { RegressionFamily } from "../../../src/learn/models/regression/index.js";
import { fitPoisson } from "../../../src/learn/training/fitGeneralisedLinear.js";
import { fitRegression } from "../../../src/learn/training/fitRegression.js";
import { rng } from "../../../src/math/random/rng.js";

interface Case {
  readonly family: string;
  readonly features: number[][];
  readonly targets: number[];
  readonly onFeatures: number[];
  readonly exampleWeights: number[];
  readonly exposure: number[] | null;
  readonly logLikelihood: number;
  readonly outputs: readonly {
    readonly weights: number[];
    readonly intercept: number;
    readonly weightErrors: number[];
    readonly interceptError: number;
  }[];
}

// From mpmath, beside statsmodels and scipy: test/fixtures/regressions.py.
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "regressions.json"), "utf8"),
) as Case[];
const all = Object.values(families).filter(
  (one): one is RegressionFamily => typeof one !== "function",
);
const tobits = [{ lower: 1.4 }, { upper: 1 }, { lower: -1, upper: 2 }].map(
  families.tobitRegression,
);
const familyOf = (name: string): RegressionFamily => all.find((one) => one.name === name)!;

function expectClose(
  actual: ArrayLike<number>,
  wanted: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(actual[i]! - wanted[i]!) / Math.max(Math.abs(wanted[i]!), 1e-3);
    expect(error, `entry ${i}: ${actual[i]} against ${wanted[i]}`).toBeLessThan(tolerance);
  }
}

const options = ({ family, onFeatures, exampleWeights, exposure }: Case) => ({
  onFeatures: familyOf(family).outputs.filter((_, k) => onFeatures[k] === 1),
  exampleWeights,
  ...(exposure !== null && { exposure }),
});

describe("regressions", () => {
  it.each(cases)("$family: coefficients, standard errors and likelihood to 1e-8", (one) => {
    const fit = fitRegression(familyOf(one.family), one.features, one.targets, options(one));
    expectClose([fit.logLikelihood], [one.logLikelihood], 1e-10);
    one.outputs.forEach((wanted, k) => {
      const found = fit.coefficients[fit.family.outputs[k]!]!;
      expectClose(found.weights, wanted.weights, 1e-8);
      expectClose([found.intercept], [wanted.intercept], 1e-8);
      expectClose(found.weightErrors, wanted.weightErrors, 1e-8);
      expectClose([found.interceptError], [wanted.interceptError], 1e-8);
    });
  });

  it("has a case of every family", () => {
    // The Poisson regression has its own below.
    const names = [...cases.map((one) => one.family), "poisson"];
    expect(new Set(names)).toEqual(new Set(all.map((one) => one.name)));
  });

  it("Poisson, as fitPoisson", () => {
    const one = cases.find(({ family }) => family === "negativeBinomial")!;
    const { features, targets, exampleWeights } = one;
    const fit = fitRegression(families.poissonRegression, features, targets, { exampleWeights });
    const wanted = fitPoisson(features, targets, { exampleWeights });
    const { weights, intercept } = fit.coefficients.logMean!;
    expectClose([...weights, intercept], [...wanted.weights, wanted.intercept], 1e-9);
    expectClose([fit.logLikelihood], [wanted.logLikelihood!], 1e-10);
  });

  it.each(cases)("$family: units of columns and targets, and rows of weight 0", (one) => {
    const family = familyOf(one.family);
    const plain = fitRegression(family, one.features, one.targets, options(one));
    const first = plain.coefficients[family.outputs[0]!]!;
    const scaled = one.features.map(([a, b]) => [a! * 1e8, b! + 1e6]);
    const other = fitRegression(family, scaled, one.targets, options(one));
    expectClose([other.logLikelihood], [plain.logLikelihood], 1e-11);
    expectClose(
      [other.coefficients[family.outputs[0]!]!.weights[0]! * 1e8],
      [first.weights[0]!],
      1e-6,
    );
    const { exampleWeights, exposure, ...rest } = options(one);
    const more = fitRegression(
      family,
      [...one.features, [1e9, -1e9]],
      [...one.targets, one.targets[0]!],
      {
        ...rest,
        exampleWeights: [...exampleWeights, 0],
        ...(exposure !== undefined && { exposure: [...exposure, 1] }),
      },
    );
    expect(more.logLikelihood).toBe(plain.logLikelihood);
    if (family.kind !== "real" && family.kind !== "positive") return;
    for (const unit of [1e-8, 1e8]) {
      const targets = one.targets.map((y) => y * unit);
      const fit = fitRegression(family, one.features, targets, options(one));
      // A density in another unit is 1/unit times as high.
      const total = one.exampleWeights.reduce((sum, weight) => sum + weight, 0);
      expectClose([fit.logLikelihood + total * Math.log(unit)], [plain.logLikelihood], 1e-10);
      expectClose(
        fit.predict(one.features).map((y) => y / unit),
        plain.predict(one.features),
        1e-8,
      );
    }
  });

  it.each([...all, ...tobits])("$name: gradient and Hessian against differences", (family) => {
    const y = { real: 1.3, positive: 1.3, count: 3, proportion: 0.3 }[family.kind];
    for (const target of family.kind === "count" ? [0, y, 2000] : [y]) {
      const place = family.outputs.map((_, k) => 0.3 - 0.2 * k);
      const at = (moved: readonly number[]) => family.logProbability(jetVariables(moved), target);
      const jet = at(place);
      place.forEach((_, i) => {
        const move = (h: number) => at(place.map((value, j) => (i === j ? value + h : value)));
        const [up, down] = [move(1e-5), move(-1e-5)];
        const size = 1 + Math.abs(jet.value);
        expect(Math.abs((up.value - down.value) / 2e-5 - jet.gradient[i]!) / size).toBeLessThan(
          1e-8,
        );
        place.forEach((__, j) => {
          const slope = (up.gradient[j]! - down.gradient[j]!) / 2e-5;
          expect(Math.abs(slope - jet.hessian[i * place.length + j]!) / size).toBeLessThan(1e-7);
        });
      });
    }
  });

  it("the mean is the mean: counts summed over their masses", () => {
    for (const family of all.filter((one) => one.kind === "count")) {
      const outputs = family.outputs.map((_, k) => 0.7 - 0.3 * k);
      let [total, mean] = [0, 0];
      for (let y = 0; y < 400; y++) {
        const mass = Math.exp(family.logProbability(jetVariables(outputs), y).value);
        total += mass;
        mean += y * mass;
      }
      expect(total).toBeCloseTo(1, 10);
      expect(family.mean(outputs)).toBeCloseTo(mean, 9);
    }
  });

  it("says what it cannot fit", () => {
    const r = rng(3);
    const rows = Array.from({ length: 40 }, () => [r.normal()]);
    const { negativeBinomialRegression, betaRegression, weibullRegression } = families;
    // 0, 1, 2, 1, … varies less than a Poisson of its mean: no size is great enough.
    const even = rows.map((_, n) => [0, 1, 2, 1][n % 4]!);
    expect(() => fitRegression(negativeBinomialRegression, rows, even)).toThrow(
      "the negativeBinomial fit has no maximum",
    );
    expect(() => fitRegression(betaRegression, [[1], [2]], [0.5, 1])).toThrow(
      "targets[1] must be greater than 0 and less than 1, got 1",
    );
    expect(() => fitRegression(weibullRegression, [[1], [2]], [1, 0])).toThrow(
      "targets[1] must be positive",
    );
    expect(() => fitRegression(negativeBinomialRegression, [[1], [2]], [1, 0.5])).toThrow(
      "must be a count",
    );
    expect(() =>
      fitRegression(
        weibullRegression,
        rows,
        even.map((y) => y + 1),
        { exposure: even } as never,
      ),
    ).toThrow("exposure is for counts");
    expect(() => fitRegression(negativeBinomialRegression, rows, even, { l2: 1 } as never)).toThrow(
      'got "l2"',
    );
    expect(() =>
      fitRegression(
        betaRegression,
        rows,
        rows.map(() => 0.5),
      ),
    ).toThrow("at least two different values");
    expect(() =>
      fitRegression(negativeBinomialRegression, rows, even, { onFeatures: ["size"] }),
    ).toThrow("onFeatures must name outputs of negativeBinomial, logMean, logSize");
  });
});
