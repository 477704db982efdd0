import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { publish } from "../../src/node/publish/publish.js";
import { openBrowser } from "./openBrowser.js";
import {
  axeViolations,
  drawFigures,
  openFolds,
  openPage,
  tooWide,
  type Theme,
} from "./openPage.js";

const fixture = join(import.meta.dirname, "..", "fixtures", "report", "allKinds.ipynb");

let browser: Browser;
let output: string;
const pages: Record<string, string> = {};

beforeAll(async () => {
  browser = await openBrowser();
  output = mkdtempSync(join(tmpdir(), "lossbook-report-"));
  const { bytes, notebook } = readNotebook(fixture);
  const own = { path: fixture, bytes, json: notebook, executed: new Date(0) };
  const foreign = { path: fixture, bytes, json: notebook };
  const project = join(import.meta.dirname, "..", "..");
  const variants = [
    ["site", [own], false],
    ["single", [own], true],
    ["foreign", [foreign], false],
  ] as const;
  for (const [name, sources, singleFile] of variants) {
    await publish(sources, { output: join(output, name), course: findCourse(project), singleFile });
    pages[name] = join(output, name, "allKinds.html");
  }
  pages["index"] = join(output, "site", "index.html");
});
afterAll(async () => {
  await browser?.close();
  rmSync(output, { recursive: true, force: true });
});

const opened = (name: string, theme: Theme, width: number) =>
  openPage(browser, pages[name]!, { theme, width });

const everyWay = (["site", "single", "foreign", "index"] as const).flatMap((name) =>
  (["light", "dark"] as const).flatMap((theme) =>
    [1280, 375].map((width) => [name, theme, width] as const),
  ),
);

describe("a report from a file, with the network off", () => {
  it.each(everyWay)("%s, %s, %i px: whole, quiet and accessible", async (name, theme, width) => {
    const { page, problems, close } = await opened(name, theme, width);
    expect(await drawFigures(page)).toEqual([]);
    const state = await page.evaluate(() => ({
      figures: document.querySelectorAll(".plot").length,
      formulas: document.querySelectorAll(".katex .katex-html").length,
      spoken: document.querySelectorAll(".katex math").length,
      wrong: document.querySelectorAll(".katex-error, .tex-error").length,
    }));
    expect(state.wrong).toBe(0);
    expect(state.spoken).toBe(state.formulas);
    if (name !== "index") {
      expect(state.figures).toBe(4);
      expect(state.formulas).toBeGreaterThan(20);
    }
    expect(await tooWide(page)).toEqual([]);
    // What is inside the folds is judged as well.
    await openFolds(page);
    expect(await axeViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});

describe("what a reader can do", () => {
  it("switches the theme with the keyboard, and the page remembers it", async () => {
    const { page, close } = await opened("site", "light", 1280);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.focus(".themes input[value=system]");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await close();
  });

  it("uncovers a derivation step by step", async () => {
    const { page, close } = await opened("foreign", "light", 1280);
    const visible = () => page.locator(".step:visible").count();
    expect(await visible()).toBe(4);
    await page.click(".step-bar button >> nth=0");
    expect(await visible()).toBe(1);
    await page.click("text=Next step");
    expect(await visible()).toBe(2);
    await page.click("text=All steps");
    expect(await visible()).toBe(4);
    await close();
  });

  it("turns a knob: figure, number and sentence follow", async () => {
    const { page, close } = await opened("site", "light", 1280);
    await drawFigures(page);
    const path = () => page.locator(".explore .plot path.js-line").first().getAttribute("d");
    const before = await path();
    await page.focus(".explore input[type=range]");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(
      (old) => document.querySelector(".explore .plot path.js-line")?.getAttribute("d") !== old,
      before,
    );
    expect(await page.locator(".explore output").textContent()).toBe("0.5");
    expect(await page.locator(".explore .numbers dd").textContent()).toBe("0.7258");
    expect(await page.locator(".explore .sentences p").textContent()).toContain("of 0.5");
    await close();
  });

  it("reads a figure's numbers as a table", async () => {
    const { page, close } = await opened("single", "light", 1280);
    await drawFigures(page);
    await page.locator(".figure-data summary").nth(2).click();
    const table = page.locator(".figure-data table").first();
    expect(await table.locator("tbody tr").count()).toBe(3);
    expect(await table.textContent()).toContain("Chinstrap");
    await close();
  });

  it("skips to the text, and finds the section it reads in the contents", async () => {
    const { page, close } = await opened("site", "light", 1280);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
    await page.evaluate(() => document.getElementById("n-figures")!.scrollIntoView());
    await page.waitForFunction(
      () =>
        document.querySelector(".contents [aria-current]")?.getAttribute("href") === "#n-figures",
    );
    await close();
  });
});

describe("a long page", () => {
  const section = (at: number) => [
    { cell_type: "markdown", id: `text-${at}`, metadata: {}, source: `## Section ${at}\n\nText.` },
    {
      cell_type: "code",
      id: `code-${at}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source: Array.from({ length: 5 + (at % 7) * 6 }, (_, line) => `const x${line} = ${at};`).join(
        "\n",
      ),
    },
  ];
  let file: string;
  beforeAll(async () => {
    const json = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: Array.from({ length: 40 }, (_, at) => section(at)).flat(),
    };
    const folder = mkdtempSync(join(output, "long-"));
    const source = { path: join(folder, "long.ipynb"), bytes: Buffer.from("long"), json };
    await publish([source], { output: folder, course: findCourse(folder), singleFile: true });
    file = join(folder, "long.html");
  });

  /** The browser has no time to spare until it is asked to find some. */
  const busy = () =>
    openPage(browser, file, {
      before: (page) =>
        page.addInitScript(() => {
          let next: (() => void) | undefined;
          window.requestIdleCallback = (job) => {
            next = () => job({ didTimeout: false, timeRemaining: () => 50 });
            return 1;
          };
          Object.assign(window, {
            idle: () => {
              for (let job = next; job !== undefined; job = next) {
                next = undefined;
                job();
              }
            },
          });
        }),
    });
  const lastIsLaidOut = () =>
    [...document.querySelectorAll(".code-cell pre")]
      .at(-1)!
      .checkVisibility({ contentVisibilityAuto: true });

  it("is laid out near the screen first, and wholly when there is time", async () => {
    const { page, problems, close } = await busy();
    expect(await page.evaluate(lastIsLaidOut)).toBe(false);
    await page.evaluate(() => (window as unknown as { idle: () => void }).idle());
    expect(await page.evaluate(lastIsLaidOut)).toBe(true);
    expect(await page.locator('[data-far], .code-cell[style*="visib"]').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it.each(["by a link before that", "opened there"])("leads to a section, %s", async (how) => {
    const { page, close } = await busy();
    const id = await page.locator("article h2").nth(30).getAttribute("id");
    if (how === "opened there") {
      await page.goto("about:blank");
      await page.goto(`${pathToFileURL(file).href}#${id}`);
    } else await page.click(`.contents a[href="#${id}"]`);
    // Where the reader comes to rest.
    const top = () =>
      page.evaluate((id) => document.getElementById(id!)!.getBoundingClientRect().top, id);
    await expect
      .poll(async () => Math.abs((await top()) - 24), { timeout: 30_000 })
      .toBeLessThan(30);
    await close();
  });
});
