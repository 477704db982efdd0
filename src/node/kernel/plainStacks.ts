import { homedir } from "node:os";
import { basename, relative } from "node:path";
import { findCourse } from "../course/course.js";
import { packageRoot } from "../course/packageRoot.js";
import type { CellTexts } from "./cellTexts.js";

/** Folders of this machine, and how a reader sees them. */
const folders: readonly (readonly [string, string])[] = [
  [packageRoot(), "lossbook"],
  [process.cwd(), "."],
  [findCourse().folder, relative("", findCourse().folder) || "."],
  [homedir(), "~"],
];

/** Where a stack has been written already, its frames are in the cells' own lines. */
const mapped = new WeakSet<CellTexts>();

/**
 * Lets every stack say what `cellError` says: the cells' own lines, nothing of the kernel's, no path of this machine.
 * A cell that prints an error, or its stack, then shows no more than one that throws it.
 */
export function writeStacksPlainly(cells: CellTexts): void {
  mapped.add(cells);
  const lineOf = (site: NodeJS.CallSite): string => `    at ${String(site)}`;
  const plainly: Prepare = (error, sites) => {
    forgetWhoRequired(error);
    return [headOf(error), ...mapFrames(ownFrames(sites.map(lineOf), cells), cells)].join("\n");
  };
  // A cell that prepares stacks itself sees its own frames, and one that takes its way back leaves this one.
  const given = new WeakMap<Prepare, Prepare>();
  let own: Prepare | undefined;
  const withOwnSites = (prepare: Prepare): Prepare => {
    const wrapped: Prepare = (error, sites) => {
      const last = sites.findLastIndex((site) => cells.isCellFrame(lineOf(site)));
      return prepare(error, last < 0 ? sites : sites.slice(0, last + 1)) as unknown;
    };
    given.set(wrapped, prepare);
    return wrapped;
  };
  Object.defineProperty(Error, "prepareStackTrace", {
    configurable: true,
    enumerable: true,
    get: () => own ?? plainly,
    set: (prepare: unknown) => {
      const isOwn = typeof prepare === "function" && prepare !== plainly;
      own = isOwn ? withOwnSites(given.get(prepare as Prepare) ?? (prepare as Prepare)) : undefined;
    },
  });
}

type Prepare = NonNullable<typeof Error.prepareStackTrace>;

/** Node says who asked for a module that is not there: the kernel's own files, by their whole paths. */
function forgetWhoRequired(error: Error & { requireStack?: unknown }): void {
  if (!Array.isArray(error.requireStack)) return;
  Object.defineProperty(error, "requireStack", { enumerable: false });
  error.message = plainMessage(error.message);
}

function headOf(error: unknown): string {
  try {
    return plainMessage(Error.prototype.toString.call(error));
  } catch {
    return "Error";
  }
}

/** The lines of a stack that are a reader's business, each with the cell's own place and no path of this machine. */
export function plainFrames(lines: readonly string[], cells: CellTexts): string[] {
  return mapped.has(cells) ? [...lines] : mapFrames(ownFrames(lines, cells), cells);
}

function ownFrames(lines: readonly string[], cells: CellTexts): readonly string[] {
  // What stands below the last cell is the kernel's own; without a cell, what is not Node's is kept.
  const last = lines.findLastIndex((line) => cells.isCellFrame(line));
  const kept = last >= 0 ? lines.slice(0, last + 1) : lines;
  return kept
    .filter(
      (line) =>
        !/node:|lossbook-call|[\\/](?:callWithin|childOutput|noInput|ownModules)\.|[\\/]node_modules[\\/]tslab[\\/]/.test(
          line,
        ),
    )
    .filter((line) => last >= 0 || !/[\\/]dist[\\/]cjs[\\/]node[\\/]kernel[\\/]/.test(line));
}

const mapFrames = (lines: readonly string[], cells: CellTexts): string[] =>
  lines.map((line) => plainPlace(cells.mapFrame(line)));

/** A frame's file as seen from the notebook's folder, from the package that it belongs to, or by its name alone. */
function plainPlace(line: string): string {
  return plainMessage(line).replace(
    /(?<![\w.~])(?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^\s():]*[\\/]([^\s():\\/]+)(?=:\d+)/,
    (path: string, name: string) => {
      const inPackage = path.lastIndexOf("node_modules");
      return inPackage >= 0 ? path.slice(inPackage) : basename(name);
    },
  );
}

/** A text without the folders of this machine that a message may name: a published notebook tells nothing of them. */
export function plainMessage(text: string): string {
  let plain = text.replace(/\nRequire stack:(?:\n- .*)*/, "");
  for (const [folder, name] of folders) {
    if (folder.length < 2) continue;
    plain = plain.replaceAll(`file://${folder}`, name).replaceAll(folder, name);
  }
  return plain;
}
