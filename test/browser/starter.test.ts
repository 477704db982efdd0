import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alive, runAll } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import { openPage } from "./openPage.js";
import { tryStarter } from "./tryStarter.js";

const root = join(import.meta.dirname, "..", "..");
let browser: Browser;
let course: string;

function lossbook(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), ...args],
    { cwd: course, encoding: "utf8" },
  );
  expect(status, stdout + stderr).toBe(0);
  return stdout + stderr;
}

/** Reads its tables by names that no text of it holds. */
const computed = {
  cells: [
    `import { readTable } from "lossbook/notebook";
const names = ["fa" + "lls", ["..", "data", "falls.csv"].join("/")];`,
    "const tables = [];\nfor (const name of names) tables.push(await readTable(name));",
    'console.log(tables.map(({ length }) => length).join(" and "), "rows");',
  ].map((source, at) => ({
    cell_type: "code",
    id: `c${at}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source,
  })),
  metadata: { kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" } },
  nbformat: 4,
  nbformat_minor: 5,
};

beforeAll(async () => {
  browser = await openBrowser();
  course = mkdtempSync(join(tmpdir(), "lossbook-starter-"));
  mkdirSync(join(course, "node_modules"));
  symlinkSync(root, join(course, "node_modules", "lossbook"), "junction");
  lossbook("init");
  writeFileSync(join(course, "notebooks", "02-computed.ipynb"), JSON.stringify(computed));
  const said = lossbook("report");
  expect(said).not.toMatch(/do not run in the page|lies outside/);
});
afterAll(async () => {
  await browser?.close();
  rmSync(course, { recursive: true, force: true });
});

describe("a new course, run and published", { timeout: 120_000 }, () => {
  it("is alive: its own module, its own table, its exercise", async () => {
    await tryStarter(browser, join(course, "reports", "01-first-steps.html"));
  });

  it("brings tables by whatever name its cells made", async () => {
    const { page, problems, close } = await openPage(
      browser,
      join(course, "reports", "02-computed.html"),
    );
    await alive(page);
    const runs = await runAll(page);
    expect(runs.at(-1)?.outputs).toEqual([
      { kind: "stream", name: "stdout", text: "5 and 5 rows\n" },
    ]);
    expect(problems).toEqual([]);
    await close();
  });
});
