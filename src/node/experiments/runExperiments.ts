import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { renameSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Experiment, Run } from "../../learn/experiments/experiment.js";
import { experiments } from "../../learn/experiments/index.js";
import { unknownName } from "../../math/numeric/nearestName.js";
import { packageRoot } from "../course/packageRoot.js";
import type { ExperimentTask } from "./experimentWorker.js";
import { sourceHash } from "./sourceHash.js";

export interface RunExperimentsOptions {
  /** Names of experiments; all by default. */
  readonly names?: readonly string[];
  /** Where results go; data/results by default. */
  readonly folder?: string;
  readonly workers?: number;
  /** One line of progress. */
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs whole grids and writes NAME.json for each. What is done is kept in NAME.partial.jsonl: a run that was
 * stopped goes on where it was, unless the sources have changed since.
 *
 * Errors  DomainError if there is no experiment of a name; the error of a run, naming its settings.
 */
export async function runExperiments(options: RunExperimentsOptions = {}): Promise<void> {
  const { folder = join(packageRoot(), "data", "results"), onProgress = () => undefined } = options;
  const known = experiments.map((experiment) => experiment.name);
  for (const name of options.names ?? []) {
    if (!known.includes(name)) throw new DomainError(unknownName("experiment", name, known));
  }
  const chosen = experiments.filter((one) => options.names?.includes(one.name) ?? true);
  mkdirSync(folder, { recursive: true });
  for (const experiment of chosen) {
    await runOne(experiment, { ...options, folder, hash: sourceHash(experiment.name), onProgress });
    if (options.signal?.aborted) return;
  }
}

async function runOne(
  experiment: Experiment,
  options: RunExperimentsOptions & {
    readonly folder: string;
    readonly hash: string;
    readonly onProgress: (line: string) => void;
  },
): Promise<void> {
  const { name, grid, seeds } = experiment;
  const partial = join(options.folder, `${name}.partial.jsonl`);
  const done = resume(partial, options.hash);
  const tasks: ExperimentTask[] = [];
  for (let cell = 0; cell < grid.length; cell++) {
    for (let seed = 1; seed <= seeds; seed++) {
      if (!done.has(`${cell} ${seed}`)) tasks.push({ experiment: name, cell, seed });
    }
  }
  const total = grid.length * seeds;
  options.onProgress(`${name}: ${total} runs, ${done.size} of them done before`);
  const started = Date.now();
  await share(tasks, options, ({ cell, seed }, run) => {
    done.set(`${cell} ${seed}`, run);
    appendFileSync(partial, JSON.stringify({ cell, seed, run }) + "\n");
    const fresh = done.size - (total - tasks.length);
    if (fresh % Math.max(1, Math.floor(total / 10)) === 0 || done.size === total) {
      const seconds = (Date.now() - started) / 1000;
      const left = (seconds / fresh) * (total - done.size);
      options.onProgress(
        `${name}: ${done.size}/${total} after ${seconds.toFixed(0)} s, about ${left.toFixed(0)} s to go`,
      );
    }
  });
  if (options.signal?.aborted) return;
  const runs: Run[] = [];
  for (let cell = 0; cell < grid.length; cell++) {
    for (let seed = 1; seed <= seeds; seed++) runs.push(done.get(`${cell} ${seed}`)!);
  }
  write(join(options.folder, `${name}.json`), experiment, runs, options.hash);
  rmSync(partial, { force: true });
  for (const { claim, seen, evidence } of experiment.judge(runs)) {
    options.onProgress(`  ${seen ? "seen    " : "not seen"}  ${claim}\n            ${evidence}`);
  }
}

/** The runs of a stopped job whose sources are today's; the file begins with their hash. */
function resume(partial: string, hash: string): Map<string, Run> {
  const done = new Map<string, Run>();
  const lines = existsSync(partial) ? readFileSync(partial, "utf8").split("\n") : [];
  if (lines[0] !== hash) {
    writeFileSync(partial, hash + "\n");
    return done;
  }
  for (const line of lines.slice(1)) {
    try {
      const { cell, seed, run } = JSON.parse(line) as { cell: number; seed: number; run: Run };
      done.set(`${cell} ${seed}`, run);
    } catch {
      // The last line may be cut where the job was stopped: that run is done again.
    }
  }
  return done;
}

/** Hands tasks to workers, one at a time each. */
async function share(
  tasks: readonly ExperimentTask[],
  options: RunExperimentsOptions,
  onRun: (task: ExperimentTask, run: Run) => void,
): Promise<void> {
  const count = Math.min(options.workers ?? Math.min(availableParallelism(), 4), tasks.length);
  // Workers load the built code, also where this file runs from its source.
  const file = join(packageRoot(), "dist", "esm", "node", "experiments", "experimentWorker.js");
  let next = 0;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(pathToFileURL(file));
      const end = (error?: Error): void => {
        void worker.terminate();
        if (error === undefined) resolve();
        else reject(error);
      };
      const give = (): void => {
        if (next >= tasks.length || options.signal?.aborted) end();
        else worker.postMessage(tasks[next++]);
      };
      worker.on("error", end);
      worker.on(
        "message",
        ({ task, run, error }: { task: ExperimentTask; run: Run; error?: string }) => {
          if (error !== undefined) {
            next = tasks.length;
            const { experiment, cell, seed } = task;
            end(new Error(`${experiment}, cell ${cell}, seed ${seed}: ${error}`));
            return;
          }
          onRun(task, run);
          give();
        },
      );
      give();
    });
  await Promise.all(Array.from({ length: count }, work));
}

function write(path: string, experiment: Experiment, runs: readonly Run[], hash: string): void {
  const { name, question, claims, sources, metric, split, tables, seeds } = experiment;
  const head = { name, question, claims, sources, metric, split, tables, seeds };
  const body = {
    ...head,
    verdicts: experiment.judge(runs),
    sourceHash: hash,
    node: process.version,
  };
  // One run a line: readable, and small changes stay small in a diff.
  const rows = runs.map((run) => `    ${JSON.stringify(run)}`).join(",\n");
  const text = `${JSON.stringify(body, null, 2).slice(0, -2)},\n  "rows": [\n${rows}\n  ]\n}\n`;
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
