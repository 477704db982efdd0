import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Run } from "../../learn/experiments/experiment.js";
import { packageRoot } from "../course/packageRoot.js";
import type { ExperimentTask } from "./experimentWorker.js";

/**
 * Hands tasks to workers, one at a time each, as many as there are cores (four at most) by default.
 *
 * Errors  The error of a run, naming its experiment, cell and seed; no further run begins after it.
 */
export async function shareTasks(
  tasks: readonly ExperimentTask[],
  options: { readonly workers?: number; readonly signal?: AbortSignal },
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
