import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recipes, type Recipe } from "./recipes.js";

const root = join(import.meta.dirname, "..", "..");
const contributing = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

let scratch: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-recipes-")));
  for (const folder of ["src", "test", "bin", "scripts", "docs", "data", "notebooks", "templates"])
    cpSync(join(root, folder), join(scratch, folder), { recursive: true });
  for (const file of [
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "dependency-cruiser.config.mjs",
    "vitest.config.mjs",
    "README.md",
    "lossbook.config.json",
  ])
    copyFileSync(join(root, file), join(scratch, file));
  // Not a link to the folder: a package would then lie outside the project.
  linkTree(join(root, "node_modules"), join(scratch, "node_modules"));
  for (const recipe of recipes) follow(recipe, scratch);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The same files under other names, or copies where the system has no such names across two disks. */
function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name.startsWith(".") && from.endsWith("node_modules")) continue;
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target, "junction");
    else if (entry.isDirectory()) linkTree(source, target);
    else
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
  }
}

/** Does what the recipe says, in a copy of the project. */
function follow({ files }: Recipe, project: string): void {
  for (const [file, edit] of Object.entries(files)) {
    const path = join(project, file);
    if (typeof edit === "string") {
      expect(existsSync(path), `${file} is new`).toBe(false);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, edit);
    } else writeFileSync(path, edit(readFileSync(path, "utf8")));
  }
}

/** The numbered steps below a heading. */
function stepsOf(heading: string): string {
  const section = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## )`, "m").exec(contributing)?.[1];
  expect(section, `CONTRIBUTING.md has a section "${heading}"`).toBeDefined();
  return section!
    .split("\n")
    .filter((line) => /^\d\. /.test(line))
    .join("\n");
}

/** Every file that a recipe names. */
function filesNamed({ heading, words }: Recipe): string[] {
  let steps = stepsOf(heading);
  for (const [word, here] of Object.entries(words)) steps = steps.replaceAll(word, here);
  return [...steps.matchAll(/`((?:(?:src|test|docs)\/)[\w./-]+\.\w+|README\.md)`/g)].map(
    ([, file]) => file!,
  );
}

function run(...args: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: scratch,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", CI: "" },
  });
  return { status, text: stdout + stderr };
}
const vitest = join("node_modules", "vitest", "vitest.mjs");

describe.each(recipes)("$heading", (recipe) => {
  it("names every file that has to be touched, and no other", () => {
    expect(filesNamed(recipe).sort()).toEqual(Object.keys(recipe.files).sort());
  });

  it("asks for a file, a line in a list, its cases and its page, at most", () => {
    expect(stepsOf(recipe.heading).split("\n").length).toBeLessThanOrEqual(4);
    const lists = Object.entries(recipe.files).flatMap(([file, edit]) =>
      file.startsWith("src/") && typeof edit !== "string" ? [{ file, edit }] : [],
    );
    expect(lists.length).toBe(1);
    for (const { file, edit } of lists) {
      const text = readFileSync(join(root, file), "utf8");
      expect(edit(text).split("\n").length - text.split("\n").length, file).toBe(1);
    }
  });
});

// A whole build and the tests of many rooms: minutes on a busy machine.
describe("the recipes, followed", { timeout: 900_000 }, () => {
  it("give a project whose types check and whose build works", () => {
    const { status, text } = run(join("scripts", "build.mjs"));
    expect(text).toBe("");
    expect(status).toBe(0);
  });

  it("pass the contract tests, which know what was added", () => {
    const tests = [
      "test/math/losses/contract.test.ts",
      "test/math/distributions/contract.test.ts",
      "test/figures",
      "test/publicNames.test.ts",
      "test/node/cli/where.test.ts",
      "test/report/csvOutput.test.ts",
    ];
    const { status, text } = run(
      vitest,
      "run",
      "--project",
      "unit",
      "--reporter=verbose",
      ...tests,
      // Last: it would take a file for its value.
      "--update",
    );
    expect(status, text.slice(-3000)).toBe(0);
    for (const added of [
      "quarticError",
      "rayleigh",
      "countsFigure",
      "says the folder",
      "comma-separated",
    ])
      expect(text).toContain(added);
  });

  it("fail where the line in the list is missing", () => {
    const list = join(scratch, "src", "math", "losses", "each.ts");
    const text = readFileSync(list, "utf8");
    writeFileSync(list, text.replace(/.*quarticError.*\n/, ""));
    const { status } = run(vitest, "run", "--project", "unit", "test/math/losses/contract.test.ts");
    writeFileSync(list, text);
    expect(status).toBe(1);
  });
});

describe("Add a notebook", { timeout: 900_000 }, () => {
  const path = join("notebooks", "15-recipe.ipynb");
  const command = join("bin", "lossbook.mjs");

  it("makes one that runs to its lock, and is stored without outputs", () => {
    const steps = stepsOf("Add a notebook");
    const commands = [...steps.matchAll(/`npx lossbook ([^`]+)`/g)].map(([, line]) =>
      line!.replaceAll("NN-topic", "15-recipe").split(" "),
    );
    expect(commands.map(([name]) => name)).toEqual(["new", "run", "verify", "clean"]);
    for (const [name, ...args] of commands) {
      const { status, text } = run(command, name!, ...args);
      expect(status, `lossbook ${name}: ${text}`).toBe(0);
    }
    const { cells } = JSON.parse(readFileSync(join(scratch, path), "utf8")) as {
      cells: { outputs?: unknown[] }[];
    };
    expect(cells.some(({ outputs }) => (outputs?.length ?? 0) > 0)).toBe(false);
    expect(run(command, "verify", path).status).toBe(0);
  });

  it("makes one that passes every check of a lesson as it stands", () => {
    const lint = run(join("scripts", "lintProse.mjs"), path);
    expect(lint.status, lint.text).toBe(0);
    for (const [project, ...more] of [
      ["unit", "test/course"],
      ["kernel", "test/notebooks/course.test.ts", "--testNamePattern", "15-recipe"],
    ] as const) {
      const { status, text } = run(vitest, "run", "--project", project, ...more);
      expect(status, text.slice(-3000)).toBe(0);
    }
    const mutate = join("scripts", "mutateDerivations.mjs");
    const mutants = run(mutate, "--notebooks", "surprise-adds", "surprise-of-odds");
    expect(mutants.text).toMatch(
      / 15-recipe\.ipynb surprise-of-odds: [\s\S]* 0 survived; 100\.00 %/,
    );
    const published = run(command, "report", path, "--output", "pages");
    expect(published.status, published.text).toBe(0);
    expect(published.text).not.toMatch(/^lossbook: /m);
    expect(readFileSync(join(scratch, "pages", "15-recipe.html"), "utf8")).toContain("15 · Recipe");
  });
});
