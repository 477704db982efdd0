import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatNotebook } from "../../src/nbformat/formatNotebook.js";
import { notebookOf } from "../nbformat/notebookOf.js";
import { root } from "./runCommand.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notebook = join(folder, "01-x.ipynb");
const lock = join(folder, "results", "01-x.json");

function verify(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "verify", "01-x.ipynb", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stderr, lines: stdout.trimEnd().split("\n") };
}

const write = (...cells: string[]) => writeFileSync(notebook, formatNotebook(notebookOf(cells)));
const changesIn = (lines: readonly string[]) => lines.filter((line) => line.startsWith("  "));

/** One notebook through its life: each step goes on from the one before. */
describe("lossbook verify", () => {
  it("asks for a lock where there is none", () => {
    write('console.log("loss", 0.5)', '"word"', "[1, 2, 3]");
    const { status, lines } = verify();
    expect(lines[1]).toBe(
      "01-x.ipynb: no results are locked; lossbook verify --update 01-x.ipynb locks these",
    );
    expect(status).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it("locks with --update, and then finds the same", () => {
    const update = verify("--update");
    expect(update.lines.join("\n")).toMatch(/locked for the first time[^]*01-x\.json: written/);
    expect(update.status).toBe(0);
    const again = verify();
    expect(again.lines.slice(1).join("\n")).toMatch(/: as locked \([^]*1 notebook, all as locked/);
    expect(again.status).toBe(0);
    expect(again.stderr).toBe("");
  });

  it("says cell by cell what changed, ends with 1 and leaves the lock", () => {
    const before = readFileSync(lock, "utf8");
    write('console.log("loss", 0.7)', '"world"', "[1, 2, 3]");
    const { status, lines } = verify();
    expect(lines[1]).toMatch(/^01-x\.ipynb: 2 cells changed \(/);
    expect(changesIn(lines)).toEqual([
      '  cell 1 (c1): stdout[0]: "loss 0.5" → "loss 0.7"',
      '  cell 2 (c2): text/plain[0]: "word" → "world"',
    ]);
    expect(lines.at(-1)).toMatch(/^1 notebook, 1 not as locked, /);
    expect(status).toBe(1);
    expect(readFileSync(lock, "utf8")).toBe(before);
  });

  it("with --update prints the same differences, ends with 0 and rewrites the lock", () => {
    const { status, lines } = verify("--update");
    expect(changesIn(lines)).toEqual([
      '  cell 1 (c1): stdout[0]: "loss 0.5" → "loss 0.7"',
      '  cell 2 (c2): text/plain[0]: "word" → "world"',
    ]);
    expect(status).toBe(0);
    expect(readFileSync(lock, "utf8")).toMatch(/0\.7[^]*world/);
    expect(verify().status).toBe(0);
  });

  it("keeps the locked digits where the results agree", () => {
    const before = readFileSync(lock, "utf8");
    write('console.log("loss", 0.7000000000000001)', '"world"', "[1, 2, 3]");
    expect(verify("--update").status).toBe(0);
    expect(readFileSync(lock, "utf8")).toBe(before);
  });

  it("a failing cell ends with 1 and locks nothing, a slow one with 124", () => {
    const before = readFileSync(lock, "utf8");
    write('throw new RangeError("no")');
    const failed = verify("--update");
    expect(failed.lines.join("\n")).toMatch(/cell 1 \(c1\), line 1: RangeError: no/);
    expect(failed.status).toBe(1);
    write("await new Promise(() => {})");
    expect(verify("--timeout", "1").status).toBe(124);
    expect(readFileSync(lock, "utf8")).toBe(before);
  });

  it("a lock that cannot be read is one line", () => {
    writeFileSync(lock, "{");
    const { status, stderr } = verify();
    expect(stderr).toMatch(/^lossbook: .*01-x\.json: not a lock of results: .*\n$/);
    expect(status).toBe(1);
  });
});
