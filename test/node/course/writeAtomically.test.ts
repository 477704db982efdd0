import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeAtomically } from "../../../src/node/course/writeAtomically.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-write-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writeAtomically", () => {
  it("replaces the file, keeps its mode and leaves nothing beside it", () => {
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    writeAtomically(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("writes through a link", () => {
    const path = join(folder, "a.txt");
    const link = join(folder, "link.txt");
    writeFileSync(path, "old");
    symlinkSync(path, link);
    writeAtomically(link, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  it("says in one line why it could not, and leaves nothing", () => {
    const path = join(folder, "none", "a.txt");
    expect(() => writeAtomically(path, "x")).toThrow(
      `${path} was not written: the folder ${join(folder, "none")} does not exist`,
    );
    const inFile = join(folder, "file");
    writeFileSync(inFile, "");
    expect(() => writeAtomically(join(inFile, "a.txt"), "x")).toThrow("was not written");
    expect(() => writeAtomically(folder, "x")).toThrow("was not written");
    expect(readdirSync(folder)).toEqual(["file"]);
    expect(existsSync(path)).toBe(false);
  });
});
