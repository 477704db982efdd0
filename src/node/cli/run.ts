import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Option, type Command } from "commander";
import { formatNotebook } from "../../nbformat/formatNotebook.js";
import { isRecord } from "../../nbformat/isRecord.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { NotebookError } from "../../nbformat/notebookError.js";
import { readNotebook, type NotebookFile } from "../course/readNotebook.js";
import { refuseLinkedFile, refuseLinkedFolder } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import { defaultParallel } from "../run/defaultParallel.js";
import { mapConcurrently } from "../run/mapConcurrently.js";
import type { CellRun, NotebookRun, RunStatus } from "../run/notebookRun.js";
import {
  defaultOutputLimit,
  defaultTimeout,
  defaultTotalTimeout,
  runNotebook,
} from "../run/runNotebook.js";
import type { Parameters } from "../run/parameters.js";
import type { CommandContext } from "./commandContext.js";
import { usageError } from "./commandError.js";
import { exitCode } from "./exitCode.js";
import { failedSuffix, notebookPaths } from "../course/notebookPaths.js";
import { kernelName, mebibytes, parameter, parametersOf, seconds, wholeNumber } from "./options.js";
import { progressOf, type Progress } from "./progress.js";

interface RunFlags {
  output?: string;
  inplace?: boolean;
  timeout: number;
  totalTimeout: number;
  allowErrors?: boolean;
  parallel: number;
  kernel?: string;
  parameter?: Parameters;
  params?: string;
  memory?: number;
  outputLimit: number;
  json?: boolean;
}

export function runCommand(program: Command, context: CommandContext): void {
  limitOptions(program.command("run"))
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
    .action((notebooks: string[], flags: RunFlags) => run(notebooks, flags, context));
}

/** The options of every command that runs notebooks. */
export function limitOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--timeout <seconds>", "limit for one cell, 0 for none")
        .argParser(seconds)
        .default(defaultTimeout, `${defaultTimeout / 1000}`),
    )
    .addOption(
      new Option("--total-timeout <seconds>", "limit for one notebook, 0 for none")
        .argParser(seconds)
        .default(defaultTotalTimeout, `${defaultTotalTimeout / 1000}`),
    )
    .option("-j, --parallel <n>", "kernels at once", wholeNumber, defaultParallel())
    .option(
      "--kernel <name>",
      '"lossbook", "tslab" (the stock kernel) or a kernel.json',
      kernelName,
      "lossbook",
    )
    .option("--memory <MiB>", "limit for the kernel's heap", mebibytes)
    .option("--output-limit <MiB>", "limit for a notebook's output", mebibytes, defaultOutputLimit);
}

async function run(
  given: readonly string[],
  flags: RunFlags,
  context: CommandContext,
): Promise<void> {
  const parameters = parametersOf(flags.params, flags.parameter);
  // Every file is read and checked before the first kernel starts.
  const files = notebookPaths(given).map((path) => read(path));
  const targets = targetsOf(files, flags);
  const progress = progressOf(context, flags.json === true);
  const slowest: (CellRun & { notebook: string })[] = [];
  const started = performance.now();
  let statuses: { status: RunStatus; saved: boolean }[];
  try {
    statuses = await mapConcurrently(files, flags.parallel, async (file, index) => {
      const result = await runNotebook(file.path, file.notebook, {
        ...runOptionsOf(flags, context),
        parameters,
        onEvent: (event) => progress.onEvent(event),
      });
      slowest.push(...result.cells.map((cell) => ({ ...cell, notebook: file.path })));
      const saved = save(file, result, targets[index], progress);
      // The outcome alone is kept: the outputs of many notebooks would add up.
      file.notebook.cells = [];
      return { status: result.status, saved };
    });
  } finally {
    progress.stop();
  }
  if (flags.json !== true) summarise(statuses, slowest, performance.now() - started, context);
  for (const code of [exitCode.interrupted, exitCode.kernelDied, exitCode.timeout]) {
    if (statuses.some(({ status }) => codeOf[status] === code)) context.exitWith(code);
  }
  if (statuses.some(({ status, saved }) => status === "error" || !saved)) {
    // A failure that --allow-errors lets pass still ends with 0 only when everything could be saved.
    const unsaved = statuses.some(({ saved }) => !saved);
    if (unsaved || flags.allowErrors !== true) context.exitWith(exitCode.failed);
  }
}

