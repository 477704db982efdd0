import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { main } from "../../../src/node/cli/main.js";

const home = process.cwd();
const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-overwrite-"));
  writeFileSync(join(folder, "15-mine.ipynb"), text);
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  vi.restoreAllMocks();
  expect(readFileSync(join(folder, "15-mine.ipynb"), "utf8")).toBe(text);
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  [["run", "15-mine.ipynb", "-o", "."], "--output would overwrite 15-mine.ipynb"],
  [["run", "15-mine.ipynb", "-o", "./15-mine.ipynb"], "--output would overwrite 15-mine.ipynb"],
  [["new", "15-mine", "-o", "."], "15-mine.ipynb is there already and is never overwritten"],
])("lossbook %j overwrites nothing", async (args, sentence) => {
  let said = "";
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await main(args);
  const code = process.exitCode;
  process.exitCode = undefined;
  expect(said).toContain(sentence);
  expect(code).toBe(2);
});
