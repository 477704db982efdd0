import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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
import { sourceHash } from "../../../src/node/experiments/sourceHash.js";
import { rng } from "../../../src/math/random/rng.js";

const folder = join(import.meta.dirname, "..", "..", "..", "data", "results");
const stored = (name: string): { rows: Run[]; sourceHash: string; verdicts: unknown[] } =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

describe("stored outcomes", () => {
  it.each(experiments)(
    "$name: every cell with every seed, and verdicts that follow from them",
    (experiment) => {
      const { rows, verdicts, sourceHash: made } = stored(experiment.name);
      expect(experiment.seeds).toBeGreaterThanOrEqual(10);
      expect(rows.length).toBe(experiment.grid.length * experiment.seeds);
      experiment.grid.forEach((settings, cell) => {
        for (let seed = 1; seed <= experiment.seeds; seed++) {
          expect(rows[cell * experiment.seeds + seed - 1]).toMatchObject({ ...settings, seed });
        }
      });
      expect(verdicts).toEqual(experiment.judge(rows));
      expect(verdicts.length).toBe(experiment.claims.length);
      if (made !== sourceHash(experiment.name)) {
        console.warn(`${experiment.name}.json was made by other sources: npm run experiments`);
      }
    },
  );

  it("three random cells come out as stored", async () => {
    const cells = experiments.flatMap((experiment) =>
      stored(experiment.name).rows.map((row) => ({ experiment, row })),
    );
    // Other cells each time: over many runs all of them are looked at.
    for (let i = 0; i < 3; i++) {
      const { experiment, row } = cells[Math.floor(Math.random() * cells.length)];
      const settings = experiment.grid.find((cell) =>
        Object.entries(cell).every(([name, value]) => row[name] === value),
      )!;
      const measures = experiment.run(
        await experimentTables(experiment),
        settings,
        row["seed"] as number,
      );
      for (const [name, value] of Object.entries(measures)) {
        const wanted = row[name] as number;
        const allowed = experiment.tolerance * Math.max(1, Math.abs(wanted));
        const place = `${experiment.name} ${JSON.stringify(row)}: ${name} is ${value}`;
        expect(Math.abs(value - wanted), place).toBeLessThanOrEqual(allowed);
      }
    }
  }, 120_000);
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
      expect([labels[n], (labels[n] + 1) % 10]).toContain(label);
    });
    expect(labelNoise.grid.length).toBe(49);
  });
});

describe("sourceHash", () => {
  it("changes with a file that takes part, and not with another", () => {
    const src = mkdtempSync(join(tmpdir(), "lossbook-hash-"));
    for (const folder of ["learn/experiments", "math/losses", "math/numeric"])
      mkdirSync(join(src, folder), { recursive: true });
    const write = (file: string, text: string) => writeFileSync(join(src, file), text);
    write(
      "learn/experiments/one.ts",
      'import {\n  a,\n} from "../../math/losses/a.js";\nimport type { T } from "../../math/losses/t.js";',
    );
    write("math/losses/a.ts", 'export { b } from "../numeric/b.js";');
    write("math/losses/t.ts", "1");
    write("math/numeric/b.ts", "1");
    const before = sourceHash("one", src);
    write("math/losses/t.ts", "2");
    write("math/losses/other.ts", "2");
    expect(sourceHash("one", src)).toBe(before);
    write("math/numeric/b.ts", "2");
    expect(sourceHash("one", src)).not.toBe(before);
    rmSync(src, { recursive: true });
  });
});

describe("runExperiments", () => {
  it("goes on where it was stopped, unless the sources changed", async () => {
    const { runExperiments } = await import("../../../src/node/experiments/runExperiments.js");
    const results = mkdtempSync(join(tmpdir(), "lossbook-experiments-"));
    const lines: string[] = [];
    const run = (hash: string) => {
      lines.length = 0;
      const kept = stored("candidateModels").rows.map((row, i) =>
        JSON.stringify({ cell: Math.floor(i / 20), seed: (i % 20) + 1, run: row }),
      );
      // Two runs are missing, and the last line was cut in the middle.
      const text = [hash, ...kept.slice(0, -2), kept[0].slice(0, 9)].join("\n");
      writeFileSync(join(results, "candidateModels.partial.jsonl"), text);
      return runExperiments({
        names: ["candidateModels"],
        folder: results,
        workers: 1,
        onProgress: (line) => lines.push(line),
      });
    };
    await run(sourceHash("candidateModels"));
    expect(lines[0]).toBe("candidateModels: 120 runs, 118 of them done before");
    const made = JSON.parse(readFileSync(join(results, "candidateModels.json"), "utf8"));
    expect(made.rows.length).toBe(120);
    expect(made.rows[119]["surprisal"]).toBeCloseTo(
      stored("candidateModels").rows[119]["surprisal"] as number,
      9,
    );
    expect(readdirSync(results)).toEqual(["candidateModels.json"]);
    await run("another");
    expect(lines[0]).toBe("candidateModels: 120 runs, 0 of them done before");
    await expect(runExperiments({ names: ["candidateModel"] })).rejects.toThrow(
      'did you mean "candidateModels"?',
    );
    rmSync(results, { recursive: true });
  }, 120_000);
});
