import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import type { NotebookFile } from "../course/readNotebook.js";
import { makeFolder } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import { defaultParallel } from "../run/defaultParallel.js";
import { mapConcurrently } from "../run/mapConcurrently.js";
import type { NotebookRun } from "../run/notebookRun.js";
import { compareLocks, type Difference } from "../verify/compareLocks.js";
import { compact, formatLock, parseLock, resultsOf, type Lock } from "../verify/lock.js";
import { lockPath } from "../verify/lockPath.js";
import type { CommandContext } from "./commandContext.js";
import { CommandError, usageError } from "./commandError.js";
import { exitCode } from "./exitCode.js";
import { notebookPaths } from "../course/notebookPaths.js";
import { progressOf, type Progress } from "./progress.js";
import {
  addRunOptions,
  exitCodeOf,
  readRunnableNotebook,
  runOptionsOf,
  type RunFlags,
} from "./runOptions.js";

interface VerifyFlags extends Partial<RunFlags> {
  readonly update?: boolean;
}

/** Differences shown of one cell; a changed library can change a thousand. */
const mostShown = 5;

export function define(program: Command, context: CommandContext): void {
  addRunOptions(program.command("verify"))
    .description(
      "Run notebooks and compare their results with the locked ones (results/NN-topic.json beside them): words exactly, " +
        "numbers and figures by tolerance.",
    )
    .argument("[notebook...]", "notebooks, or folders of them; the course without any")
    .option("--update", "lock the results of this run, and say what changed")
    .action((notebooks: string[], flags: VerifyFlags) =>
      verifyNotebooks(notebooks, flags, context),
    );
}

/** Runs and compares, or with `update` locks, the notebooks; without any those of the course. */
export async function verifyNotebooks(
  given: readonly string[],
  flags: VerifyFlags,
  context: CommandContext,
): Promise<void> {
  const files = notebookPaths(given).map((path) => readRunnableNotebook(path));
  if (files.length === 0) throw usageError("there are no notebooks to verify");
  const locks = files.map(({ path }) => readLock(path));
  const { runNotebook } = await import("../run/runNotebook.js");
  const progress = progressOf(context, false);
  const codes: number[] = [];
  const started = performance.now();
  try {
    await mapConcurrently(files, flags.parallel ?? defaultParallel(), async (file, index) => {
      const run = await runNotebook(file.path, file.notebook, {
        ...runOptionsOf(flags, context),
        allowErrors: false,
        // The outcome of the comparison is the line that counts; a failure is told by its own.
        onEvent: (event) => {
          if (event.event !== "notebook-end" || event.status !== "ok") progress.onEvent(event);
        },
      });
      codes.push(compareOrUpdateLock(file, run, locks[index], flags.update === true, progress));
      // The outputs of many notebooks would add up.
      file.notebook.cells = [];
    });
  } finally {
    progress.stop();
  }
  const wrong = codes.filter((code) => code !== exitCode.ok).length;
  const wanted = flags.update === true ? "locked" : "as locked";
  const outcome = wrong === 0 ? `all ${wanted}` : `${wrong} not ${wanted}`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  context.print(
    `${files.length} notebook${files.length === 1 ? "" : "s"}, ${outcome}, ${seconds} s`,
  );
  // The gravest first.
  for (const code of codes.sort((a, b) => b - a)) context.exitWith(code);
}

function readLock(notebook: string): Lock | undefined {
  const path = lockPath(notebook);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  try {
    // A pipe would be waited for, and a device has no end.
    if (!status.isFile()) throw new Error("must be a file");
    return parseLock(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${path}: ${reason}; delete it and run lossbook verify --update`);
  }
}

/** Compares, or locks, one run; its exit code. */
function compareOrUpdateLock(
  file: NotebookFile,
  run: NotebookRun,
  lock: Lock | undefined,
  update: boolean,
  progress: Progress,
): number {
  if (run.status !== "ok") return exitCodeOf[run.status];
  const took = `${run.seconds.toFixed(1)} s`;
  const differences = lock === undefined ? [] : compareLocks(lock, run.notebook);
  if (!update && lock === undefined) {
    progress.line(
      `${file.path}: no results are locked; lossbook verify --update ${file.path} locks these`,
    );
    return exitCode.failed;
  }
  if (differences.length > 0 || (update && lock === undefined)) {
    const what = lock === undefined ? "locked for the first time" : counted(differences);
    progress.line(`${file.path}: ${what} (${took})`);
    printDifference(differences, progress);
  } else progress.line(`${file.path}: as locked (${took})`);
  if (!update) return differences.length === 0 ? exitCode.ok : exitCode.failed;
  // Numbers that agree keep the digits that are locked: another machine's last bits are no change.
  if (lock === undefined || differences.length > 0) writeLock(file.path, run, progress);
  return exitCode.ok;
}

function writeLock(notebook: string, run: NotebookRun, progress: Progress): void {
  const path = lockPath(notebook);
  makeFolder(dirname(path));
  writeAtomically(path, formatLock(compact(resultsOf(run.notebook))));
  progress.line(`${path}: written`);
}

function counted(differences: readonly Difference[]): string {
  const cells = new Set(differences.map(({ id }) => id)).size;
  return `${cells} cell${cells === 1 ? "" : "s"} changed`;
}

function printDifference(differences: readonly Difference[], progress: Progress): void {
  for (const [id, cell] of new Map(differences.map((one) => [one.id, one.cell]))) {
    const ofCell = differences.filter((difference) => difference.id === id);
    const place = cell === undefined ? "" : ` ${cell}`;
    for (const { message } of ofCell.slice(0, mostShown)) {
      progress.line(`  cell${place} (${id}): ${message}`);
    }
    if (ofCell.length > mostShown) progress.line(`  … and ${ofCell.length - mostShown} more there`);
  }
}
