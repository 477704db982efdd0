import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withHeldFolder } from "../../../src/node/course/heldFolder.js";

const here = process.cwd();
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-held-")));
  for (const name of ["site", "victim"]) mkdirSync(join(folder, name));
});
afterEach(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform !== "linux")("a folder that is held", () => {
  it("stays the one it was when a link takes its place", () => {
    withHeldFolder(join(folder, "site"), (base) => {
      renameSync(join(folder, "site"), join(folder, "moved"));
      symlinkSync("victim", join(folder, "site"));
      writeFileSync(join(base, "page.html"), "a page");
    });
    expect(readdirSync(join(folder, "victim"))).toEqual([]);
    expect(readdirSync(join(folder, "moved"))).toEqual(["page.html"]);
  });

  it.each(["link", "link/deep"])("is refused where it is found through a link: %s", (path) => {
    process.chdir(folder);
    mkdirSync("victim/deep");
    symlinkSync("victim", "link");
    expect(() => withHeldFolder(path, () => "reached")).toThrow(/is a link, and lossbook writes/);
    expect(withHeldFolder("site", () => "reached")).toBe("reached");
  });
});
