import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
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
    // Windows knows read-only alone.
    const { mode } = statSync(path);
    writeAtomically(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode).toBe(mode);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  // Windows says of both that the path does not exist, or that it may not.
  it.skipIf(process.platform === "win32")(
    "says in a word what stands in the way, without the name of a temporary file",
    () => {
      mkdirSync(join(folder, "page.html", "inside"), { recursive: true });
      const write = (name: string) => () => writeAtomically(join(folder, name), "new");
      expect(write("page.html")).toThrow(
        /page\.html was not written: a folder stands in its place$/,
      );
      expect(write("x".repeat(300))).toThrow(/x was not written: the name is too long$/);
      expect(readdirSync(folder)).toEqual(["page.html"]);
    },
  );

  it("replaces a link and leaves what it leads to as it is", () => {
    const path = join(folder, "a.txt");
    const link = join(folder, "link.txt");
    writeFileSync(path, "old");
    chmodSync(path, 0o600);
    symlinkSync(path, link);
    writeAtomically(link, "new");
    expect(readFileSync(link, "utf8")).toBe("new");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(lstatSync(link).isSymbolicLink()).toBe(false);
    // The mode was not taken from a file that is none of ours.
    expect(statSync(link).mode & 0o777).not.toBe(0o600);
  });

  it("replaces a second name of a file and leaves the first as it is", () => {
    writeFileSync(join(folder, "a.txt"), "old");
    linkSync(join(folder, "a.txt"), join(folder, "b.txt"));
    writeAtomically(join(folder, "b.txt"), "new");
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("old");
  });

  it("writes a file whose name is as long as a name can be", () => {
    const name = `${"名".repeat(80)}.html`;
    writeAtomically(join(folder, name), "x");
    expect(readdirSync(folder)).toEqual([name]);
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
