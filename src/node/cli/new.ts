import { existsSync, lstatSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { formatNotebook } from "../../nbformat/formatNotebook.js";
import { findCourse } from "../course/course.js";
import { findsLossbook } from "../course/findsLossbook.js";
import { refuseLinkedFolder } from "../course/refuseLinks.js";
import { shownPath } from "../course/shownPath.js";
import { writeAtomically } from "../course/writeAtomically.js";
import { makeLearnerNotebook } from "../run/learnerNotebook.js";
import { withId } from "../starter/cells.js";
import { newNotebook } from "../starter/newNotebook.js";
import { lockPath } from "../verify/lockPath.js";
import type { CommandContext } from "./commandContext.js";
import { CommandError, usageError } from "./commandError.js";
import { readRunnableNotebook } from "./runOptions.js";
import { verifyNotebooks } from "./verify.js";

interface NewFlags {
  learner?: boolean;
  output?: string;
}

/** A file's name has at most 255 bytes, with its ending and what is written beside it first. */
const longestName = 200;

export function define(program: Command, context: CommandContext): void {
  program
    .command("new")
    .description(
      "Make a notebook, from the course's templates/notebook.ipynb where there is one, with the lock of its results (lossbook new 15-topic), or a learner's " +
        "copy of a notebook, with stubs for solutions (lossbook new --learner NOTEBOOK…).",
    )
    .argument("<name...>", "NN-topic, or with --learner notebooks to copy")
    .option("--learner", "copy notebooks, with stubs instead of solutions")
    .option(
      "-o, --output <folder>",
      "where to put it (default: the course; a copy: beside its source)",
    )
    .action(async (names: string[], flags: NewFlags) => {
      if (flags.output !== undefined && !existsSync(flags.output)) {
        throw usageError(`--output ${flags.output}: expected a folder that exists`);
      }
      if (flags.output !== undefined) refuseLinkedFolder(flags.output);
      if (flags.learner) copyForLearners(names, flags.output, context);
      else await makeNotebook(names, flags.output ?? shownPath(findCourse().notebooks), context);
    });
}

async function makeNotebook(
  names: readonly string[],
  folder: string,
  context: CommandContext,
): Promise<void> {
  const [given = "", ...more] = names;
  if (more.length > 0) throw usageError("one notebook at a time: lossbook new NN-topic");
  // A letter and its marks are one sign, however the terminal sent them.
  const name = given.replace(/\.ipynb$/, "").normalize("NFC");
  // Small letters of any script: capitals are one file on some systems and two on others.
  const [, number, topic] = /^(\d\d)-([\p{Ll}\p{Lo}\p{Lm}\p{M}\d]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\d]+)*)$/u.exec(name) ?? []; // prettier-ignore
  if (number === undefined || topic === undefined) {
    const small = name.toLowerCase();
    const advice = small === name ? "" : `; a topic is written in small letters: ${small}`;
    throw usageError(
      `expected two digits and a topic such as 15-ranking-losses, got ${JSON.stringify(given)}${advice}`,
    );
  }
  const bytes = Buffer.byteLength(name);
  if (bytes > longestName) {
    throw usageError(
      `expected a name of at most ${longestName} bytes, which every system takes, got one of ${bytes}`,
    );
  }
  const path = join(folder, `${name}.ipynb`);
  for (const target of [path, lockPath(path)]) refuseToOverwrite(target);
  const notebook = newNotebook(findCourse(folder), number, titleOf(topic));
  writeAtomically(path, formatNotebook(withId(notebook, name)));
  context.print(`${path}: written`);
  if (!findsLossbook(resolve(dirname(path)))) {
    context.warn(
      `${path} has not been run: this course has no lossbook to import; npm install lossbook, then lossbook verify --update ${path}`,
    );
    return;
  }
  await verifyNotebooks([path], { update: true }, context);
}

const titleOf = (topic: string): string =>
  topic.replaceAll("-", " ").replace(/^./u, (letter) => letter.toUpperCase());

function copyForLearners(
  paths: readonly string[],
  folder: string | undefined,
  context: CommandContext,
): void {
  const copies = paths.map((path) => {
    const name = basename(path).replace(/(\.ipynb)?$/, ".learner.ipynb");
    return { path, target: join(folder ?? dirname(path), name) };
  });
  for (const { target } of copies) refuseToOverwrite(target);
  for (const { path, target } of copies) {
    const { notebook } = readRunnableNotebook(path);
    try {
      const count = makeLearnerNotebook(notebook);
      writeAtomically(target, formatNotebook(notebook));
      context.print(`${target}: ${count} solution${count === 1 ? "" : "s"} to find`);
    } catch (error) {
      throw new CommandError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function refuseToOverwrite(path: string): void {
  // A link that leads nowhere is there as well.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    throw usageError(`${path} is there already and is never overwritten`);
}
