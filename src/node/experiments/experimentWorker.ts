// A worker of runExperiments: gets { experiment, cell, seed }, answers with the run.
import { parentPort } from "node:worker_threads";
import { experiments } from "../../learn/experiments/index.js";
import type { Table } from "../../learn/table/table.js";
import { experimentTables } from "./experimentTables.js";

/** What a worker is asked to do. */
export interface ExperimentTask {
  readonly experiment: string;
  /** Place in the grid. */
  readonly cell: number;
  readonly seed: number;
}

const tables = new Map<string, ReadonlyMap<string, Table>>();

parentPort?.on("message", (task: ExperimentTask) => {
  answer(task).then(
    (run) => parentPort!.postMessage({ task, run }),
    (error: unknown) => parentPort!.postMessage({ task, error: String(error) }),
  );
});

async function answer({ experiment: name, cell, seed }: ExperimentTask) {
  const experiment = experiments.find((one) => one.name === name)!;
  if (!tables.has(name)) tables.set(name, await experimentTables(experiment));
  const settings = experiment.grid[cell]!;
  return { ...settings, seed, ...experiment.run(tables.get(name)!, settings, seed) };
}
