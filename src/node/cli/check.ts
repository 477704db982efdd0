import { existsSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import { findingLine, type Finding } from "../check/finding.js";
import { courseOf } from "../course/course.js";
import { notebookPaths } from "../course/notebookPaths.js";
import { readSiteConfig } from "../course/siteConfig.js";
import { mapConcurrently } from "../run/mapConcurrently.js";
import { parseLock, type Lock } from "../verify/lock.js";
import { lockPath } from "../verify/lockPath.js";
import type { CommandContext } from "./commandContext.js";
import { usageError } from "./commandError.js";
import { exitCode } from "./exitCode.js";
import { addRunOptions, readRunnableNotebook, runOptionsOf, type RunFlags } from "./runOptions.js";

interface CheckFlags extends RunFlags {
  readonly run?: boolean;
  readonly types: boolean;
  readonly json?: boolean;
}

export function define(program: Command, context: CommandContext): void {
  addRunOptions(program.command("check"))
    .description(
      "Say what an author should know before a reader does: answers without a stub, dead links, formulas that do not " +
        "set, errors of types. Runs nothing, unless asked to. Exit code 1 where there is an error.",
    )
    .argument("[notebook...]", "notebooks, or folders of them; the course without any")
    .option(
      "--run",
      "run them too: cells that fail, answers judged wrong, results other than locked",
    )
    .option("--no-types", "leave out the errors of types, which take the longest to find")
    .option("--json", "one finding a line, as JSON")
    .action((notebooks: string[], flags: CheckFlags) => check(notebooks, flags, context));
}

async function check(
  given: readonly string[],
  flags: CheckFlags,
  context: CommandContext,
): Promise<void> {
  const paths = notebookPaths(given);
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw usageError(`${missing}: no such file`);
  const started = performance.now();
  const course = courseOf(paths);
  const { checkNotebooks } = await import("../check/checkNotebooks.js");
  const { CompilerThread } = await import("../kernel/cellCompiler.js");
  const thread = flags.types ? new CompilerThread() : undefined;
  // The thread alone keeps no process alive, and here is no kernel that does.
  const waiting = setInterval(() => undefined, 60_000);
  let findings: readonly Finding[];
  try {
    findings = await checkNotebooks(paths, {
      course,
      signal: context.signal,
      // A run knows better what cells print than what is locked.
      ...(flags.run === true ? { without: ["stale-number"] as const } : {}),
      ...(thread === undefined ? {} : { compiler: thread }),
    });
  } finally {
    clearInterval(waiting);
    thread?.restart();
  }
  if (flags.run === true && !findings.some(({ rule }) => rule === "config")) {
    const readable = paths.filter(
      (path) => !findings.some((finding) => finding.rule === "notebook" && finding.path === path),
    );
    findings = [...findings, ...(await findingsOfRuns(readable, course.folder, flags, context))];
  }
  if (context.signal.aborted) return;
  print(findings, paths.length, started, flags.json === true, context);
}

async function findingsOfRuns(
  paths: readonly string[],
  course: string,
  flags: CheckFlags,
  context: CommandContext,
): Promise<readonly Finding[]> {
  const levels = readSiteConfig(course).rules ?? {};
  const files = paths.map((path) => readRunnableNotebook(path, { repairIds: true }));
  const { runFindings } = await import("../check/runFindings.js");
  const { runNotebook } = await import("../run/runNotebook.js");
  const found = await mapConcurrently(files, flags.parallel, async ({ path, notebook }) => {
    const run = await runNotebook(path, notebook, runOptionsOf(flags, context));
    // Results of a run that did not come to its end differ for that reason.
    return runFindings(run, levels, run.status === "ok" ? lockOf(path) : undefined);
  });
  return found.flat();
}

function lockOf(notebook: string): Lock | undefined {
  const path = lockPath(notebook);
  return existsSync(path) ? parseLock(readFileSync(path, "utf8")) : undefined;
}

function print(
  findings: readonly Finding[],
  notebooks: number,
  started: number,
  json: boolean,
  context: CommandContext,
): void {
  for (const finding of findings)
    context.print(json ? JSON.stringify(finding) : findingLine(finding));
  const count = (level: Finding["level"]): number =>
    findings.filter((finding) => finding.level === level).length;
  const counted = (number: number, name: string): string =>
    `${number} ${name}${number === 1 ? "" : "s"}`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (!json)
    context.print(
      `${counted(notebooks, "notebook")}, ${counted(count("error"), "error")}, ${counted(count("warning"), "warning")}, ${seconds} s`,
    );
  if (count("error") > 0) context.exitWith(exitCode.failed);
}
