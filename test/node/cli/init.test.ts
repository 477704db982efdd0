import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { formatNotebook } from "../../../src/nbformat/formatNotebook.js";
import { findProblems } from "../../../src/nbformat/findProblems.js";
import { main } from "../../../src/node/cli/main.js";
import { findCourse } from "../../../src/node/course/course.js";
import { readNotebook } from "../../../src/node/course/readNotebook.js";
import { readSiteConfig } from "../../../src/node/course/siteConfig.js";
import { notebookOf } from "../../nbformat/notebookOf.js";
import { newNotebook } from "../../../src/node/starter/newNotebook.js";

const home = process.cwd();
let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-init-"));
  process.chdir(folder);
  said = "";
  for (const name of ["stdout", "stderr"] as const)
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.chdir(home);
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

// Nothing is installed in these folders, so that no kernel is started for the lock.
it("makes a course in a new folder, and says how to go on", async () => {
  await main(["init", "fall-course"]);
  expect(process.exitCode).toBe(0);
  const at = (path: string) => join(folder, "fall-course", path);
  const { notebook } = readNotebook(at("notebooks/01-first-steps.ipynb"));
  expect(findProblems(notebook)).toEqual([]);
  expect(readSiteConfig(at("."))).toMatchObject({ title: "Fall course" });
  expect(json(at("package.json"))).toMatchObject({
    name: "fall-course",
    scripts: { report: "lossbook report", verify: "lossbook verify" },
  });
  // From lossbook's own folder, as here: by the way to it, since no registry need have this version.
  const { dependencies } = json(at("package.json")) as { dependencies: Record<string, string> };
  const wanted = dependencies["lossbook"] ?? "";
  expect(wanted).toMatch(/^file:\.\.\//);
  expect(realpathSync(join(at("."), wanted.slice("file:".length)))).toBe(realpathSync(home));
  for (const path of [
    "notebooks/falling.ts",
    "data/falls.csv",
    ".gitignore",
    ".github/workflows/pages.yml",
    ".github/workflows/check.yml",
    ".devcontainer/devcontainer.json",
    "README.md",
  ])
    expect(existsSync(at(path)), path).toBe(true);
  expect(said).toContain(
    "next: cd fall-course && npm install && npx lossbook verify --update && npm run report",
  );
});

it("makes a report without exercises, or no notebook at all", async () => {
  await main(["init", "r", "--template", "report"]);
  const text = readFileSync(join("r", "notebooks", "01-first-steps.ipynb"), "utf8");
  expect(text).not.toContain("exercise");
  await main(["init", "e", "--template", "empty"]);
  expect(readdirSync("e").sort()).toEqual([
    ".devcontainer",
    ".github",
    ".gitignore",
    "README.md",
    "lossbook.config.json",
    "package.json",
  ]);
});

it("adds scripts to the package.json that is there, and overwrites nothing else", async () => {
  writeFileSync("package.json", '{"name":"mine","scripts":{"report":"mine"}}');
  await main(["init"]);
  expect(json("package.json")).toMatchObject({
    name: "mine",
    scripts: { report: "mine", verify: "lossbook verify" },
  });
  mkdirSync("other");
  writeFileSync(join("other", "README.md"), "mine");
  await main(["init", "other"]);
  expect(process.exitCode).toBe(2);
  expect(said).toContain("other has README.md already, and nothing is overwritten");
  expect(readdirSync("other")).toEqual(["README.md"]);
});

it("speaks the language of the course, where it knows it, and notebooks have ids that outlive their file's name", async () => {
  await main(["init", "kurs", "--language", "de"]);
  expect(process.exitCode).toBe(0);
  const at = (path: string) => join(folder, "kurs", path);
  expect(readSiteConfig(at("."))).toMatchObject({ language: "de" });
  const { notebook } = readNotebook(at("notebooks/01-first-steps.ipynb"));
  const text = JSON.stringify(notebook);
  expect(text).toContain("Wie lange fällt ein Stein?");
  expect(text).not.toMatch(/ the | of a |stone|seconds/i);
  expect(notebook.metadata["lossbook"]).toEqual({ id: "first-steps" });
  expect(readFileSync(at("README.md"), "utf8")).toContain("Sie brauchen");
  const course = findCourse(at("."));
  expect(JSON.stringify(newNotebook(course, "02", "Pendel"))).toContain("Die nächste Zahl");
  await main(["init", "ja", "--language", "ja"]);
  expect(readSiteConfig(join(folder, "ja"))).toMatchObject({ language: "ja" });
  await main(["init", "no", "--language", "deutsch"]);
  expect(process.exitCode).toBe(2);
  expect(said).toContain('Expected a language tag such as "en" or "de-CH"');
  expect(existsSync(join(folder, "no"))).toBe(false);
});

it("a course without a template of its own gets notebooks that are about nothing of ours", () => {
  const notebook = newNotebook(findCourse(folder), "02", "Der Pendel");
  expect(findProblems(notebook)).toEqual([]);
  const text = JSON.stringify(notebook);
  expect(text).toContain("# 02 · Der Pendel");
  expect(text).not.toMatch(/entropy|surprise|\{\{/i);
  expect(findProblems(newNotebook(findCourse(home), "15", "T"))).toEqual([]);
  expect(JSON.stringify(newNotebook(findCourse(home), "15", "T"))).toContain("entropy");
});

it.skipIf(process.platform === "win32")(
  "a pipe or a link in the place of a file is waited for and handed on by no command",
  async () => {
    const mine = join(folder, "..", `${basename(folder)}.json`);
    writeFileSync(mine, '{ "name": "secret" }');
    mkdirSync("piped");
    mkdirSync("linked");
    execFileSync("mkfifo", ["piped/package.json"]);
    symlinkSync(mine, "linked/package.json");
    for (const place of ["piped", "linked"]) {
      await main(["init", place]);
      expect(said).toContain(`lossbook: ${place}/package.json must be a file`);
      expect(readdirSync(place)).toEqual(["package.json"]);
    }
    expect(readFileSync(mine, "utf8")).toBe('{ "name": "secret" }');
    rmSync(mine);

    mkdirSync("results");
    execFileSync("mkfifo", ["results/a.json"]);
    writeFileSync("a.ipynb", formatNotebook(notebookOf(["1"])));
    await main(["verify", "a.ipynb"]);
    expect(said).toContain("lossbook: results/a.json: must be a file");
  },
);