/** What the run options of a command say to `runNotebook`. */
export function runOptionsOf(
  flags: Partial<
    Pick<RunFlags, "timeout" | "totalTimeout" | "allowErrors" | "kernel" | "memory" | "outputLimit">
  >,
  context: CommandContext,
) {
  return {
    timeout: flags.timeout ?? defaultTimeout,
    totalTimeout: flags.totalTimeout ?? defaultTotalTimeout,
    allowErrors: flags.allowErrors === true,
    outputLimit: flags.outputLimit ?? defaultOutputLimit,
    signal: context.signal,
    ...(flags.kernel === undefined ? {} : { kernel: flags.kernel }),
    ...(flags.memory === undefined ? {} : { memoryLimit: flags.memory }),
  };
}

export const codeOf: Readonly<Record<RunStatus, number>> = {
  ok: exitCode.ok,
  error: exitCode.failed,
  timeout: exitCode.timeout,
  interrupted: exitCode.interrupted,
  dead: exitCode.kernelDied,
};

/** A notebook that a TypeScript kernel can run; anything else is a wrong use of the command. */
export function read(path: string): NotebookFile {
  try {
    const file = readNotebook(path);
    const { kernelspec, language_info: language } = file.notebook.metadata;
    const name =
      (isRecord(kernelspec) && kernelspec.language) || (isRecord(language) && language.name);
    if (typeof name === "string" && !/^(type|java)script$/i.test(name)) {
      throw usageError(`${path}: a notebook in ${name}; lossbook runs TypeScript notebooks`);
    }
    return file;
  } catch (error) {
    if (error instanceof NotebookError) throw usageError(error.message, { cause: error });
    throw error;
  }
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Where each notebook is saved, or undefined for nowhere. */
function targetsOf(files: readonly NotebookFile[], flags: RunFlags): (string | undefined)[] {
  if (flags.inplace === true) {
    for (const { path } of files) refuseLinkedFile(path);
    return files.map(({ path }) => path);
  }
  const { output } = flags;
  if (output === undefined) return files.map(() => undefined);
  const isFolder = isDirectory(output);
  if (isFolder) refuseLinkedFolder(output);
  if (!isFolder && (files.length > 1 || /[\\/]$/.test(output))) {
    throw usageError(`--output ${output}: expected a folder that exists`);
  }
  if (!isFolder && !isDirectory(dirname(output))) {
    throw usageError(`--output ${output}: the folder ${dirname(output)} does not exist`);
  }
  const targets = files.map(({ path }) => (isFolder ? join(output, basename(path)) : output));
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice !== undefined) throw usageError(`--output: two notebooks would be saved as ${twice}`);
  const onto = files.find(({ path }, index) => resolve(path) === resolve(targets[index]!));
  if (onto !== undefined) {
    throw usageError(`--output would overwrite ${onto.path}; --inplace does that on purpose`);
  }
  return targets;
}

/** Saves the outcome; false when it could not be saved where it was asked for. */
function save(
  file: NotebookFile,
  result: NotebookRun,
  target: string | undefined,
  progress: Progress,
): boolean {
  const aside = (target ?? file.path).replace(/(\.ipynb)?$/, failedSuffix);
  try {
    if (result.status !== "ok" && !(target !== undefined && result.reachedEnd)) {
      if (result.cells.length === 0) return true;
      writeAside(aside, result.notebook, progress);
      return true;
    }
    if (target === undefined) return true;
    if (target === file.path && !unchanged(file)) {
      progress.line(`${file.path}: changed or removed while it ran, so it is left as it is`);
      writeAside(aside, result.notebook, progress);
      return false;
    }
    writeAtomically(target, formatNotebook(result.notebook));
    removeOwnLeftover(aside);
    return true;
  } catch (error) {
    progress.line(error instanceof Error ? error.message : String(error));
    return false;
  }
}

function writeAside(path: string, notebook: Notebook, progress: Progress): void {
  const own = notebook.metadata.lossbook;
  notebook.metadata.lossbook = { ...(isRecord(own) ? own : {}), failedRun: true };
  writeAtomically(path, formatNotebook(notebook));
  progress.line(`${path}: the outputs so far`);
}

function unchanged(file: NotebookFile): boolean {
  try {
    return readFileSync(file.path).equals(file.bytes);
  } catch {
    return false;
  }
}

/** Takes away what an earlier failed run saved here, and nothing else of that name. */
function removeOwnLeftover(path: string): void {
  try {
    const { metadata } = readNotebook(path).notebook;
    if (isRecord(metadata.lossbook) && metadata.lossbook.failedRun === true) rmSync(path);
  } catch {
    // Not there, or not ours.
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
