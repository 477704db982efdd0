import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { publish } from "../../src/node/publish/publish.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { alive, type CellRun } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import { axeViolations, drawFigures, openPage, tooWide } from "./openPage.js";

const folder = join(import.meta.dirname, "..", "fixtures", "cases");
const live = [
  "live-carriage-return",
  "live-console-table-map",
  "live-rejection",
  "live-typescript",
  "live-node-globals",
] as const;

/** A drawing takes its time on a busy machine. */
const patient = { timeout: 20_000 };

let browser: Browser;
let output: string;

beforeAll(async () => {
  browser = await openBrowser();
  output = mkdtempSync(join(tmpdir(), "lossbook-cases-"));
  const own = (name: string) => {
    const path = join(folder, `${name}.ipynb`);
    const { bytes, notebook } = readNotebook(path);
    return { path, bytes, json: notebook, executed: new Date(0) };
  };
  const frames = own("figure-frames");
  const run = await runNotebook(frames.path, frames.json, { timeout: 60_000 });
  await publish([{ ...frames, json: run.notebook }, ...live.map(own)], {
    output,
    course: findCourse(folder),
  });
  const tables = readNotebook(join(folder, "..", "report", "tablesOfOthers.ipynb"));
  await publish([{ path: "tablesOfOthers.ipynb", bytes: tables.bytes, json: tables.notebook }], {
    output,
    course: findCourse(folder),
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(output, { recursive: true, force: true });
});

const opened = (name: string, theme: "light" | "dark" = "light", width = 1280) =>
  openPage(browser, join(output, `${name}.html`), { theme, width });

/** Presses Run of the page's n-th cell, and gives what it showed. */
async function run(page: Page, at = 0): Promise<CellRun & { readonly text: string }> {
  const ran = await page.evaluate(
    (at) =>
      new Promise<CellRun>((resolve) => {
        const section = document.querySelectorAll<HTMLElement>("section[data-kind=code]")[at]!;
        document.addEventListener("lossbook:outputs", ((event: CustomEvent<CellRun>) => {
          if (event.detail.cell === section.dataset["cell"]) resolve(event.detail);
        }) as EventListener);
        section.querySelector<HTMLElement>(".run")!.click();
      }),
    at,
  );
  return { ...ran, text: await page.locator(".outputs").nth(at).innerText() };
}

describe("smallest notebooks that once went wrong in a page", () => {
  it("figure-frames: Play plays, in both of its forms and again in the other theme", async () => {
    const { page, problems, close } = await opened("figure-frames");
    expect(await drawFigures(page)).toEqual([]);
    expect(await page.locator(".plot").count()).toBe(2);
    const drawn: (string | null)[] = [];
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const at of [0, 1]) {
        const plot = page.locator(".plot").nth(at);
        await plot.scrollIntoViewIfNeeded();
        const path = plot.locator(".trace path.js-line");
        const points = () =>
          plot.evaluate((place) => (place as unknown as { data: { x: number[] }[] }).data[0]?.x);
        await expect.poll(points, patient).toEqual([0, 1]);
        // In the other theme it is drawn anew, as it was at first.
        const before = (drawn[at] ??= await path.getAttribute("d"));
        await expect.poll(() => path.getAttribute("d"), patient).toBe(before);
        await plot.locator(".updatemenu-button", { hasText: "Play" }).click();
        await expect.poll(points, patient).toEqual([1, 2]);
        await expect.poll(() => path.getAttribute("d"), patient).not.toBe(before);
      }
    }
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ["live-carriage-return", "ok", /^done$/],
    ["live-console-table-map", "ok", /\(iteration index\) │ Key │ Values[\s\S]*│ 日本 {3}│/],
    ["live-rejection", "failed", /nobody/],
  ] as const)("%s does what it does on the kernel", async (name, ending, shown) => {
    const { page, close } = await opened(name);
    await alive(page);
    const ran = await run(page);
    expect(ran.ending).toBe(ending);
    expect(ran.text).toMatch(shown);
    await close();
  });

  it("live-typescript: a namespace, a decorator, an accessor field", async () => {
    const { page, close } = await opened("live-typescript");
    await alive(page);
    for (const [at, value] of ["3", "1", "1"].entries()) {
      const ran = await run(page, at);
      expect(ran).toMatchObject({ ending: "ok", text: value });
    }
    expect(await page.locator(".cell-note").count()).toBe(0);
    await close();
  });

  it("live-node-globals: it says beforehand what it needs", async () => {
    const { page, close } = await opened("live-node-globals");
    await alive(page);
    await page.locator(".cell-note").waitFor();
    expect(await page.locator(".cell-note").innerText()).toContain("Buffer");
    await close();
  });
});

describe("tables of other tools", () => {
  const ways = (["light", "dark"] as const).flatMap((theme) =>
    [1280, 375].map((width) => [theme, width] as const),
  );

  it.each(ways)("can be read and hold together, %s, %i px", async (theme, width) => {
    const { page, problems, close } = await opened("tablesOfOthers", theme, width);
    expect(await tooWide(page)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it("keep their colours, bars and alignment", async () => {
    const { page, close } = await opened("tablesOfOthers");
    const seen = await page.evaluate(() => {
      const cell = (text: string) =>
        [...document.querySelectorAll("td")].find(
          ({ textContent }) => textContent?.trim() === text,
        )!;
      const of = (text: string) => getComputedStyle(cell(text));
      return {
        high: of("0.456").backgroundColor,
        bar: of("0.350").backgroundImage,
        name: of("ridge").textAlign,
        caption: getComputedStyle(document.querySelector("caption")!).captionSide,
        fallback: document.body.innerText.includes("Pipeline(steps"),
      };
    });
    expect(seen).toMatchObject({
      high: "rgb(253, 231, 37)",
      name: "left",
      caption: "bottom",
      fallback: false,
    });
    expect(seen.bar).toMatch(/^linear-gradient\(90deg/);
    await close();
  });
});
