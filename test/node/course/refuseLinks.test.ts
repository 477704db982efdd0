import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  makeFolder,
  refuseLinkedFile,
  refuseLinkedFolder,
} from "../../../src/node/course/refuseLinks.js";
import { writeAtomically } from "../../../src/node/course/writeAtomically.js";

const home = process.cwd();
let above: string;
let here: string;
let elsewhere: string;
beforeEach(() => {
  above = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-links-")));
  [here, elsewhere] = [join(above, "here"), join(above, "elsewhere")];
  mkdirSync(here);
  mkdirSync(elsewhere);
  process.chdir(here);
});
afterEach(() => {
  process.chdir(home);
  rmSync(above, { recursive: true, force: true });
});

const sentence = (kind: string, path: string) =>
  `the ${kind} ${path} is a link, and lossbook writes through none: remove it, or name the ${kind} that it leads to`;

it("a folder in whose place a file stands is not made, in one line without the machine's paths", () => {
  writeAtomically("out", "mine");
  for (const path of ["out", "out/assets"])
    expect(() => makeFolder(path)).toThrow(
      `the folder ${path} cannot be made: a file stands in its place`,
    );
});

it.skipIf(process.platform !== "linux")(
  "a folder that a system does not take is not waited for",
  () => {
    expect(() => makeFolder("/proc/lossbook/site")).toThrow(
      "cannot be made: the system says ENOENT",
    );
  },
);

describe("a folder that is a link", () => {
  it.each(["out", "out/", "./out", "other/../out"])("is refused as %s", (path) => {
    symlinkSync(elsewhere, join(here, "out"));
    expect(() => refuseLinkedFolder(path)).toThrow(sentence("folder", "out"));
    expect(() => makeFolder(path)).toThrow(sentence("folder", "out"));
  });

  it("is refused where it leads nowhere, and nothing is made there", () => {
    symlinkSync(join(elsewhere, "none"), join(here, "out"));
    expect(() => makeFolder("out")).toThrow(sentence("folder", "out"));
    expect(existsSync(join(elsewhere, "none"))).toBe(false);
  });

  it("is refused anywhere between the working folder and what is written", () => {
    symlinkSync(elsewhere, join(here, "out"));
    expect(() => makeFolder("out/deep/site")).toThrow(sentence("folder", "out"));
    expect(() => writeAtomically("out/a.txt", "x")).toThrow(sentence("folder", "out"));
    expect(existsSync(join(elsewhere, "a.txt"))).toBe(false);
  });

  it("is refused as the last folder of a path elsewhere; one above it is the machine's own", () => {
    const link = join(above, "link");
    symlinkSync(elsewhere, link);
    expect(() => makeFolder(link)).toThrow(sentence("folder", link));
    makeFolder(join(link, "below"));
    writeAtomically(join(link, "a.txt"), "x");
    expect(existsSync(join(elsewhere, "below"))).toBe(true);
    expect(existsSync(join(elsewhere, "a.txt"))).toBe(true);
  });

  it("is no other folder", () => {
    makeFolder("a/b");
    makeFolder("a/b");
    makeFolder(".");
    expect(existsSync(join(here, "a", "b"))).toBe(true);
  });
});

it("a file that is changed in its place is no link", () => {
  writeAtomically("a.ipynb", "{}");
  symlinkSync(join(here, "a.ipynb"), join(here, "b.ipynb"));
  refuseLinkedFile("a.ipynb");
  refuseLinkedFile("none.ipynb");
  expect(() => refuseLinkedFile("b.ipynb")).toThrow(sentence("file", "b.ipynb"));
});
