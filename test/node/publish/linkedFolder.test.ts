import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findCourse } from "../../../src/node/course/course.js";
import { publish } from "../../../src/node/publish/publish.js";

// Everything that a stranger's folder may hold, by the command: test/faults/hostileFolder.test.ts.
let folder: string;
let mine: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-linked-"));
  mine = join(folder, "mine");
  mkdirSync(mine);
  writeFileSync(join(mine, "notes.txt"), "mine");
});
/** Nothing of what is mine was changed, and nothing added. */
afterEach(() => {
  expect(readdirSync(mine)).toEqual(["notes.txt"]);
  expect(readFileSync(join(mine, "notes.txt"), "utf8")).toBe("mine");
  rmSync(folder, { recursive: true, force: true });
});

function report() {
  const cell = { cell_type: "markdown", id: "a", metadata: {}, source: "# Theirs" };
  const json = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
  const path = join(folder, "theirs.ipynb");
  const bytes = Buffer.from(JSON.stringify(json));
  writeFileSync(path, bytes);
  return publish([{ path, bytes, json }], {
    output: join(folder, "reports"),
    course: findCourse(folder),
  });
}

it("a page that is a link is written in its place", async () => {
  const page = join(folder, "reports", "theirs.html");
  mkdirSync(join(folder, "reports"));
  symlinkSync(join(mine, "notes.txt"), page);
  await report();
  expect(readFileSync(page, "utf8")).toContain("Theirs");
});

it("a folder that is a link is refused", async () => {
  symlinkSync(mine, join(folder, "reports"));
  await expect(report()).rejects.toThrow("reports is a link, and lossbook writes through none");
});
