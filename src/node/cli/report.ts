import { statSync } from "node:fs";
import type { Command } from "commander";
import { courseOf, findCourse, type Course } from "../course/course.js";
import type { NotebookFile } from "../course/readNotebook.js";
import { refuseLinkedFolder } from "../course/refuseLinks.js";
import { shownPath } from "../course/shownPath.js";
import { mapConcurrently } from "../run/mapConcurrently.js";
import type { NotebookSource } from "../publish/publish.js";
import type { CommandContext } from "./commandContext.js";
import { usageError } from "./commandError.js";
import { findingLine, type Finding } from "../check/finding.js";
import { readSiteConfig } from "../course/siteConfig.js";
import { exitCode } from "./exitCode.js";
import { notebookPaths } from "../course/notebookPaths.js";
import { progressOf } from "./progress.js";
import {
  addRunOptions,
  exitCodeOf,
  readGivenNotebook,
  readRunnableNotebook,
  runOptionsOf,
  type RunFlags,
} from "./runOptions.js";

interface ReportFlags extends RunFlags {
  output?: string;
  run: boolean;
  singleFile?: boolean;
}

export function define(program: Command, context: CommandContext): void {
  addRunOptions(program.command("report"))
    .description(
      "Run notebooks afresh and publish them as HTML that needs no network; all of the course without arguments.",
    )
    .argument("[notebook...]", "notebooks, or folders of them")
    .option("-o, --output <folder>", "where the pages are written (default: the course's reports/)")
    .option(
      "--no-run",
      "show the outputs stored in the files; nothing in them is trusted, and their pages are not alive",
    )
    .option("--single-file", "one self-contained file a notebook")
    .option("--allow-errors", "publish a notebook whose cells failed, with their errors")
    .action((notebooks: string[], flags: ReportFlags) => report(notebooks, flags, context));
}

async function report(
  given: readonly string[],
  flags: ReportFlags,
  context: CommandContext,
): Promise<void> {
  const paths = notebookPaths(given);
  const output = flags.output ?? shownPath(findCourse().reports);
  if (!mayBeFolder(output))
    throw usageError(`--output ${output}: expected a folder, or a name for a new one`);
  refuseLinkedFolder(output);
  const started = performance.now();
  const course = courseOf(paths);
  const sources = flags.run
    ? await executed(paths, course, flags, context)
    : paths.map((path) =>
        sourceOf(
          readGivenNotebook(path, {
            repairIds: true,
            onProblems: (line) => context.warn(`${path}: ${line}`),
          }),
        ),
      );
  if (sources.length === 0 || context.signal.aborted) return;
  const { publish } = await import("../publish/publish.js");
  const writing = performance.now();
  const { files } = await publish(sources, {
    output,
    course,
    linksAreChecked: flags.run,
    ...(flags.singleFile === true ? { singleFile: true } : {}),
    onWarning: (line) => context.warn(line),
    onRefused: (line) => {
      context.warn(line);
      context.exitWith(exitCode.failed);
    },
    signal: context.signal,
    onPage: (file, bytes) =>
      context.print(`${shownPath(file)} (${Math.ceil(bytes / 1024).toLocaleString("en")} KB)`),
  });
  const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
  const pages = files.length === 1 ? "1 page" : `${files.length} pages`;
  context.print(`${pages} in ${seconds(started)} s, ${seconds(writing)} s of it to write them`);
}

function mayBeFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false;
  } catch {
    // A file on the way to it, or a name that no system takes.
    return false;
  }
}

/**
 * The notebooks as a fresh run of each makes them. One whose run fails, or in which `lossbook check` finds an error, is
 * left out and told about.
 */
async function executed(
  paths: readonly string[],
  course: Course,
  flags: ReportFlags,
  context: CommandContext,
): Promise<NotebookSource[]> {
  // What is wrong with the configuration or with a file is said before anything runs.
  const { rules: levels = {} } = readSiteConfig(course.folder);
  // A cell whose id is none, or another's, is named below with its notebook, which alone gets no page.
  const all = paths.map((path) => readRunnableNotebook(path, { repairIds: true }));
  const tell = (findings: readonly Finding[]): ReadonlySet<string> => {
    for (const finding of findings) context.warn(findingLine(finding));
    const wrong = findings.filter(({ level }) => level === "error").map(({ path }) => path);
    if (wrong.length === 0 || flags.allowErrors === true) return new Set();
    context.exitWith(exitCode.failed);
    return new Set(wrong);
  };
  // The rules, the kernel and what they need: a call that runs nothing does without.
  const { checkNotebooks } = await import("../check/checkNotebooks.js");
  const { runFindings } = await import("../check/runFindings.js");
  const refused = tell(
    // Numbers of texts are compared with this run, further down, and not with what is locked.
    await checkNotebooks(paths, { course, signal: context.signal, without: ["stale-number"] }),
  );
  const files = all.filter(({ path }) => !refused.has(path));
  const { runNotebook } = await import("../run/runNotebook.js");
  const progress = progressOf(context, false);
  try {
    const sources = await mapConcurrently(files, flags.parallel, async (file) => {
      const result = await runNotebook(file.path, file.notebook, {
        ...runOptionsOf(flags, context),
        onEvent: (event) => progress.onEvent(event),
      });
      // A cell that failed is told of already, by its run.
      const found = runFindings(result, levels).filter(({ rule }) => rule !== "failed-cell");
      if (tell(found).size > 0) return undefined;
      if (result.status === "ok") return sourceOf(file, new Date(), result.tablesRead);
      const shown = flags.allowErrors === true && result.reachedEnd;
      if (!shown) context.exitWith(exitCodeOf[result.status] || exitCode.failed);
      return shown ? sourceOf(file, new Date(), result.tablesRead) : undefined;
    });
    return sources.filter((source) => source !== undefined);
  } finally {
    progress.stop();
  }
}

/** `notebook` is what the file held, or what a run wrote into it. */
function sourceOf(
  { path, bytes, notebook }: NotebookFile,
  executed?: Date,
  tables: readonly string[] = [],
): NotebookSource {
  return { path, bytes, json: notebook, tables, ...(executed === undefined ? {} : { executed }) };
}
