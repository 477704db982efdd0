import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { notebookOf } from "../nbformat/notebookOf.js";
import { alive } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import { axeEverywhere, openPage } from "./openPage.js";

const sources = {
  imports: 'import { readTable } from "lossbook/notebook";',
  read: 'const falls = await readTable.fromReader("falls");',
  sum: 'console.log("sum", falls.numbers("time").reduce((a, b) => a + b, 0), "of", falls.name);',
};
const notebook = notebookOf(
  Object.entries(sources).map(([id, source]) => ({ id, source })),
  ({ cells }) =>
    cells.unshift({ cell_type: "markdown", id: "title", metadata: {}, source: "# Falls" }),
);

let browser: Browser;
let course: string;

beforeAll(async () => {
  browser = await openBrowser();
  course = mkdtempSync(join(tmpdir(), "lossbook-reader-"));
  for (const folder of ["notebooks", "data", "node_modules"]) mkdirSync(join(course, folder));
  symlinkSync(
    join(import.meta.dirname, "..", ".."),
    join(course, "node_modules", "lossbook"),
    "junction",
  );
  writeFileSync(join(course, "lossbook.config.json"), "{}");
  writeFileSync(join(course, "data", "falls.csv"), "height,time\n1,2\n4,3\n");
  const path = join(course, "notebooks", "a.ipynb");
  writeFileSync(path, JSON.stringify(notebook));
  const { notebook: ran, tablesRead: tables, status } = await runNotebook(path, notebook);
  expect(status).toBe("ok");
  const source = {
    path,
    bytes: readFileSync(path),
    json: ran,
    tables,
    executed: new Date(),
  };
  for (const singleFile of [false, true])
    await publish([source], {
      output: join(course, singleFile ? "single" : "site"),
      course: findCourse(course),
      singleFile,
    });
  await publish([{ path, bytes: source.bytes, json: ran }], {
    output: join(course, "foreign"),
    course: findCourse(course),
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(course, { recursive: true, force: true });
});

const sumIn = (page: Page) =>
  page.locator('section[data-cell="sum"] .output, section[data-cell="sum"] .outputs').first();
const give = (page: Page, name: string, text: string) =>
  page.locator(".reader-table input").setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });

describe.each(["site", "single"])("a table of the reader's own, %s", (form) => {
  it("takes the author's place, says what is wrong, and goes back", async () => {
    const { page, problems, close } = await openPage(browser, join(course, form, "a.html"));
    try {
      await alive(page);
      const place = page.locator(".reader-table");
      expect(await place.textContent()).toContain(
        "The author’s table falls: 2 rows; columns height, time.",
      );
      expect(await sumIn(page).textContent()).toContain("sum 5 of falls");
      expect(await axeEverywhere(page)).toEqual([]);

      await give(page, "mine.csv", "height;time\n1;1,5\n2;2,5\n3;3\n");
      await sumIn(page).getByText("sum 7 of mine").waitFor();
      expect(await place.textContent()).toContain(
        "The cells read mine.csv: 3 rows; columns height, time.",
      );
      expect(await axeEverywhere(page)).toEqual([]);

      await give(page, "torn.csv", "height,time\n1\n");
      await place.getByRole("alert").waitFor();
      // So that the same file, mended, can be chosen.
      expect(await place.locator("input").inputValue()).toBe("");
      expect(await place.getByRole("alert").textContent()).toBe(
        "torn.csv does not read as a table: Too few fields: expected 2 fields as in the header, got 1 on line 2",
      );
      // What was there before stays, also for a worker that begins anew.
      await page.getByRole("button", { name: "Run all", exact: true }).click();
      await sumIn(page).getByText("sum 7 of mine").waitFor();

      await give(page, "other.csv", "length,time\n1,<img src=x onerror=alert(1)>\n");
      await sumIn(page).getByText(/time/).waitFor();

      await place.getByRole("button", { name: "Back to the author’s table" }).click();
      await sumIn(page).getByText("sum 5 of falls").waitFor();
      expect(problems).toEqual([]);
    } finally {
      await close();
    }
  });

  it("is taken from the keyboard and by dropping", async () => {
    const { page, problems, close } = await openPage(browser, join(course, form, "a.html"));
    try {
      const chooser = page.waitForEvent("filechooser");
      await alive(page);
      await page.locator(".reader-table input").focus();
      await page.keyboard.press("Enter");
      await (
        await chooser
      ).setFiles({
        name: "k.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("time,height\n8,1\n"),
      });
      await sumIn(page).getByText("sum 8 of k").waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("file");
      await page.locator(".reader-table").evaluate((place) => {
        const files = new DataTransfer();
        files.items.add(new File(["time\n4\n5\n"], "dropped.tsv"));
        place.dispatchEvent(
          new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }),
        );
      });
      await sumIn(page).getByText("sum 9 of dropped").waitFor();
      expect(problems).toEqual([]);
    } finally {
      await close();
    }
  });
});

it("a page that is not alive says what the author's table is, and takes nothing", async () => {
  const { page, problems, close } = await openPage(browser, join(course, "foreign", "a.html"));
  expect(await page.locator(".reader-table").textContent()).toContain("The author’s table falls");
  expect(await page.locator("input[type=file]").count()).toBe(0);
  expect(readFileSync(join(course, "foreign", "a.html"), "utf8")).not.toContain("lossbook-tables");
  expect(problems).toEqual([]);
  await close();
});
