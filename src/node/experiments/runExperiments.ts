import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Experiment, Run, Verdict } from "../../learn/experiments/experiment.js";
import { experiments } from "../../learn/experiments/index.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { unknownName } from "../../math/numeric/nearestName.js";
import { packageRoot } from "../course/packageRoot.js";
import type { ExperimentTask } from "./experimentWorker.js";
import { partialRuns, readOutcome, runKey, writeOutcome } from "./outcomeFile.js";
import type { PartialRuns } from "./outcomeFile.js";
import { shareTasks } from "./shareTasks.js";
import { sourceHash } from "./sourceHash.js";

export interface RunExperimentsOptions {
  /** Names of experiments; all by default. */
  readonly names?: readonly string[];
  /** Where results go; data/results by default. */
  readonly folder?: string;
  readonly workers?: number;
  /** Also runs what is up to date. */
  readonly all?: boolean;
  /** One line of progress. */
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A claim on which the new runs say otherwise than the stored ones did. */
export interface ChangedVerdict {
  readonly experiment: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/**
 * Runs the whole grids of the experiments whose stored outcome is stale, and writes NAME.json for each. What is done
 * is kept in NAME.partial.jsonl: a run that was stopped goes on where it was, unless the sources have changed since.
 *
 * Gives   the verdicts that changed.
 * Errors  DomainError if there is no experiment of a name; the error of a run, naming its settings.
 */
export async function runExperiments(
  options: RunExperimentsOptions = {},
): Promise<ChangedVerdict[]> {
  const { folder = join(packageRoot(), "data", "results"), onProgress = () => undefined } = options;
  const known = experiments.map((experiment) => experiment.name);
  for (const name of options.names ?? []) {
    if (!known.includes(name)) throw new DomainError(unknownName("experiment", name, known));
  }
  // Hashed before the first run: what is edited while they go on has not made them.
  const chosen = experiments
    .filter((one) => options.names?.includes(one.name) ?? true)
    .map((experiment) => ({ experiment, hash: sourceHash(experiment.name, experiment.tables) }));
  mkdirSync(folder, { recursive: true });
  const changed: ChangedVerdict[] = [];
  for (const { experiment, hash } of chosen) {
    const { name } = experiment;
    const before = readOutcome(folder, name);
    if (before?.sourceHash === hash && !options.all) {
      onProgress(`${name}: up to date`);
      continue;
    }
    const partial = partialRuns(folder, name, hash);
    const rows = await runGrid(experiment, partial, { ...options, onProgress });
    if (rows === undefined) break;
    const verdicts = experiment.judge(rows);
    writeOutcome(folder, experiment, { verdicts, sourceHash: hash, rows });
    partial.remove();
    for (const { claim, seen, evidence } of verdicts) {
      onProgress(`  ${seen ? "seen    " : "not seen"}  ${claim}\n            ${evidence}`);
    }
    changed.push(...changedVerdicts(name, before?.verdicts ?? [], verdicts));
  }
  return changed;
}

/** All runs of a grid in its order, or undefined where the job was stopped. */
async function runGrid(
  experiment: Experiment,
  partial: PartialRuns,
  options: RunExperimentsOptions & { readonly onProgress: (line: string) => void },
): Promise<Run[] | undefined> {
  const { name, grid, seeds } = experiment;
  const { done } = partial;
  const all: ExperimentTask[] = grid.flatMap((_, cell) =>
    Array.from({ length: seeds }, (__, i) => ({ experiment: name, cell, seed: i + 1 })),
  );
  const tasks = all.filter(({ cell, seed }) => !done.has(runKey(cell, seed)));
  options.onProgress(`${name}: ${all.length} runs, ${done.size} of them done before`);
  const started = Date.now();
  let fresh = 0;
  await shareTasks(tasks, options, ({ cell, seed }, run) => {
    partial.add(cell, seed, run);
    fresh++;
    if (fresh % Math.max(1, Math.floor(all.length / 10)) === 0 || fresh === tasks.length) {
      const seconds = (Date.now() - started) / 1000;
      const left = (seconds / fresh) * (tasks.length - fresh);
      options.onProgress(
        `${name}: ${done.size}/${all.length} after ${seconds.toFixed(0)} s, about ${left.toFixed(0)} s to go`,
      );
    }
  });
  if (options.signal?.aborted && done.size < all.length) return undefined;
  return all
    .map(({ cell, seed }) => done.get(runKey(cell, seed)))
    .filter((run) => run !== undefined);
}

/** Claims that both judged, once as seen and once as not seen. */
export function changedVerdicts(
  experiment: string,
  before: readonly Verdict[],
  after: readonly Verdict[],
): ChangedVerdict[] {
  return after.flatMap((verdict) => {
    const old = before.find(({ claim }) => claim === verdict.claim);
    if (old === undefined || old.seen === verdict.seen) return [];
    return [{ experiment, before: old, after: verdict }];
  });
}
