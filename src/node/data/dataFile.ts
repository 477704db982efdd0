import { existsSync, readdirSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { DomainError } from "../../math/numeric/domainError.js";
import { unknownName } from "../../math/numeric/nearestName.js";
import { packageRoot } from "../course/packageRoot.js";

const readable = [".csv", ".tsv", ".json"];

/**
 * The file that a name or a path means. A name ("penguins", "results/focal") is looked up in the package's
 * data/, whatever the working directory; what has an extension is a path, relative to the working directory.
 */
export function dataFile(nameOrPath: string): string {
  if (/^[a-z]+:\/\//i.test(nameOrPath)) {
    throw new DomainError(
      `readTable reads files, not addresses; save ${nameOrPath} to a file and give its path`,
    );
  }
  const extension = extname(nameOrPath).toLowerCase();
  if (extension === "") return namedFile(nameOrPath);
  if (!readable.includes(extension)) {
    throw new DomainError(`expected a .csv, .tsv or .json file, got ${nameOrPath}`);
  }
  const path = resolve(nameOrPath);
  if (existsSync(path)) return path;
  throw new DomainError(`there is no file ${nameOrPath}; give a path, or one of: ${names().join(", ")}`);
}

function namedFile(name: string): string {
  const known = names();
  if (!known.includes(name)) throw new DomainError(unknownName("table", name, known));
  const path = join(packageRoot(), "data", name);
  return readable.map((extension) => path + extension).find(existsSync)!;
}

/** The names that `readTable` knows: the files of data/ and data/results/ without their extension. */
function names(): string[] {
  const inside = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => readable.includes(extname(file)))
          .map((file) => file.slice(0, -extname(file).length))
          .sort()
      : [];
  const data = join(packageRoot(), "data");
  return [...inside(data), ...inside(join(data, "results")).map((name) => `results/${name}`)];
}
