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

const port = parentPort;
port?.on("message", (task: ExperimentTask) => {
  answer(task).then(
    (run) => port.postMessage({ task, run }),
    (error: unknown) => port.postMessage({ task, error: String(error) }),
  );
});

async function answer({ experiment: name, cell, seed }: ExperimentTask) {
  const experiment = experiments.find((one) => one.name === name);
  const settings = experiment?.grid[cell];
  if (experiment === undefined || settings === undefined)
    throw new Error(`there is no cell ${cell} of an experiment ${name}`);
  const known = tables.get(name) ?? (await experimentTables(experiment));
  tables.set(name, known);
  return { ...settings, seed, ...experiment.run(known, settings, seed) };
}
