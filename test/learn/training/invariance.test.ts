import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as lossbook from "../../../src/index.js";
import { poissonFamily } from "../../../src/learn/models/family.js";
import {
  fitGamma,
  fitHuber,
  fitLinear,
  fitLogistic,
  fitGeneralisedLinear,
  fitPoisson,
  fitTweedie,
} from "../../../src/learn/training/fitGeneralisedLinear.js";
import { fitOrdinal } from "../../../src/learn/training/fitOrdinal.js";
import { fitQuantile } from "../../../src/learn/training/fitQuantile.js";
import { fitQuantiles } from "../../../src/learn/training/fitQuantiles.js";
import { fitSoftmax } from "../../../src/learn/training/fitSoftmax.js";
import { rng } from "../../../src/math/random/rng.js";

interface Options {
  readonly exampleWeights?: readonly number[];
  readonly l2?: number | readonly number[];
}

/** What an invariance is about: the predictions on the training rows, and the weights of the features. */
interface Fitted {
  readonly predictions: readonly number[];
  readonly weights: readonly number[];
  /** Norm of what the loss would be without units. */
  readonly logLikelihood: number | undefined;
}

interface Fit {
  readonly name: string;
  /** How a prediction and a weight follow the unit of the targets: both, the prediction alone, or neither: classes have no unit. */
  readonly units: "linear" | "log" | "classes";
  readonly targets: readonly number[];
  run(
    rows: readonly number[][],
    targets: readonly number[],
    options?: Options,
    unit?: number,
  ): Fitted;
}

const random = rng(14);
const rows = Array.from({ length: 60 }, () => [random.normal(), random.normal()]);
const signal = rows.map(([a, b]) => 0.8 * a! - 0.5 * b!);
const noisy = signal.map((mean) => mean + random.normal());
const classes = noisy.map((value) => (value < -0.7 ? 0 : value < 0.6 ? 1 : 2));

type Linear = ReturnType<typeof fitLinear>;
const linear = (fit: Linear, x: readonly number[][]): Fitted => ({
  predictions: [...fit.predict(x)],
  weights: [...fit.weights],
  logLikelihood: fit.logLikelihood,
});

const fits: Fit[] = [
  {
    name: "fitLinear",
    units: "linear",
    targets: noisy,
    run: (x, y, options) => linear(fitLinear(x, y, options), x),
  },
  {
    name: "fitLinear by lbfgs",
    units: "linear",
    targets: noisy,
    run: (x, y, options) => linear(fitLinear(x, y, { ...options, method: "lbfgs" }), x),
  },
  {
    name: "fitHuber",
    units: "linear",
    targets: noisy,
    run: (x, y, options, unit = 1) => linear(fitHuber(x, y, { ...options, delta: 0.6 * unit }), x),
  },
  {
    name: "fitQuantile",
    units: "linear",
    targets: noisy,
    run: (x, y, options) => linear(fitQuantile(x, y, { ...options, quantile: 0.3 }), x),
  },
  {
    name: "fitPoisson",
    units: "log",
    targets: noisy.map((value) => Math.floor(Math.exp(value))),
    run: (x, y, options) => linear(fitPoisson(x, y, options), x),
  },
  {
    name: "fitGeneralisedLinear",
    units: "log",
    targets: noisy.map((value) => Math.floor(Math.exp(value))),
    run: (x, y, options) => linear(fitGeneralisedLinear(poissonFamily, x, y, options), x),
  },
  {
    name: "fitTweedie",
    units: "log",
    targets: noisy.map((value) => Math.max(0, Math.exp(value) - 0.5)),
    run: (x, y, options) => linear(fitTweedie(x, y, { ...options, power: 1.4 }), x),
  },
  {
    name: "fitQuantiles",
    units: "linear",
    targets: noisy,
    run(x, y, options) {
      const fit = fitQuantiles(x, y, { ...options, quantiles: [0.2, 0.5, 0.9] });
      return {
        predictions: fit.predict(x).flatMap((own) => [...own]),
        weights: fit.fits.flatMap((own) => [...own.weights]),
        logLikelihood: undefined,
      };
    },
  },
  {
    name: "fitGamma",
    units: "log",
    targets: noisy.map((value) => Math.exp(value)),
    run: (x, y, options) => linear(fitGamma(x, y, options), x),
  },
  {
    name: "fitLogistic",
    units: "classes",
    targets: noisy.map((value) => (value > 0 ? 1 : 0)),
    run: (x, y, options) => linear(fitLogistic(x, y, options), x),
  },
  {
    name: "fitSoftmax",
    units: "classes",
    targets: classes,
    run(x, y, options) {
      const fit = fitSoftmax(x, y, 3, options);
      const weights = fit.weights.flatMap((own) => [...own]);
      return {
        predictions: fit.probabilities(x).flat(),
        weights,
        logLikelihood: fit.logLikelihood,
      };
    },
  },
  {
    name: "fitOrdinal",
    units: "classes",
    targets: classes,
    run(x, y, options) {
      const fit = fitOrdinal(x, y, 3, options);
      return {
        predictions: fit.probabilities(x).flat(),
        weights: [...fit.weights],
        logLikelihood: fit.logLikelihood,
      };
    },
  },
];

