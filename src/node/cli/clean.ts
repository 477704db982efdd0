import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { formatNotebook } from "../../nbformat/formatNotebook.js";
import { NotebookError } from "../../nbformat/notebookError.js";
import { parseNotebook } from "../../nbformat/parseNotebook.js";
import { stripOutputs } from "../../nbformat/stripOutputs.js";
import { refuseLinkedFile } from "../course/refuseLinks.js";
import { writeAtomically } from "../course/writeAtomically.js";
import { packageRoot } from "../course/packageRoot.js";
import type { CommandContext } from "./commandContext.js";
import { CommandError, usageError } from "./commandError.js";
import { exitCode } from "./exitCode.js";
import { readGivenNotebook } from "./runOptions.js";
import { notebookPaths } from "../course/notebookPaths.js";

interface CleanFlags {
  check?: boolean;
  stdin?: boolean;
  installGitFilter?: boolean;
}

export function define(program: Command, context: CommandContext): void {
  program
    .command("clean")
    .description("Take outputs and counts out of notebooks, and give ids to cells without one.")
    .argument("[notebook...]", "notebooks, or folders of them; the course without any")
    .option("--check", "change nothing; fail when a notebook is stored with outputs")
    .option("--stdin", "clean the notebook on stdin to stdout, as a git filter does")
    .option("--install-git-filter", "let git store this repository's notebooks without outputs")
    .action(async (notebooks: string[], flags: CleanFlags) => {
      if (flags.installGitFilter) installGitFilter(context);
      else if (flags.stdin) await cleanStdin(context);
      else cleanFiles(notebooks, flags.check === true, context);
    });
}

function cleanFiles(given: readonly string[], check: boolean, context: CommandContext): void {
  const paths = notebookPaths(given);
  let found = 0;
  for (const path of paths) {
    const { notebook, bytes } = readGivenNotebook(path, { repairIds: true });
    stripOutputs(notebook);
    const text = formatNotebook(notebook);
    // Only what changes the notebook counts; its layout in the file is not ours to judge.
    if (text === formatNotebook(parse(bytes.toString("utf8")))) continue;
    found++;
    if (check)
      context.warn(`${path}: stored with outputs, counts or missing ids; lossbook clean ${path}`);
    else {
      refuseLinkedFile(path);
      writeAtomically(path, text);
      context.print(`${path}: cleaned`);
    }
  }
  if (check && found > 0) context.exitWith(exitCode.failed);
  else if (found === 0)
    context.print(`${paths.length} notebook${paths.length === 1 ? "" : "s"}, nothing to clean`);
}

/** The JSON as it stands, without repairs. */
const parse = (text: string) =>
  JSON.parse(text.replace(/^\uFEFF/, "")) as ReturnType<typeof parseNotebook>;

async function cleanStdin(context: CommandContext): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  try {
    const notebook = parseNotebook(Buffer.concat(chunks).toString("utf8"), { repairIds: true });
    stripOutputs(notebook);
    context.stdout.write(formatNotebook(notebook));
  } catch (error) {
    if (error instanceof NotebookError) throw usageError(error.message, { cause: error });
    throw error;
  }
}

/** Sets the filter in this clone's own settings: nothing that is committed changes. */
function installGitFilter(context: CommandContext): void {
  const git = (...args: string[]) => {
    try {
      return execFileSync("git", args, {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      }).trim();
    } catch (error) {
      const reason = (error as { stderr?: string }).stderr?.trim().split("\n")[0];
      throw new CommandError(
        `git ${args[0]} failed: ${reason || "is git installed?"}`,
        exitCode.failed,
        {
          cause: error,
        },
      );
    }
  };
  const command = join(packageRoot(), "bin", "lossbook.mjs");
  const attributes = resolve(git("rev-parse", "--git-path", "info/attributes"));
  git(
    "config",
    "filter.lossbook.clean",
    `${quoted(process.execPath)} ${quoted(command)} clean --stdin`,
  );
  let lines: string[];
  try {
    lines = readFileSync(attributes, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    lines = [];
  }
  const line = "*.ipynb filter=lossbook";
  if (!lines.includes(line)) {
    mkdirSync(dirname(attributes), { recursive: true });
    writeAtomically(attributes, `${[...lines, line].join("\n")}\n`);
  }
  context.print(
    "git now stores notebooks of this clone without outputs (git config --unset filter.lossbook.clean undoes it)",
  );
}

/** For the shell that git hands the filter to; single quotes work there on every system. */
const quoted = (path: string): string => `'${path.replaceAll("\\", "/").replaceAll("'", "'\\''")}'`;
