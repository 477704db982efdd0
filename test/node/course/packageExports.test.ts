import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportedFile } from "../../../src/node/course/packageExports.js";

let folder: string;
const inside = (path: string) => join(folder, "node_modules", ...path.split("/"));
function install(name: string, exports: unknown): void {
  mkdirSync(inside(name), { recursive: true });
  writeFileSync(join(inside(name), "package.json"), JSON.stringify({ exports }));
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lossbook-exports-")));
  install("one", { import: "./main.js" });
  install("@scope/two", {
    ".": { node: { import: "./node.js" }, default: "./all.js" },
    "./parts/*": { import: "./long/*.js" },
    "./*": { import: "./short/*.js" },
    "./hidden": null,
    "./away": { import: "../../../out.js" },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("finds what a package offers to import: itself, a part, the pattern that says most", () => {
  const below = join(folder, "notebooks");
  expect(exportedFile("one", below)).toBe(inside("one/main.js"));
  expect(exportedFile("@scope/two", below)).toBe(inside("@scope/two/node.js"));
  expect(exportedFile("@scope/two/parts/a/b", below)).toBe(inside("@scope/two/long/a/b.js"));
  expect(exportedFile("@scope/two/c", below)).toBe(inside("@scope/two/short/c.js"));
});

it("finds nothing that a package hides, that lies outside of it, or that is not there", () => {
  for (const name of ["@scope/two/hidden", "@scope/two/away", "one/part", "absent", "", "@scope"])
    expect(exportedFile(name, folder), name).toBeUndefined();
});
