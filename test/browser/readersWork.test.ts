import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";
import { EXERCISE_MIME } from "../../src/outputs/mimeTypes.js";
import { openBrowser } from "./openBrowser.js";
import { axeEverywhere, openPage, tooWide } from "./openPage.js";
import { alive } from "./liveRun.js";

const pose = `import { exercise } from "lossbook/notebook";
const die = exercise({ kind: "choice", id: "die", title: "A die", question: "Which is fair?", points: 2,
  options: [{ text: "a coin", right: true, because: "It *is*." }, { text: "a loaded die", because: "It is not." }],
  solution: "a coin" });`;

const cell = (id: string, source: string, outputs: readonly unknown[] = []) => ({
  cell_type: "code",
  id,
  metadata: {},
  execution_count: null,
  outputs,
  source,
});

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await openBrowser();
  folder = mkdtempSync(join(tmpdir(), "lossbook-work-"));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const posed = {
  output_type: "display_data",
  metadata: {},
  data: {
    "text/plain": "A die",
    [EXERCISE_MIME]: {
      version: 1,
      id: "die",
      kind: "choice",
      title: "A die",
      question: "Which is fair?",
      options: [
        { letter: "a", text: "a coin" },
        { letter: "b", text: "a *loaded* die" },
      ],
      hints: [],
      solution: "a coin",
      points: 2,
      part: "question",
      feedback: { state: "unsolved", message: "", points: 0 },
    },
  },
};

const text = (id: string, source: string) => ({ cell_type: "markdown", id, metadata: {}, source });

/** The first edition, and the second: a typo mended, a cell moved, one added, and the notebook's own text longer. */
const editions = [
  [text("title", "# Dice\n\nTow dice."), cell("fit", "const rate = 1;"), cell("pose", pose, [posed]), text("more", "## More\n\nText."), cell("use", "// Teh rate\nrate + 1")],
  [text("title", "# Dice\n\nTwo dice."), cell("use", "// The rate\nrate + 1"), cell("new", "0"), cell("pose", pose, [posed]), text("more", "## More\n\nMore text."), cell("fit", "const rate = 1;")],
]; // prettier-ignore

async function publishEdition(edition: number, name = "01-dice", metadata = {}): Promise<void> {
  const json = { nbformat: 4, nbformat_minor: 5, metadata, cells: editions[edition] };
  const source = (path: string, json: unknown) => ({
    path: join(folder, path),
    bytes: new TextEncoder().encode(JSON.stringify(json)),
    json,
    executed: new Date(0),
  });
  await publish(
    [
      source(`${name}.ipynb`, json),
      source("02-rest.ipynb", { ...json, metadata: {}, cells: [cell("a", "1")] }),
    ],
    { output: join(folder, "site"), course: findCourse(folder) },
  );
}

const write = async (page: Page, id: string, source: string): Promise<void> => {
  const section = page.locator(`section[data-cell="${id}"]`);
  await section.locator("pre, .cm-content").first().click();
  await section.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(source);
};
const editor = (page: Page, id: string, holds: string) =>
  page.locator(`section[data-cell="${id}"] .cm-content`, { hasText: holds });

