import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { courseOf, findCourse, isInside } from "../../../src/node/course/course.js";
import { notebookPaths } from "../../../src/node/course/notebookPaths.js";

let folder: string;
const home = process.cwd();
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-course-")));
  mkdirSync(join(folder, "notebooks", "week"), { recursive: true });
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const configure = (at: string) => writeFileSync(join(at, "lossbook.config.json"), "{}");

it("a course is the nearest folder upwards with a configuration", () => {
  const deep = join(folder, "notebooks", "week");
  expect(findCourse(deep).folder).toBe(deep);
  configure(folder);
  expect(findCourse(deep)).toEqual({
    folder,
    notebooks: join(folder, "notebooks"),
    data: join(folder, "data"),
    reports: join(folder, "reports"),
  });
  configure(deep);
  expect(findCourse(deep)).toMatchObject({ folder: deep, notebooks: deep });
});

it("without one it is the working folder, or what notebooks/ lies in", () => {
  expect(findCourse(join(folder, "notebooks")).folder).toBe(folder);
  process.chdir(folder);
  expect(findCourse().folder).toBe(folder);
});

it("notebooks of another course belong to that one, and loose ones to where the command runs", () => {
  const loose = join(folder, "notebooks", "week", "x.ipynb");
  writeFileSync(loose, "");
  process.chdir(folder);
  expect(courseOf([loose]).folder).toBe(folder);
  configure(join(folder, "notebooks"));
  expect(courseOf([loose]).folder).toBe(join(folder, "notebooks"));
  process.chdir(tmpdir());
  expect(courseOf([loose]).folder).toBe(join(folder, "notebooks"));
});

it("a link leads out of a course, and so does ..", () => {
  const inner = findCourse(join(folder, "notebooks", "week"));
  writeFileSync(join(folder, "secret.csv"), "");
  symlinkSync(join(folder, "secret.csv"), join(inner.folder, "link.csv"));
  writeFileSync(join(inner.folder, "own.csv"), "");
  expect(isInside(inner, join(inner.folder, "own.csv"))).toBe(true);
  expect(isInside(inner, join(inner.folder, "link.csv"))).toBe(false);
  expect(isInside(inner, join(inner.folder, "..", "..", "secret.csv"))).toBe(false);
  expect(isInside(inner, join(inner.folder, "none.csv"))).toBe(false);
});

it("a command without notebooks works on those of the course where it stands, and on no other's", () => {
  configure(folder);
  process.chdir(join(folder, "notebooks", "week"));
  expect(() => notebookPaths([])).toThrow("no notebooks (*.ipynb) in this folder");
  writeFileSync(join(folder, "notebooks", "b.ipynb"), "");
  writeFileSync(join(folder, "notebooks", "a.ipynb"), "");
  expect(notebookPaths([])).toEqual([join("..", "a.ipynb"), join("..", "b.ipynb")]);
  for (const name of ["c.ipynb", join(".hidden", "d.ipynb"), join("day", "e.ipynb")]) {
    mkdirSync(join(folder, "notebooks", "week", name, ".."), { recursive: true });
    writeFileSync(join(folder, "notebooks", "week", name), "");
  }
  process.chdir(folder);
  const all = ["a.ipynb", "b.ipynb", "week/c.ipynb", "week/day/e.ipynb"];
  expect(notebookPaths([])).toEqual(all.map((name) => join("notebooks", ...name.split("/"))));
  expect(notebookPaths([join("notebooks", "week", "day")])).toHaveLength(1);
  mkdirSync(join("loose", "deep"), { recursive: true });
  for (const name of ["x.ipynb", "deep/y.ipynb"]) writeFileSync(join("loose", name), "");
  expect(notebookPaths(["loose"])).toEqual([join("loose", "x.ipynb")]);
});
