import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import { unknownName } from "../../math/numeric/nearestName.js";
import { findCourse } from "../course/course.js";
import { packageRoot } from "../course/packageRoot.js";

const readable = [".csv", ".tsv", ".json"];

/**
 * The file that a name or a path means. A name ("penguins", "results/focal") is looked up in the course's data/, and then
 * among the tables that come with lossbook; what has an extension is a path. Both are seen from the folder `from`: the
 * notebook's, on a kernel the working directory.
 */
export function dataFile(nameOrPath: string, from: string = process.cwd()): string {
  if (/^[a-z]+:\/\//i.test(nameOrPath)) {
    throw new DomainError(
      `readTable reads files, not addresses; save ${nameOrPath} to a file and give its path`,
    );
  }
  const extension = extname(nameOrPath).toLowerCase();
  if (extension === "") return namedFile(nameOrPath, from);
  if (!readable.includes(extension)) {
    throw new DomainError(`expected a .csv, .tsv or .json file, got ${nameOrPath}`);
  }
  const path = resolve(from, nameOrPath);
  if (existsSync(path)) return path;
  throw new DomainError(`there is no file ${nameOrPath}; give a path, or one of: ${names(from).join(", ")}`);
}

function namedFile(name: string, from: string): string {
  const known = names(from);
  const path = dataFolders(from)
    .flatMap((folder) => readable.map((extension) => join(folder, name) + extension))
    .find(existsSync);
  if (path === undefined || !known.includes(name))
    throw new DomainError(
      `${unknownName("table", name, known)} Any other file is read by its path, with its extension: "./${name || "table"}.csv"`,
    );
  return path;
}

/** The course's own data come first. */
const dataFolders = (from: string): readonly string[] => [
  ...new Set([findCourse(from).data, join(packageRoot(), "data")]),
];

/** The names that `readTable` knows: the files of data/ and of the folders in it, without their extension. */
function names(from: string): string[] {
  return [...new Set(dataFolders(from).flatMap((folder) => namesIn(folder)))];
}

function namesIn(data: string): string[] {
  if (statSync(data, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const entries = readdirSync(data, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return [
    ...tablesIn(data),
    ...folders.sort().flatMap((name) => tablesIn(join(data, name)).map((table) => `${name}/${table}`)),
  ];
}

const tablesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => readable.includes(extname(file)))
    .map((file) => file.slice(0, -extname(file).length))
    .sort();