describe("what a reader did", { timeout: 120_000 }, () => {
  it("survives a new edition, is counted by the course's first page, and travels as a file", async () => {
    await publishEdition(0);
    const { page, problems, close } = await openPage(browser, join(folder, "site", "01-dice.html"));
    await alive(page);
    await write(page, "fit", "const rate = 5;");
    await write(page, "use", "rate * 2");
    await page.keyboard.press("Escape");
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press("Alt+KeyN");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("exercise");
    await page.locator(".choose", { hasText: "a" }).click();
    await page.waitForSelector('.exercise-answer[data-state="right"]');

    await publishEdition(1);
    await page.reload();
    await alive(page);
    await editor(page, "fit", "const rate = 5;").waitFor();
    await editor(page, "use", "rate * 2").waitFor();
    await page.waitForSelector('.exercise-answer[data-state="right"]');
    expect(await page.locator(".live-points").textContent()).toBe("2 of 2 points");
    expect(await page.locator(".version-choice").count()).toBe(1);
    const choice = page.locator('section[data-cell="use"] .version-choice');
    await choice.getByRole("button", { name: "New" }).click();
    await editor(page, "use", "// The rate").waitFor();
    await choice.getByRole("button", { name: "Yours" }).click();
    await editor(page, "use", "rate * 2").waitFor();
    expect(await axeEverywhere(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await tooWide(page)).toEqual([]);
    const shoot = process.env["LOSSBOOK_SCREENSHOTS"];
    if (shoot) await page.screenshot({ path: join(shoot, "work-375.png") });
    await page.getByRole("button", { name: "Reset", exact: true }).click();
    expect(await axeEverywhere(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    if (shoot) await page.screenshot({ path: join(shoot, "reset-375.png") });
    await page.getByRole("button", { name: "Forget them" }).click();
    await editor(page, "fit", "const rate = 5;").waitFor({ state: "detached" });
    expect(await page.locator('.exercise-answer[data-state="right"]').count()).toBe(0);
    await page.getByRole("button", { name: "Bring mine back" }).click();
    await editor(page, "fit", "const rate = 5;").waitFor();
    await page.waitForSelector('.exercise-answer[data-state="right"]');
    await page.setViewportSize({ width: 375, height: 400 });
    await page.evaluate(() => document.getElementById("n-more")?.scrollIntoView());
    await page.waitForTimeout(2_000);

    await page
      .locator("a", { hasText: /all notebooks|notebooks/i })
      .first()
      .click();
    await page.waitForSelector(".your-work");
    await page.setViewportSize({ width: 375, height: 800 });
    expect((await page.locator(".your-work .progress").textContent())?.trim()).toBe(
      "Exercises solved: 1 of 1 · points: 2 of 2",
    );
    if (shoot) await page.screenshot({ path: join(shoot, "index-375.png") });
    expect(await page.locator("a.continue").getAttribute("href")).toMatch(/^01-dice\.html#/);
    expect(await tooWide(page)).toEqual([]);
    expect(await axeEverywhere(page)).toEqual([]);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save your work as a file" }).click();
    const file = join(folder, "work.json");
    await (await download).saveAs(file);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    expect((await page.locator(".your-work .progress").textContent())?.trim()).toBe(
      "Exercises solved: 0 of 1 · points: 0 of 2",
    );
    await page.locator(".your-work input[type=file]").setInputFiles(file);
    await page.waitForFunction(() =>
      document.querySelector(".your-work .progress")!.textContent!.includes("points: 2 of 2"),
    );
    await page.locator("a.continue").click();
    await editor(page, "fit", "const rate = 5;").waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it("is found again when the notebook's file and the course's title have other names", async () => {
    const config = (title: string) =>
      writeFileSync(
        join(folder, "lossbook.config.json"),
        JSON.stringify({ id: "dice-course", title }),
      );
    const named = { lossbook: { id: "dice" } };
    config("Dyce");
    await publishEdition(0, "01-dyce", named);
    const first = await openPage(browser, join(folder, "site", "01-dyce.html"));
    await alive(first.page);
    await write(first.page, "fit", "const rate = 7;");
    await first.page.keyboard.press("Escape");
    await first.page.locator(".choose", { hasText: "a" }).click();
    await first.page.waitForSelector('.exercise-answer[data-state="right"]');
    config("Dice");
    rmSync(join(folder, "site"), { recursive: true });
    await publishEdition(1, "03-dice-and-coins", named);
    await first.page.goto(pathToFileURL(join(folder, "site", "03-dice-and-coins.html")).href);
    await alive(first.page);
    await editor(first.page, "fit", "const rate = 7;").waitFor();
    await first.page.waitForSelector('.exercise-answer[data-state="right"]');
    await first.page.goto(pathToFileURL(join(folder, "site", "index.html")).href);
    await first.page.waitForSelector(".your-work");
    expect((await first.page.locator(".your-work .progress").textContent())?.trim()).toBe(
      "Exercises solved: 1 of 1 · points: 2 of 2",
    );
    expect(first.problems).toEqual([]);
    await first.close();
  });
});
