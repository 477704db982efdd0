import { basename } from "node:path";
import { Option, type Command } from "commander";
import { staleNumbers } from "../check/staleNumbers.js";
import { notebookPaths } from "../course/notebookPaths.js";
import { mapConcurrently } from "../run/mapConcurrently.js";
import type { CellRun, RunStatus } from "../run/notebookRun.js";
import { resultsOf } from "../verify/lock.js";
import type { CommandContext } from "./commandContext.js";
import { exitCode } from "./exitCode.js";
import { parameter, parametersOf, type GivenParameters } from "./options.js";
import { progressOf } from "./progress.js";
import {
  addRunOptions,
  exitCodeOf,
  readRunnableNotebook,
  runOptionsOf,
  type RunFlags,
} from "./runOptions.js";
import { saveRun, targetsOf, type SaveFlags } from "./saveRun.js";

interface Flags extends RunFlags, SaveFlags {
  readonly parameter?: GivenParameters;
  readonly params?: string;
  readonly json?: boolean;
}

export function define(program: Command, context: CommandContext): void {
  addRunOptions(program.command("run"))
    .description(
      "Run notebooks, each with a fresh kernel in its own folder, and save them with their outputs where asked.",
    )
    .argument("<notebook...>", "notebooks, or folders of them")
    .option("-o, --output <path>", "where to save: a file for one notebook, a folder for several")
    .addOption(
      new Option("--inplace", "save the outputs into the notebook itself").conflicts("output"),
    )
    .option("--allow-errors", "go on after a cell that fails")
    .option(
      "-p, --parameter <name=value>",
      "set a parameter of the notebook; repeatable",
      parameter,
    )
    .option("--params <file.json>", "set parameters from a JSON object")
    .option("--json", "tell what happens as JSON lines on stdout")
    .action((notebooks: string[], flags: Flags) => run(notebooks, flags, context));
}

async function run(given: readonly string[], flags: Flags, context: CommandContext): Promise<void> {
  const { values: parameters, warnings } = parametersOf(flags.params, flags.parameter);
  for (const warning of warnings) context.warn(warning);
  // Every file is read and checked before the first kernel starts.
  const files = notebookPaths(given).map((path) => readRunnableNotebook(path));
  const targets = targetsOf(files, flags);
  const progress = progressOf(context, flags.json === true);
  const slowest: (CellRun & { notebook: string })[] = [];
  const started = performance.now();
  const { runNotebook } = await import("../run/runNotebook.js");
  let statuses: { status: RunStatus; saved: boolean }[];
  try {
    statuses = await mapConcurrently(files, flags.parallel, async (file, index) => {
      const result = await runNotebook(file.path, file.notebook, {
        ...runOptionsOf(flags, context),
        parameters,
        onEvent: (event) => progress.onEvent(event),
      });
      slowest.push(...result.cells.map((cell) => ({ ...cell, notebook: file.path })));
      if (result.status === "ok") {
        const stale = staleNumbers(file.path, result.notebook, resultsOf(result.notebook));
        for (const { path, cell, line, found, remedy } of stale)
          progress.line(`${path}: cell ${cell}, line ${line}: ${found}; ${remedy}`);
      }
      const saved = saveRun(file, result, targets[index], (line) => progress.line(line));
      // The outcome alone is kept: the outputs of many notebooks would add up.
      file.notebook.cells = [];
      return { status: result.status, saved };
    });
  } finally {
    progress.stop();
  }
  if (flags.json !== true) summarise(statuses, slowest, performance.now() - started, context);
  for (const code of [exitCode.interrupted, exitCode.kernelDied, exitCode.timeout]) {
    if (statuses.some(({ status }) => exitCodeOf[status] === code)) context.exitWith(code);
  }
  if (statuses.some(({ status, saved }) => status === "error" || !saved)) {
    // A failure that --allow-errors lets pass still ends with 0 only when everything could be saved.
    const unsaved = statuses.some(({ saved }) => !saved);
    if (unsaved || flags.allowErrors !== true) context.exitWith(exitCode.failed);
  }
}

function summarise(
  statuses: readonly { status: RunStatus }[],
  cells: (CellRun & { notebook: string })[],
  milliseconds: number,
  context: CommandContext,
): void {
  const failed = statuses.filter(({ status }) => status !== "ok").length;
  const outcome = failed === 0 ? "all ok" : `${failed} not ok`;
  const noun = statuses.length === 1 ? "notebook" : "notebooks";
  context.print(`${statuses.length} ${noun}, ${outcome}, ${(milliseconds / 1000).toFixed(1)} s`);
  const slow = cells
    .filter(({ seconds }) => seconds >= 0.5)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 3);
  for (const { notebook, cell, id, seconds } of slow) {
    context.print(`  ${seconds.toFixed(1)} s  ${basename(notebook)}, cell ${cell} (${id})`);
  }
}
