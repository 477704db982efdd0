import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { candidateModels } from "../../../src/learn/experiments/index.js";
import type { Run } from "../../../src/learn/experiments/index.js";
import { changedVerdicts, runExperiments } from "../../../src/node/experiments/runExperiments.js";
import { sourceHash } from "../../../src/node/experiments/sourceHash.js";

const name = "candidateModels";
const stored = JSON.parse(
  readFileSync(
    join(import.meta.dirname, "..", "..", "..", "data", "results", `${name}.json`),
    "utf8",
  ),
) as { rows: Run[] };
const hash = sourceHash(name, candidateModels.tables);

describe("runExperiments", () => {
  let results = "";
  beforeEach(() => (results = mkdtempSync(join(tmpdir(), "lossbook-experiments-"))));
  afterEach(() => rmSync(results, { recursive: true }));

  /** A job that stopped two runs before its end, in the middle of a line. */
  const stoppedJob = (by: string): void => {
    const kept = stored.rows.map((row, i) =>
      JSON.stringify({ cell: Math.floor(i / 20), seed: (i % 20) + 1, run: row }),
    );
    const text = [by, ...kept.slice(0, -2), kept[0]!.slice(0, 9)].join("\n");
    writeFileSync(join(results, `${name}.partial.jsonl`), text);
  };
  /** The lines of progress, and the verdicts that changed. */
  const run = async () => {
    const lines: string[] = [];
    const onProgress = (line: string): number => lines.push(line);
    const options = { names: [name], folder: results, workers: 1, onProgress };
    return { changed: await runExperiments(options), lines };
  };

  it("goes on where it was stopped, tells of verdicts that changed, then has nothing to do", async () => {
    stoppedJob(hash);
    const verdicts = candidateModels.judge(stored.rows);
    const turned = verdicts.map((verdict, i) => ({ ...verdict, seen: verdict.seen === i > 0 }));
    writeFileSync(
      join(results, `${name}.json`),
      JSON.stringify({ verdicts: turned, sourceHash: "another", rows: [] }),
    );
    const { changed, lines } = await run();
    expect(lines[0]).toBe(`${name}: 120 runs, 118 of them done before`);
    expect(changed.map(({ experiment, after }) => [experiment, after.claim])).toEqual([
      [name, candidateModels.claims[0]],
    ]);
    const made = JSON.parse(readFileSync(join(results, `${name}.json`), "utf8"));
    expect(made.rows.length).toBe(120);
    expect(made.rows[119]["surprisal"]).toBeCloseTo(stored.rows[119]!["surprisal"] as number, 9);
    expect(made.sourceHash).toBe(hash);
    expect(readdirSync(results)).toEqual([`${name}.json`]);
    expect(await run()).toEqual({ changed: [], lines: [`${name}: up to date`] });
  }, 120_000);

  it("begins anew where the sources changed", async () => {
    stoppedJob("another");
    const lines: string[] = [];
    // The first line says how much is to be done, which is a whole grid: it is not waited for.
    const onProgress = (line: string): void => {
      lines.push(line);
      throw new Error("enough");
    };
    await expect(
      runExperiments({ names: [name], folder: results, workers: 1, onProgress }),
    ).rejects.toThrow("enough");
    expect(lines).toEqual([`${name}: 120 runs, 0 of them done before`]);
  });

  it("a name that is nearly right is told", async () => {
    await expect(runExperiments({ names: ["candidateModel"] })).rejects.toThrow(
      'did you mean "candidateModels"?',
    );
  });
});

describe("changedVerdicts", () => {
  it("compares by claim: new claims and new evidence alone are no change", () => {
    const [a, b] = [
      { claim: "a", seen: true, evidence: "1" },
      { claim: "b", seen: false, evidence: "2" },
    ] as const;
    expect(changedVerdicts("x", [a, b], [b, { ...a, evidence: "3" }])).toEqual([]);
    expect(changedVerdicts("x", [a], [a, b])).toEqual([]);
    expect(changedVerdicts("x", [a, b], [a, { ...b, seen: true }])).toEqual([
      { experiment: "x", before: b, after: { ...b, seen: true } },
    ]);
  });
});
