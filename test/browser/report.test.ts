import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNotebook } from "../../src/node/notebook/readNotebook.js";
import { publish } from "../../src/node/publish/publish.js";
import { openBrowser } from "./openBrowser.js";
import { openPage, type Theme } from "./openPage.js";

const fixture = join(import.meta.dirname, "..", "fixtures", "report", "allKinds.ipynb");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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
    await publish(sources, { output: join(output, name), project, singleFile });
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

/** Reads through the page, so that every figure comes near once. */
async function readThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 500) {
      scrollTo({ top: y, behavior: "instant" });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    scrollTo({ top: 0, behavior: "instant" });
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".plot")].every(
      (plot) => plot.querySelector(".main-svg") !== null,
    ),
  );
}

const everyWay = (["site", "single", "foreign", "index"] as const).flatMap((name) =>
  (["light", "dark"] as const).flatMap((theme) =>
    [1280, 375].map((width) => [name, theme, width] as const),
  ),
);

describe("a report from a file, with the network off", () => {
  it.each(everyWay)("%s, %s, %i px: whole, quiet and accessible", async (name, theme, width) => {
    const { page, problems, close } = await opened(name, theme, width);
    await readThrough(page);
    const state = await page.evaluate(() => ({
      figures: document.querySelectorAll(".plot").length,
      failed: document.querySelectorAll(".plot.failed").length,
      formulas: document.querySelectorAll(".katex .katex-html").length,
      spoken: document.querySelectorAll(".katex math").length,
      wrong: document.querySelectorAll(".katex-error, .tex-error").length,
      pageWidth: document.documentElement.scrollWidth,
      wide: [...document.querySelectorAll("main *")]
        .filter(
          (element) =>
            element.closest("[data-scroll], svg, .plot, .katex, .sr-only, summary") === null,
        )
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).length,
    }));
    expect(state).toMatchObject({ failed: 0, wrong: 0, wide: 0, pageWidth: width });
    expect(state.spoken).toBe(state.formulas);
    if (name !== "index") {
      expect(state.figures).toBe(4);
      expect(state.formulas).toBeGreaterThan(20);
    }
    // Open every fold, so that what is inside is judged as well.
    await page.evaluate(() =>
      document.querySelectorAll("details").forEach((details) => (details.open = true)),
    );
    await page.waitForTimeout(100);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run(
            options: unknown,
          ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const found = await axe.run({
        // axe would fetch style sheets again, which the page's policy rightly refuses.
        preload: false,
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`);
    });
    expect(violations).toEqual([]);
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
    await readThrough(page);
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
    await readThrough(page);
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
