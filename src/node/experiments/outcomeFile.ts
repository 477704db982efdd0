import {
  appendFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Experiment, Run, Verdict } from "../../learn/experiments/experiment.js";

/** What NAME.json holds besides what the experiment says of itself. */
export interface Outcome {
  readonly verdicts: readonly Verdict[];
  readonly sourceHash: string;
  readonly rows: readonly Run[];
}

/** The stored outcome, or undefined where there is none that can be read. */
export function readOutcome(folder: string, name: string): Outcome | undefined {
  const path = join(folder, `${name}.json`);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Outcome;
  } catch {
    return undefined;
  }
}

/** Writes NAME.json, beside first and then renamed. */
export function writeOutcome(folder: string, experiment: Experiment, outcome: Outcome): void {
  const { name, question, claims, sources, metric, split, tables, seeds } = experiment;
  const { verdicts, sourceHash, rows } = outcome;
  const head = { name, question, claims, sources, metric, split, tables, seeds };
  const body = { ...head, verdicts, sourceHash, node: process.version };
  // One run a line: readable, and small changes stay small in a diff.
  const lines = rows.map((run) => `    ${JSON.stringify(run)}`).join(",\n");
  const text = `${JSON.stringify(body, null, 2).slice(0, -2)},\n  "rows": [\n${lines}\n  ]\n}\n`;
  const path = join(folder, `${name}.json`);
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}

/** The runs that are done of a job that may be stopped: NAME.partial.jsonl, whose first line is the sources' hash. */
export interface PartialRuns {
  readonly done: Map<string, Run>;
  add(cell: number, seed: number, run: Run): void;
  remove(): void;
}

export const runKey = (cell: number, seed: number): string => `${cell} ${seed}`;

/** Takes up what was done with the same sources; of other sources nothing is kept. */
export function partialRuns(folder: string, name: string, hash: string): PartialRuns {
  const path = join(folder, `${name}.partial.jsonl`);
  const done = new Map<string, Run>();
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  if (lines[0] === hash) {
    for (const line of lines.slice(1)) {
      try {
        const { cell, seed, run } = JSON.parse(line) as { cell: number; seed: number; run: Run };
        done.set(runKey(cell, seed), run);
      } catch {
        // The last line may be cut where the job was stopped: that run is done again.
      }
    }
  }
  // Written anew: a run added after a line that was cut would be cut with it.
  const whole = [...done].map(([key, run]) => {
    const [cell, seed] = key.split(" ").map(Number);
    return JSON.stringify({ cell, seed, run }) + "\n";
  });
  writeFileSync(path, `${hash}\n${whole.join("")}`);
  return {
    done,
    add(cell, seed, run) {
      done.set(runKey(cell, seed), run);
      appendFileSync(path, JSON.stringify({ cell, seed, run }) + "\n");
    },
    remove: () => rmSync(path, { force: true }),
  };
}
