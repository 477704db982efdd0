// The Statistical Reference Datasets of the US National Institute of Standards and Technology.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fitLinear } from "../../../src/learn/training/fitGeneralisedLinear.js";
import { normal } from "../../../src/math/distributions/index.js";
import { certifiedDigits, digits } from "./strdModels.js";
import type { Certified } from "./strdModels.js";

const { univariate, linear, nonlinear } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/strd.json"), "utf8"),
) as {
  univariate: {
    name: string;
    data: number[];
    repeat?: number;
    mean: number;
    standardDeviation: number;
  }[];
  linear: { name: string; rows: number[][]; certified: [number, number][] }[];
  nonlinear: Certified[];
};

describe("univariate summaries", () => {
  // Next to 10⁷ doubles are 1.9e-9 apart, and none is 10000000.1: the deviation of the doubles themselves differs from
  // NIST's 0.1 in the ninth digit. This is theirs, in rational arithmetic.
  const ofTheDoubles: Record<string, number> = { NumAcc4: 0.10000000055879354 };
  it.each(univariate)("$name", ({ name, data, repeat = 1, mean, standardDeviation }) => {
    const all = data.slice(0, repeat > 1 ? 1 : data.length);
    for (let k = 0; k < repeat && repeat > 1; k++) all.push(data[1]!, data[2]!);
    const p = normal.fit(all);
    const n = all.length;
    expect(digits(p.mean(), mean)).toBeGreaterThanOrEqual(14);
    const deviation = Math.sqrt((p.variance() * n) / (n - 1));
    const truth = ofTheDoubles[name] ?? standardDeviation;
    expect(digits(deviation, truth)).toBeGreaterThanOrEqual(9);
    expect(digits(deviation, standardDeviation)).toBeGreaterThanOrEqual(8.2);
  });
});

describe("linear regressions", () => {
  const degrees: Record<string, number> = { Pontius: 2, Filip: 10 };
  it.each(linear)("$name", ({ name, rows, certified }) => {
    const degree = degrees[name] ?? (name.startsWith("Wampler") ? 5 : undefined);
    const x = rows.map(([, ...own]) =>
      degree === undefined ? own : Array.from({ length: degree }, (_, k) => own[0]! ** (k + 1)),
    );
    const y = rows.map((row) => row[0]!);
    const intercept = !name.startsWith("NoInt");
    if (name === "Filip") {
      // Ten powers of numbers from −9 to −3: x¹⁰ is the others' combination to all but the last of its digits.
      expect(() => fitLinear(x, y)).toThrow("features must be independent of each other");
      return;
    }
    const fit = fitLinear(x, y, { intercept });
    const found = intercept ? [fit.intercept, ...fit.weights] : [...fit.weights];
    expect(found).toHaveLength(certified.length);
    found.forEach((value, k) => {
      expect(digits(value, certified[k]![0]), `B${k} ${value}`).toBeGreaterThanOrEqual(9);
    });
  });
});

// Many rows of many parameters take a second each: test/sweeps/strd.test.ts.
const few = nonlinear.filter(({ rows, certified }) => rows.length * certified.length ** 2 < 600);

describe("nonlinear regressions, by Newton's method from both starts", () => {
  it.each(few)("$name", (set) => {
    set.starts.forEach((start, which) => {
      const least = Math.min(...certifiedDigits(set, start));
      expect(least, `start ${which + 1}`).toBeGreaterThanOrEqual(9);
    });
  });
});
