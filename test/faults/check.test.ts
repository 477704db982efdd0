// `lossbook check` as its own process, with the true compiler; and `report`, which says the same before a page is out.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { courseWith, sound, type WrittenCell } from "../node/check/faultyNotebooks.js";
import { root } from "./runCommand.js";

let made: ReturnType<typeof courseWith>;
afterEach(() => made.remove());

function lossbook(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), ...args],
    { cwd: made.folder, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

const wrongAnswer: readonly WrittenCell[] = [
  "# A die",
  {
    code: 'import { exercise } from "lossbook/notebook";\nconst die = exercise({ kind: "numeric", id: "die", title: "A die", question: "?", truth: 6, hints: ["6"], solution: "6" });',
    metadata: { tags: ["hide-input"] },
  },
  {
    code: "// BEGIN SOLUTION\ndie.check(7);\n// END SOLUTION",
    metadata: { lossbook: { stub: "die.check(undefined);" } },
  },
];

it("names errors of types at their line, and not the cells that miss their names", () => {
  made = courseWith([
    "# A",
    { code: "let a = 1;\nconst n: number = 'x';" },
    { code: "n + 1;" },
    { code: 'import { nothing } from "lossbook";' },
  ]);
  const { status, stdout } = lossbook(["check", "--json"]);
  const found = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(found.map(({ rule, cell, line }) => [rule, cell, line])).toEqual([
    ["types", 2, 2],
    ["types", 4, 1],
  ]);
  expect(found[0]?.["found"]).toMatch(/^Type 'string' is not assignable to type 'number'/);
  expect(status).toBe(1);
});

it("says in a line that all is well, and what is wrong with the command", () => {
  made = courseWith(sound.slice(0, 1));
  made.write("notebooks/mine.ipynb", JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: "# Mine" }] })); // prettier-ignore
  expect(lossbook(["check", "--no-types"])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^2 notebooks, 0 errors, 0 warnings, [\d.]+ s\n$/) as string,
  });
  const missing = lossbook(["check", "gone.ipynb"]);
  expect(missing).toMatchObject({ status: 2, stderr: "lossbook: gone.ipynb: no such file\n" });
  expect(lossbook(["check", "--fast"])).toMatchObject({ status: 2 });
});

it("keeps a page back whose author's answer is judged wrong, and one with an error", () => {
  made = courseWith(wrongAnswer);
  mkdirSync(join(made.folder, "node_modules"));
  symlinkSync(root, join(made.folder, "node_modules", "lossbook"), "dir");
  made.write("notebooks/stubless.ipynb", JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: "code", id: "a", metadata: {}, execution_count: null, outputs: [], source: "// BEGIN SOLUTION\n1;\n// END SOLUTION" }] })); // prettier-ignore
  made.write("notebooks/oddly.ipynb", JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: "markdown", id: "größe", metadata: {}, source: "# Oddly" }] })); // prettier-ignore
  const { status, stderr } = lossbook(["report"]);
  expect(stderr).toMatch(
    /mine\.ipynb: cell 3 \(c3\), line 2: error: the author's answer to "die" is judged wrong/,
  );
  expect(stderr).toMatch(/stubless\.ipynb: cell 1 \(a\), line 1: error: an answer without a stub/);
  expect(stderr).toMatch(/oddly\.ipynb: cell 1 .*error: the cell's id "größe" is none/);
  expect(status).toBe(1);
  expect(readdirSync(join(made.folder, "reports")).sort()).toEqual([
    "assets",
    "index.html",
    "other.html",
  ]);
  const checked = lossbook(["check", "--run", "--no-types", "notebooks/mine.ipynb"]);
  expect(checked.stdout).toContain("[wrong-solution]");
  expect(checked.status).toBe(1);
  expect(existsSync(join(made.folder, "notebooks", "mine.failed.ipynb"))).toBe(false);
}, 120_000);