function expectSame(actual: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(wanted.length);
  const size = Math.max(...wanted.map(Math.abs));
  actual.forEach((value, i) => {
    const message = `entry ${i}: ${value} against ${wanted[i]}`;
    expect(Math.abs(value - wanted[i]!), message).toBeLessThanOrEqual(tolerance * size);
  });
}

/** Fits that are no `run(rows, targets)` with a penalty: where their invariances are tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  fitRegression: "regressions.test.ts",
  fitPrivately: "../privacy/sceptic.test.ts",
  train: "train.test.ts",
};

it("every fit that lossbook exports is here, or tested where it says", () => {
  const here = fits.map(({ name }) => name.split(" ")[0]!);
  const exported = Object.keys(lossbook).filter((name) => /^(fit|train)([A-Z]|$)/.test(name));
  expect([...new Set([...here, ...Object.keys(ELSEWHERE)])].sort()).toEqual(exported.sort());
  for (const [name, file] of Object.entries(ELSEWHERE)) {
    expect(readFileSync(join(import.meta.dirname, file), "utf8"), file).toContain(`${name}(`);
  }
});

describe.each(fits)("$name does not depend on units", ({ name, units, targets, run }) => {
  // L-BFGS and the interior point end by a tolerance, not at rounding.
  const tolerance = name.includes("lbfgs") || name.startsWith("fitQuantile") ? 1e-7 : 1e-10;
  const plain = run(rows, targets);
  const scaledColumn = (factor: number) => rows.map(([a, b]) => [a! * factor, b!]);

  it.each([1e8, 1e-8, 1e200, 1e-200])("a column times %d", (factor) => {
    const fit = run(scaledColumn(factor), targets);
    expectSame(fit.predictions, plain.predictions, tolerance);
    const back = fit.weights.map((w, j) => (j % 2 === 0 ? w * factor : w));
    expectSame(back, plain.weights, 10 * tolerance);
  });

  it("a column shifted by 1e9", () => {
    const shifted = rows.map(([a, b]) => [a! + 1e9, b!]);
    // What the shift rounds away of the column is no longer there for the fit.
    const same = shifted.map(([a, b]) => [a! - 1e9, b!]);
    const [fit, wanted] = [run(shifted, targets), run(same, targets)];
    expectSame(fit.predictions, wanted.predictions, tolerance);
    expectSame(fit.weights, wanted.weights, 10 * tolerance);
  });

  it("a penalty follows the unit of its column", () => {
    const one = run(rows, targets, { l2: 0.1 });
    const other = run(scaledColumn(1e6), targets, { l2: [0.1 * 1e12, 0.1] });
    expectSame(other.predictions, one.predictions, 10 * tolerance);
  });

  // Counts times 1e-8 are no counts, and classes have no unit.
  const factors = units === "classes" ? [] : name === "fitGeneralisedLinear" ? [1e8] : [1e8, 1e-8];
  it.each(factors)("targets times %d", (factor) => {
    const unit = units === "linear" ? factor : 1;
    const fit = run(
      rows,
      targets.map((y) => y * factor),
      {},
      factor,
    );
    expectSame(
      fit.predictions.map((value) => value / factor),
      plain.predictions,
      tolerance,
    );
    expectSame(
      fit.weights.map((w) => w / unit),
      plain.weights,
      10 * tolerance,
    );
    expect(fit.predictions.length).toBe(rows.length * (fit.predictions.length / rows.length));
  });

  // Behind a log link the targets' zero has a meaning: there is nothing that a shift should leave alone.
  it.each(units === "linear" ? [1e9] : [])("targets shifted by %d", (shift) => {
    const shifted = targets.map((y) => y + shift);
    const same = shifted.map((y) => y - shift);
    const [fit, wanted] = [run(rows, shifted), run(rows, same)];
    expectSame(fit.weights, wanted.weights, 10 * tolerance);
    // A double near 1e9 has seven digits after the point.
    expectSame(
      fit.predictions.map((value) => value - shift),
      wanted.predictions,
      1e-6,
    );
  });

  it("the order of the rows does not matter", () => {
    const order = rows.map((_, n) => (n * 37) % rows.length);
    const fit = run(
      order.map((n) => rows[n]!),
      order.map((n) => targets[n]!),
    );
    expectSame(fit.weights, plain.weights, 10 * tolerance);
  });

  it("a constant column and one that another says already are named", () => {
    expect(() =>
      run(
        rows.map(([a, b]) => [a!, b!, 7]),
        targets,
      ),
    ).toThrow(/constant|same value|all are/);
    expect(() =>
      run(
        rows.map(([a, b]) => [a!, b!, a! + 2 * b!]),
        targets,
      ),
    ).toThrow(lossbook.DomainError);
  });

  it("constant targets give an answer or a sentence, never a NaN", () => {
    const constant = targets.map(() => targets[0]!);
    let fit: Fitted;
    try {
      fit = run(rows, constant);
    } catch (error) {
      expect(error).toBeInstanceOf(lossbook.DomainError);
      expect((error as Error).message).toMatch(/targets|class|labels/);
      return;
    }
    expect([...fit.predictions, ...fit.weights].every(Number.isFinite)).toBe(true);
    const wide = Math.max(...fit.weights.map(Math.abs));
    expect(wide).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(targets[0]!)));
  });

  it("an example of weight 0 may as well not be there, whatever it holds", () => {
    const wild = [...rows, [1e15, -1e12], [-3, 1e9]];
    const odd = [...targets, targets[0]!, targets[1]!];
    const weights = [...rows.map(() => 1), 0, 0];
    const fit = run(wild, odd, { exampleWeights: weights });
    expectSame(fit.predictions.slice(0, plain.predictions.length), plain.predictions, 1e-14);
    expect(fit.weights).toEqual(plain.weights);
    expect(fit.logLikelihood).toBe(plain.logLikelihood);
  });

  it("a weight of 2 is an example twice, and a common factor of all weights nothing", () => {
    const twice = run([...rows, ...rows.slice(0, 20)], [...targets, ...targets.slice(0, 20)]);
    const weights = rows.map((_, n) => (n < 20 ? 2 : 1));
    const weighted = run(rows, targets, { exampleWeights: weights });
    expectSame(weighted.weights, twice.weights, 10 * tolerance);
    if (plain.logLikelihood !== undefined) {
      expectSame([weighted.logLikelihood!], [twice.logLikelihood!], 1e-9);
    }
    const thousand = run(rows, targets, { exampleWeights: weights.map((w) => 1000 * w) });
    expectSame(thousand.weights, weighted.weights, 10 * tolerance);
  });

  it("says which option it does not know, and refuses a maximum of no iterations", () => {
    const wrong = { exampleWeight: [1] } as Options;
    expect(() => run(rows, targets, wrong)).toThrow(
      /got "exampleWeight"; did you mean "exampleWeights"\?/,
    );
    if (name.startsWith("fitQuantile")) return;
    expect(() => run(rows, targets, { maximumIterations: 0 } as Options)).toThrow(
      "maximumIterations must be a whole number of at least 1, got 0",
    );
  });
});
