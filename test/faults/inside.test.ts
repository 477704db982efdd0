// Nothing of the inside shows: what a machine calls its folders, its user and itself stands in nothing that is handed on.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machinePaths } from "../node/machinePaths.js";
import { root, workplace, writeNotebook, type Workplace } from "./runCommand.js";

/** What prints, throws or warns with a stack, a file or a module that has a place on the machine. */
const cells = [
  'function mine() { throw new Error("mine"); }\nmine();',
  'require("no-such-module")',
  'import x from "./no-such-file";\nx',
  'require("node:fs").readFileSync("no-such.csv")',
  'console.log(new Error("printed").stack); console.trace("traced")',
  `const here = require(${JSON.stringify(root)}); here.softmax`,
  `here.entropy([2, 3])`,
  'process.emitWarning("careful"); await new Promise((r) => setTimeout(r, 50))',
  'require("node:child_process").execFileSync("no-such-program")',
  'Promise.reject(new Error("left alone"))',
  "setTimeout(() => { throw new Error('late') }, 10); 1",
  'throw new Error("outer", { cause: new AggregateError([new TypeError("inner")], "many") })',
  'new Map([[1, new Error("inside a map")]])',
  'new Function("return missingName")()',
  'console.error(new Error("on stderr"))',
  'JSON.parse("{")',
];

let place: Workplace;
beforeAll(() => {
  place = workplace();
  writeNotebook(join(place.folder, "a.ipynb"), cells);
  writeFileSync(join(place.folder, "mine.csv"), "x\n1\n");
});
afterAll(() => place.remove());

/** Runs the command in the notebook's folder; all that it said, without the addresses that a command line named. */
function said(...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), ...args],
    { cwd: place.folder, encoding: "utf8", env: { ...process.env, TMPDIR: place.temporary } },
  );
  return stdout + stderr;
}

const read = (...path: readonly string[]) => readFileSync(join(place.folder, ...path), "utf8");
/** Without the sources of the cells, of which one names this package by its place. */
const withoutRoot = (text: string) => text.replaceAll(root, "");

describe("a notebook of failures", () => {
  it("run: events, warnings and outputs name nothing of this machine", () => {
    const events = said("run", "a.ipynb", "--allow-errors", "-o", "out.ipynb", "--json");
    expect(events).toContain('"event":"notebook-end"');
    expect(machinePaths(withoutRoot(events))).toEqual([]);
    const out = read("out.ipynb");
    expect(out).toContain("left alone");
    expect(machinePaths(withoutRoot(out))).toEqual([]);
    expect(out).not.toMatch(/dist\/(?:cjs|esm)\/node\/kernel|childOutput/);
  });

  it("verify --update: the lock names nothing of this machine", () => {
    const { cells: kept } = JSON.parse(read("out.ipynb")) as {
      cells: { outputs: { output_type: string }[] }[];
    };
    expect(kept.some(({ outputs }) => outputs.length > 0)).toBe(true);
    writeNotebook(
      join(place.folder, "b.ipynb"),
      [cells[4]!, cells[9]!, cells[12]!],
      ["raises-exception"],
    );
    const text = said("verify", "--update", "b.ipynb");
    expect(machinePaths(text)).toEqual([]);
    expect(readdirSync(join(place.folder, "results"))).toEqual(["b.json"]);
    const lock = read("results", "b.json");
    expect(lock).toContain("printed");
    expect(machinePaths(lock)).toEqual([]);
  });

  it.each([
    ["of a run", ["report", "a.ipynb", "--allow-errors", "-o", "run"], "run"],
    ["of what is stored", ["report", "out.ipynb", "--no-run", "-o", "stored"], "stored"],
  ])("report: the pages %s name nothing of this machine", (_, args, folder) => {
    expect(machinePaths(withoutRoot(said(...args)))).toEqual([]);
    const pages = readdirSync(join(place.folder, folder)).filter((name) => name.endsWith(".html"));
    expect(pages.length).toBe(2);
    for (const page of pages) {
      // Scripts and style sheets are ours and the same on every machine; their texts hold paths and names that are none.
      const html = read(folder, page).replace(
        /<script(?! type="application\/json")[^]*?<\/script>|<style>[^]*?<\/style>/g,
        "",
      );
      expect(html).toContain("</html>");
      expect(machinePaths(withoutRoot(html)), page).toEqual([]);
    }
  });
});
