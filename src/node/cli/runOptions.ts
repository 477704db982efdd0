import { Option, type Command } from "commander";
import { isRecord } from "../../text/isRecord.js";
import { NotebookError } from "../../nbformat/notebookError.js";
import { readNotebook, type NotebookFile } from "../course/readNotebook.js";
import { defaultParallel } from "../run/defaultParallel.js";
import type { RunStatus } from "../run/notebookRun.js";
import {
  defaultOutputLimit,
  defaultTimeout,
  defaultTotalTimeout,
  type RunOptions,
} from "../run/runOptions.js";
import type { CommandContext } from "./commandContext.js";
import { usageError } from "./commandError.js";
import { exitCode } from "./exitCode.js";
import { kernelName, mebibytes, seconds, wholeNumber } from "./options.js";

/** What the options of `addRunOptions` say. */
export interface RunFlags {
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly allowErrors?: boolean;
  readonly parallel: number;
  readonly kernel?: string;
  readonly memory?: number;
  readonly outputLimit: number;
}

/** Adds the options of every command that runs notebooks. */
export function addRunOptions(command: Command): Command {
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

/** What these options say to `runNotebook`. */
export function runOptionsOf(flags: Partial<RunFlags>, context: CommandContext): RunOptions {
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

/** The exit code that a run's outcome asks for. */
export const exitCodeOf: Readonly<Record<RunStatus, number>> = {
  ok: exitCode.ok,
  error: exitCode.failed,
  timeout: exitCode.timeout,
  interrupted: exitCode.interrupted,
  dead: exitCode.kernelDied,
};

/** A notebook that a TypeScript kernel can run; anything else is a wrong use of the command. */
export function readRunnableNotebook(
  path: string,
  options?: Parameters<typeof readNotebook>[1],
): NotebookFile {
  const file = readGivenNotebook(path, options);
  const { kernelspec, language_info: language } = file.notebook.metadata;
  const name =
    (isRecord(kernelspec) && kernelspec.language) || (isRecord(language) && language.name);
  if (typeof name === "string" && !/^(type|java)script$/i.test(name)) {
    throw usageError(`${path}: a notebook in ${name}; lossbook runs TypeScript notebooks`);
  }
  return file;
}

/** The notebook that a command line names, in any language; what is none is a wrong use of the command. */
export function readGivenNotebook(
  path: string,
  options?: Parameters<typeof readNotebook>[1],
): NotebookFile {
  try {
    return readNotebook(path, options);
  } catch (error) {
    if (error instanceof NotebookError) throw usageError(error.message, { cause: error });
    throw error;
  }
}
