import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatNotebook } from "../../../src/nbformat/formatNotebook.js";
import { saveRun, targetsOf } from "../../../src/node/cli/saveRun.js";
import { readNotebook } from "../../../src/node/course/readNotebook.js";
import type { NotebookRun, RunStatus } from "../../../src/node/run/notebookRun.js";
import { notebookOf } from "../../nbformat/notebookOf.js";

let folder: string;
let path: string;
let failed: string;
let said: string[];
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-save-")));
  path = join(folder, "x.ipynb");
  failed = join(folder, "x.failed.ipynb");
  said = [];
  writeFileSync(path, formatNotebook(notebookOf(["1"])));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cells = [{ cell: 1, id: "c1", status: "ok" as const, seconds: 0 }];

/** The outcome of a run whose notebook says `text`. */
function outcome(text: string, status: RunStatus = "ok", more: Partial<NotebookRun> = {}) {
  const output = { name: "stdout", output_type: "stream" as const, text };
  const notebook = notebookOf([{ source: "1", outputs: [output] }]);
  return {
    path,
    status,
    notebook,
    cells,
    reachedEnd: true,
    warnings: [],
    tablesRead: [],
    seconds: 0,
    ...more,
  };
}

const save = (result: NotebookRun, target: string | undefined, file = readNotebook(path)) =>
  saveRun(file, result, target, (line) => said.push(line));

describe("where a run is saved", () => {
  const targets = (flags: Parameters<typeof targetsOf>[1], ...paths: string[]) =>
    targetsOf(
      paths.map((given) => ({ ...readNotebook(path), path: given })),
      flags,
    );

  it("is the notebook itself, a file, a folder or nowhere", () => {
    expect(targets({ inplace: true }, path)).toEqual([path]);
    expect(targets({ output: join(folder, "out.ipynb") }, path)).toEqual([
      join(folder, "out.ipynb"),
    ]);
    mkdirSync(join(folder, "out"));
    expect(targets({ output: join(folder, "out") }, path)).toEqual([
      join(folder, "out", "x.ipynb"),
    ]);
    expect(targets({}, path)).toEqual([undefined]);
  });

  it("is never the notebook unless that is said, by whatever name", () => {
    expect(() => targets({ output: path }, path)).toThrow("would overwrite");
    expect(() => targets({ output: folder }, path)).toThrow("would overwrite");
    expect(() => targets({ output: join(folder, ".", "x.ipynb") }, path)).toThrow(
      "would overwrite",
    );
  });

  it("is not one file for two notebooks, nor a folder that is not there", () => {
    mkdirSync(join(folder, "out"));
    const other = join(folder, "a", "x.ipynb");
    expect(() => targets({ output: join(folder, "out") }, path, other)).toThrow("two notebooks");
    expect(() => targets({ output: join(folder, "none") }, path, other)).toThrow(
      "expected a folder",
    );
    expect(() => targets({ output: join(folder, "none", "x.ipynb") }, path)).toThrow(
      "does not exist",
    );
  });

  it("is behind no link", () => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(folder, "out"));
    expect(() => targets({ output: join(folder, "out") }, path)).toThrow("is a link");
    symlinkSync(path, join(folder, "link.ipynb"));
    expect(() => targets({ inplace: true }, join(folder, "link.ipynb"))).toThrow("is a link");
  });
});

describe("a run", () => {
  it("that ended well is written, and what an earlier failed one left goes", () => {
    expect(save(outcome("first", "error"), undefined)).toBe(true);
    expect(readFileSync(failed, "utf8")).toContain('"failedRun": true');
    expect(save(outcome("second"), path)).toBe(true);
    expect(readFileSync(path, "utf8")).toContain("second");
    expect(existsSync(failed)).toBe(false);
  });

  it("leaves a file of that name that no run of ours wrote", () => {
    writeFileSync(failed, formatNotebook(notebookOf(["mine"])));
    expect(save(outcome("fine"), path)).toBe(true);
    expect(readFileSync(failed, "utf8")).toContain("mine");
  });

  it("that failed is saved beside, not over the notebook", () => {
    const before = readFileSync(path);
    expect(save(outcome("so far", "error", { reachedEnd: false }), path)).toBe(true);
    expect(readFileSync(path)).toEqual(before);
    expect(readFileSync(failed, "utf8")).toContain("so far");
    expect(said).toEqual([`${failed}: the outputs so far`]);
  });

  it("that failed before its first cell leaves nothing", () => {
    const nothing = { cells: [], reachedEnd: false };
    expect(save(outcome("", "dead", nothing), path)).toBe(true);
    expect(existsSync(failed)).toBe(false);
  });

  it("with errors that were allowed is saved where it was asked for", () => {
    expect(save(outcome("all the same", "error"), path)).toBe(true);
    expect(readFileSync(path, "utf8")).toContain("all the same");
  });

  it("does not overwrite a notebook that changed, or went, while it ran", () => {
    const file = readNotebook(path);
    const changed = formatNotebook(notebookOf(["2"]));
    writeFileSync(path, changed);
    expect(save(outcome("of the old"), path, file)).toBe(false);
    expect(readFileSync(path, "utf8")).toBe(changed);
    expect(readFileSync(failed, "utf8")).toContain("of the old");
    expect(said[0]).toContain("changed or removed while it ran");
    rmSync(path);
    expect(save(outcome("of the gone"), path, file)).toBe(false);
    expect(existsSync(path)).toBe(false);
  });

  it("follows no link to where its outputs would go", () => {
    const secret = join(folder, "secret");
    writeFileSync(secret, "keep");
    symlinkSync(secret, failed);
    expect(save(outcome("so far", "error"), undefined)).toBe(true);
    expect(readFileSync(secret, "utf8")).toBe("keep");
    expect(readFileSync(failed, "utf8")).toContain("so far");
  });

  it("says in one line what could not be written", () => {
    expect(save(outcome("x"), join(folder, "none", "x.ipynb"))).toBe(false);
    expect(said).toEqual([expect.stringMatching(/^[^\n]*was not written: [^\n]*does not exist$/)]);
  });
});
