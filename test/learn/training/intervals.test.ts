import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  correctedInterval,
  intervalText,
  pairedRows,
  permutation,
  rng,
} from "../../../src/index.js";
import { sampleExponential } from "../../../src/math/random/sampleExponential.js";
import type { MeanInterval } from "../../../src/index.js";

interface Cases {
  readonly rows: readonly {
    readonly a: number[];
    readonly b: number[];
    readonly groups: number[];
    readonly confidence: number;
    readonly mean: number;
    readonly standardDeviation: number;
    readonly plain: [number, number];
    readonly grouped: [number, number];
  }[];
  readonly repeated: readonly {
    readonly values: number[];
    readonly trainRows: number;
    readonly testRows: number;
    readonly confidence: number;
    readonly interval: [number, number];
  }[];
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "intervals.json"), "utf8"),
) as Cases;

function expectInterval(got: MeanInterval, [lower, upper]: [number, number]): void {
  expect(Math.abs(got.lower - lower)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(lower)));
  expect(Math.abs(got.upper - upper)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(upper)));
}

describe("pairedRows", () => {
  it.each(cases.rows)("is as statsmodels has it, case %#", (reference) => {
    const { a, b, confidence, groups } = reference;
    const plain = pairedRows(a, b, { confidence });
    expectInterval(plain, reference.plain);
    expect(plain.count).toBe(a.length);
    expect(plain.mean).toBeCloseTo(reference.mean, 13);
    expect(plain.standardDeviation).toBeCloseTo(reference.standardDeviation, 13);
    const grouped = pairedRows(a, b, { confidence, groups });
    expectInterval(grouped, reference.grouped);
    expect(grouped.count).toBe(new Set(groups).size);
    expectInterval(pairedRows(a, b, { confidence, groups: groups.map(String) }), reference.grouped);
  });

  it("of groups of one row each is the plain interval", () => {
    const { a, b, plain } = cases.rows[0]!;
    expectInterval(pairedRows(a, b, { groups: a.map((_, n) => n) }), plain);
  });

  it("is a point where the difference is always the same, and takes losses of any size", () => {
    expect(pairedRows([1, 2, 3], [0.5, 1.5, 2.5])).toMatchObject({ lower: 0.5, upper: 0.5 });
    const { lower, upper } = pairedRows([1e200, 3e200], [0, 0]);
    expect(lower / 1e200).toBeCloseTo(2 - 12.706204736174698, 12);
    expect(upper / 1e200).toBeCloseTo(2 + 12.706204736174698, 12);
    expect(intervalText(pairedRows([1, 2], [0, 0]))).toBe("1.5 [-4.85, 7.85]");
  });

  it("covers the truth as often as it says; where rows hang together, only by their groups", () => {
    let [plain, single, grouped] = [0, 0, 0];
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const random = rng(run);
      const losses = Array.from({ length: 100 }, () => sampleExponential(random));
      const others = losses.map((loss) => loss + sampleExponential(random) - 1);
      if (covers(pairedRows(losses, others), 0)) plain++;
      const groups = losses.map((_, n) => n % 25);
      const shared = Array.from({ length: 25 }, () => random.normal());
      const alike = losses.map((loss, n) => loss + shared[groups[n]!]! + random.normal());
      if (covers(pairedRows(losses, alike), 0)) single++;
      if (covers(pairedRows(losses, alike, { groups }), 0)) grouped++;
    }
    // Within 3 standard errors of 95 %; what ignores the groups is far below.
    expect(Math.abs(plain / runs - 0.95)).toBeLessThan(0.025);
    expect(Math.abs(grouped / runs - 0.95)).toBeLessThan(0.025);
    expect(single / runs).toBeLessThan(0.85);
  });

  it.each<[string, () => unknown]>([
    ["b must have 2 entries as a, got 1", () => pairedRows([1, 2], [1])],
    ["a must have at least 2 rows, got 1", () => pairedRows([1], [1])],
    ["a[1] must be a finite number, got Infinity", () => pairedRows([1, Infinity], [1, 2])],
    ["a[0] − b[0] must be a finite number", () => pairedRows([1.7e308, 1], [-1.7e308, 2])],
    ["groups must have 2 entries, one a row, got 1", () => pairedRows([1, 2], [1, 2], { groups: [1] })],
    ["groups must name at least 2 groups", () => pairedRows([1, 2], [1, 2], { groups: ["x", "x"] })],
    ["groups[1] must be a string or a finite number, got NaN", () => pairedRows([1, 2], [1, 2], { groups: [1, NaN] })],
    ["confidence must be greater than 0 and less than 1, got 95", () => pairedRows([1, 2], [1, 3], { confidence: 95 })],
  ])("refuses: %s", (said, call) => {
    expect(call).toThrow(said);
  }); // prettier-ignore
});

describe("correctedInterval", () => {
  it.each(cases.repeated)("is as SciPy has it, case %#", (reference) => {
    const { values, interval, ...options } = reference;
    expectInterval(correctedInterval(values, options), interval);
  });

  it("does not shrink to nothing by repeating", () => {
    const width = (times: number): number => {
      const values = Array.from({ length: times }, (_, j) => (j % 2) * 2 - 1);
      const { lower, upper } = correctedInterval(values, { trainRows: 200, testRows: 100 });
      return upper - lower;
    };
    expect(width(10_000)).toBeCloseTo(2 * 1.9602012636213575 * Math.sqrt(0.5001), 3);
  });

  it("covers the truth over repeated halves of the same rows, where the plain interval does not", () => {
    // Two forecasts of numbers from N(μ, 1): the mean of the rows trained on, and 0. With squared error the expected
    // difference is (1 + 1/n₁) − (1 + μ²).
    const [runs, rows, train, repetitions, mu] = [400, 60, 40, 15, 0.3];
    const truth = 1 / train - mu ** 2;
    let [plain, corrected] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const random = rng(run);
      const y = Array.from({ length: rows }, () => mu + random.normal());
      const gains = Array.from({ length: repetitions }, () => {
        const order = permutation(random, rows);
        let fitted = 0;
        for (let n = 0; n < train; n++) fitted += y[order[n]!]! / train;
        let gain = 0;
        for (let n = train; n < rows; n++) {
          gain += ((y[order[n]!]! - fitted) ** 2 - y[order[n]!]! ** 2) / (rows - train);
        }
        return gain;
      });
      if (covers(pairedRows(gains, gains.map(() => 0)), truth)) plain++; // prettier-ignore
      if (covers(correctedInterval(gains, { trainRows: train, testRows: rows - train }), truth)) {
        corrected++;
      }
    }
    expect(plain / runs).toBeLessThan(0.6);
    expect(corrected / runs).toBeGreaterThan(0.88);
  });

  it.each<[string, () => unknown]>([
    ["at least 2 repetitions, got 1", () => correctedInterval([1], { trainRows: 2, testRows: 1 })],
    ["values[1] must be a number", () => correctedInterval([1, NaN], { trainRows: 2, testRows: 1 })],
    ["trainRows must be a whole number of at least 1, got 0", () => correctedInterval([1, 2], { trainRows: 0, testRows: 1 })],
    ["testRows must be a whole number of at least 1, got 0.5", () => correctedInterval([1, 2], { trainRows: 3, testRows: 0.5 })],
    ["did you mean", () => correctedInterval([1, 2], { trainRows: 3, testRow: 2 } as never)],
  ])("refuses: %s", (said, call) => {
    expect(call).toThrow(said);
  }); // prettier-ignore
});

function covers({ lower, upper }: MeanInterval, truth: number): boolean {
  return lower <= truth && truth <= upper;
}
