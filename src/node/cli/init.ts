import { existsSync, lstatSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { isRecord } from "../../text/isRecord.js";
import { findsLossbook } from "../course/findsLossbook.js";
import { packageRoot } from "../course/packageRoot.js";
import { makeFolder } from "../course/refuseLinks.js";
import { isLanguageTag } from "../course/siteConfig.js";
import { shownPath } from "../course/shownPath.js";
import { writeAtomically } from "../course/writeAtomically.js";
import { starterFiles, starterKinds, type StarterKind } from "../starter/starterFiles.js";
import type { CommandContext } from "./commandContext.js";
import { usageError } from "./commandError.js";
import { verifyNotebooks } from "./verify.js";

export function define(program: Command, context: CommandContext): void {
  program
    .command("init")
    .description(
      "Make a course of your own: a notebook, a module, a table, and what publishes them.",
    )
    .argument("[folder]", "where; this folder without one", ".")
    .addOption(
      new Option("--template <kind>", "a lesson with an exercise, a report without, or no notebook")
        .choices(starterKinds)
        .default("course"),
    )
    .option(
      "--language <tag>",
      "of the pages, and of the starter's words where they are in it: en, de",
      languageTag,
      "en",
    )
    .action((folder: string, flags: InitFlags) => init(resolve(folder), flags, context));
}

interface InitFlags {
  readonly template: StarterKind;
  readonly language: string;
}

function languageTag(text: string): string {
  if (!isLanguageTag(text))
    throw new InvalidArgumentError('Expected a language tag such as "en" or "de-CH".');
  return text;
}

async function init(
  folder: string,
  { template: kind, language }: InitFlags,
  context: CommandContext,
): Promise<void> {
  const files = starterFiles({
    kind,
    name: basename(folder),
    lossbook: howInstalled(folder),
    language,
  });
  // A package.json is there where lossbook was installed first; everything else would be somebody's work.
  const existing = [...files.keys()].filter(
    (path) => lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined,
  );
  const conflicting = existing.filter((path) => path !== "package.json");
  if (conflicting.length > 0)
    throw usageError(
      `${shownPath(folder)} has ${conflicting.join(", ")} already, and nothing is overwritten: give a new folder`,
    );
  for (const [path, text] of files) {
    const target = join(folder, ...path.split("/"));
    makeFolder(dirname(target));
    writeAtomically(target, existing.includes(path) ? withScripts(target, text) : text);
    context.print(`${shownPath(target)}: written`);
  }
  const notebook = [...files.keys()].find((path) => path.endsWith(".ipynb"));
  const ready = findsLossbook(folder);
  if (notebook !== undefined && ready)
    await verifyNotebooks([shownPath(join(folder, notebook))], { update: true }, context);
  const steps = [
    ...(folder === process.cwd() ? [] : [`cd ${shownPath(folder)}`]),
    ...(ready ? [] : ["npm install"]),
    ...(notebook === undefined ? ["npx lossbook new 01-topic"] : []),
    ...(ready || notebook === undefined ? [] : ["npx lossbook verify --update"]),
    "npm run report",
  ];
  context.print(`next: ${steps.join(" && ")}`);
}

/** The package.json that is there, with the scripts that it lacks. */
function withScripts(path: string, text: string): string {
  const starter = JSON.parse(text) as { scripts: Record<string, string>; dependencies: object };
  let existing: unknown;
  // No link, whose target would be handed on, and no pipe, which would be waited for.
  if (!lstatSync(path).isFile()) throw usageError(`${shownPath(path)} must be a file`);
  try {
    existing = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw usageError(`${shownPath(path)} is not JSON`, { cause: error });
  }
  if (!isRecord(existing)) throw usageError(`${shownPath(path)} must be a JSON object`);
  const part = (name: string) => (isRecord(existing[name]) ? existing[name] : {});
  return `${JSON.stringify(
    {
      ...existing,
      scripts: { ...starter.scripts, ...part("scripts") },
      dependencies: { ...starter.dependencies, ...part("dependencies") },
    },
    null,
    2,
  )}\n`;
}

/** How this package came here: by its version, or from a tarball or as a folder, by the way to it from the new folder. */
function howInstalled(folder: string): string {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  const wayTo = (target: string): string => `file:${relative(folder, target).split(sep).join("/")}`;
  // lossbook's own folder: no registry need have this version.
  if (basename(dirname(root)) !== "node_modules") return wayTo(root);
  const user = dirname(dirname(root));
  const manifest = join(user, "package.json");
  if (!existsSync(manifest)) return version;
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  const wanted = dependencies["lossbook"];
  if (wanted?.startsWith("file:") !== true) return wanted ?? version;
  return wayTo(resolve(user, wanted.slice("file:".length)));
}
