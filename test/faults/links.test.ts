import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root, workplace, writeNotebook, type Workplace } from "./runCommand.js";

let place: Workplace;
let mine: string;
beforeEach(() => {
  place = workplace();
  mine = join(place.folder, "..", "mine");
  mkdirSync(mine);
  writeFileSync(join(mine, "notes.txt"), "mine");
});
afterEach(() => {
  expect(readdirSync(mine)).toEqual(["notes.txt"]);
  expect(readFileSync(join(mine, "notes.txt"), "utf8")).toBe("mine");
  place.remove();
});

const lossbook = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(root, "bin", "lossbook.mjs"), ...args], {
    cwd: place.folder,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: place.temporary },
  });

it("a failed run saves its outputs in the place of a link, not through it", () => {
  writeNotebook(join(place.folder, "a.ipynb"), ['throw new Error("no");']);
  const saved = join(place.folder, "a.failed.ipynb");
  symlinkSync(join(mine, "notes.txt"), saved);
  expect(lossbook("run", "a.ipynb").status).toBe(1);
  expect(JSON.parse(readFileSync(saved, "utf8"))).toHaveProperty("cells");
});

it("verify --update locks nothing through a link", () => {
  writeNotebook(join(place.folder, "a.ipynb"), ["1 + 1"]);
  symlinkSync(mine, join(place.folder, "results"));
  const { status, stderr } = lossbook("verify", "--update", "a.ipynb");
  expect(status).not.toBe(0);
  expect(stderr).toContain("the folder results is a link");
});
