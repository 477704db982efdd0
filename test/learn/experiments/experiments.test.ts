import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/learn/experiments/experiment.js";
import { grid } from "../../../src/learn/experiments/experiment.js";
import { experiments, labelNoise } from "../../../src/learn/experiments/index.js";
import { noisyLabels } from "../../../src/learn/experiments/labelNoise.js";
import {
  interval,
  pairedDifference,
  summariseRuns,
} from "../../../src/learn/experiments/summariseRuns.js";
import { experimentTables } from "../../../src/node/experiments/experimentTables.js";
import { rng } from "../../../src/math/random/rng.js";

const folder = join(import.meta.dirname, "..", "..", "..", "data", "results");
const stored = (name: string): { rows: Run[]; verdicts: unknown[] } =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

describe("stored outcomes", () => {
  it.each(experiments)(
    "$name: every cell with every seed, and verdicts that follow from them",
    (experiment) => {
      const { rows, verdicts } = stored(experiment.name);
      expect(experiment.seeds).toBeGreaterThanOrEqual(10);
      expect(rows.length).toBe(experiment.grid.length * experiment.seeds);
      const wanted = experiment.grid.flatMap((settings) =>
        Array.from({ length: experiment.seeds }, (_, k) => ({ ...settings, seed: k + 1 })),
      );
      const settingsOf = (row: Run, like: object) =>
        Object.fromEntries(Object.keys(like).map((name) => [name, row[name]]));
      expect(rows.map((row, k) => settingsOf(row, wanted[k]!))).toEqual(wanted);
      expect(verdicts).toEqual(experiment.judge(rows));
      expect(verdicts.length).toBe(experiment.claims.length);
    },
  );

  // Cells of a fixed draw: a run that fails is the same when it is run again.
  it.each(
    experiments.map((experiment, i) => {
      const rows = stored(experiment.name).rows;
      return { experiment, row: rows[rng(18).split(String(i)).integer(rows.length)]! };
    }),
  )(
    "$experiment.name: one of its cells comes out as stored",
    async ({ experiment, row }) => {
      const settings = experiment.grid.find((cell) =>
        Object.entries(cell).every(([name, value]) => row[name] === value),
      )!;
      const measures = experiment.run(
        await experimentTables(experiment),
        settings,
        row["seed"] as number,
      );
      expect(Object.keys(measures).length).toBeGreaterThan(0);
      for (const [name, value] of Object.entries(measures)) {
        const wanted = row[name] as number;
        const allowed = experiment.tolerance * Math.max(1, Math.abs(wanted));
        const place = `${experiment.name} ${JSON.stringify(row)}: ${name} is ${value}`;
        expect(Math.abs(value - wanted), place).toBeLessThanOrEqual(allowed);
      }
    },
    120_000,
  );
});

describe("the tools of experiments", () => {
  it("a grid is every combination", () => {
    expect(grid({ a: [1, 2], b: ["x", "y"] })).toEqual([
      { a: 1, b: "x" },
      { a: 1, b: "y" },
      { a: 2, b: "x" },
      { a: 2, b: "y" },
    ]);
  });

  it("means with Student's interval: ten numbers, and t with 19 degrees of freedom", () => {
    // R: t.test(1:10)$conf.int is 3.33415 … 7.66585; qt(.975, 19) is 2.093024.
    const ten = interval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(ten.lower).toBeCloseTo(3.33415, 3);
    expect(ten.upper).toBeCloseTo(7.66585, 3);
    const twenty = interval(Array.from({ length: 20 }, (_, i) => i));
    const t = (twenty.upper - twenty.mean) / (twenty.standardDeviation / Math.sqrt(20));
    expect(t).toBeCloseTo(2.093024, 3);
    expect(
      summariseRuns(
        [
          { a: 1, y: 2 },
          { a: 2, y: 5 },
          { a: 1, y: 4 },
        ],
        ["a"],
        "y",
      ),
    ).toMatchObject([
      { settings: { a: 1 }, count: 2, mean: 3 },
      { settings: { a: 2 }, count: 1, mean: 5 },
    ]);
  });

  it("paired differences cancel what a seed does to both", () => {
    const runs = [1, 2, 3].flatMap((seed) => [
      { method: "a", seed, y: 10 * seed + 1 },
      { method: "b", seed, y: 10 * seed },
    ]);
    const difference = pairedDifference(runs, "y", { method: "a" }, { method: "b" });
    expect(difference).toMatchObject({ mean: 1, lower: 1, upper: 1, count: 3 });
    expect(() => pairedDifference(runs, "y", { method: "a" }, { method: "c" })).toThrow("share");
  });

  it("label noise has its rate, never the true class, and grows with the rate", () => {
    const labels = Array.from({ length: 6000 }, (_, n) => n % 10);
    const noisy = (noise: string, rate: number) => noisyLabels(rng(1), labels, noise, rate);
    const changed = (given: number[]) => given.filter((label, n) => label !== labels[n]).length;
    expect(changed(noisy("symmetric", 0))).toBe(0);
    expect(Math.abs(changed(noisy("symmetric", 0.4)) / 6000 - 0.4)).toBeLessThan(0.03);
    const [less, more] = [noisy("symmetric", 0.2), noisy("symmetric", 0.6)];
    less.forEach((label, n) => {
      if (label !== labels[n]) expect(more[n]).toBe(label);
    });
    noisy("pairwise", 0.4).forEach((label, n) => {
      expect([labels[n], (labels[n]! + 1) % 10]).toContain(label);
    });
    expect(labelNoise.grid.length).toBe(49);
  });
});
