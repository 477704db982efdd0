import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { configName } from "./siteConfig.js";

/** What a command works on: a folder with notebooks, their data and their pages. */
export interface Course {
  /** An absolute path. */
  readonly folder: string;
  /** Where its notebooks lie: `notebooks/`, or the folder itself where there is none. */
  readonly notebooks: string;
  /** Tables that `readTable` knows by name. */
  readonly data: string;
  /** Where its pages are written. */
  readonly reports: string;
}

/**
 * The course at `from`: the nearest folder upwards with a `lossbook.config.json`; without one the folder itself, or the
 * one above where it is called `notebooks`.
 */
export function findCourse(from: string = process.cwd()): Course {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName))) return courseIn(folder);
    if (dirname(folder) === folder) break;
  }
  return courseIn(basename(start) === "notebooks" ? dirname(start) : start);
}

/** The course that these notebooks belong to, by the first of them; the one at the working folder where there is none. */
export function courseOf(notebooks: readonly string[]): Course {
  const [first] = notebooks;
  const courseHere = findCourse();
  if (first === undefined) return courseHere;
  const nearest = findCourse(dirname(resolve(first)));
  return hasConfig(nearest) || !isInside(courseHere, first) ? nearest : courseHere;
}

/** Whether the file or folder at `path` really lies inside the course: neither `..` nor a link leads out of it. */
export function isInside(course: Course, path: string): boolean {
  try {
    const root = realpathSync(course.folder);
    const real = realpathSync(path);
    return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch {
    return false;
  }
}

const hasConfig = (course: Course): boolean => existsSync(join(course.folder, configName));

function courseIn(folder: string): Course {
  const notebooks = join(folder, "notebooks");
  return {
    folder,
    notebooks: isFolder(notebooks) ? notebooks : folder,
    data: join(folder, "data"),
    reports: join(folder, "reports"),
  };
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
