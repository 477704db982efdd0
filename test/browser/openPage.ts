import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";

export type Theme = "light" | "dark";

export interface OpenedPage {
  readonly page: Page;
  /** Errors and warnings of the console, errors of scripts, and every address but a file's own. */
  readonly problems: string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  /** What is set up in the empty page before the file is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** Opens a file as a reader does: from the disk, the network off. What goes wrong is collected. */
export async function openPage(
  browser: Browser,
  file: string,
  { theme = "light", width = 1280, before }: OpenOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    offline: true,
    colorScheme: theme,
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  context.on("request", (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) problems.push(`asked for ${request.url()}`);
  });
  await before?.(page);
  await page.goto(pathToFileURL(file).href);
  return { page, problems, close: () => context.close() };
}

/** Every figure comes near once, and is drawn before the next; those that were not are named. */
export function drawFigures(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const missing: string[] = [];
    for (const plot of document.querySelectorAll<HTMLElement>(".plot")) {
      // A figure inside a fold is drawn when the fold is opened.
      if (!plot.checkVisibility()) continue;
      plot.scrollIntoView({ behavior: "instant" });
      const given = performance.now();
      while (
        plot.querySelector(".main-svg") === null &&
        !plot.classList.contains("failed") &&
        performance.now() - given < 30_000
      )
        await new Promise((resolve) => requestAnimationFrame(resolve));
      // Something of the data, and not only axes: lines, bars, areas, pictures, a scene.
      const marks = plot.querySelectorAll(
        ".trace, .hm, .contour, .slice, .surface, .gl-container canvas, .imagelayer image, .shapelayer path",
      ).length;
      if (plot.classList.contains("failed") || marks === 0)
        missing.push(`${plot.closest("figure")?.id}: ${plot.textContent?.trim().slice(0, 100)}`);
    }
    scrollTo({ top: 0, behavior: "instant" });
    return missing;
  });
}

/** What of the page is too wide for its window; boxes that scroll by themselves may be. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll<HTMLElement>("body *")]
      .filter(
        (element) =>
          element.closest("[data-scroll], svg, .plot, .katex, .sr-only, summary, [hidden]") ===
            null && element.checkVisibility(),
      )
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName}.${element.className} reaches beyond the window`);
    const width = document.documentElement.scrollWidth;
    return width > innerWidth ? [`the page is ${width} px wide`, ...wide] : wide;
  });
}

const axeText = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 A and AA and good practice, one line a rule. */
export async function axeViolations(page: Page): Promise<string[]> {
  // What is far from the screen is laid out bit by bit.
  await page.waitForFunction(() => document.documentElement.dataset["far"] === undefined);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeText);
  return page.evaluate(async () => {
    // Where the page stands is not its fault: scrolled, the bar may half cover a menu that is open.
    scrollTo({ top: 0, behavior: "instant" });
    interface Found {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    }
    const { axe } = window as unknown as { axe: { run(options: unknown): Promise<Found> } };
    const { violations } = await axe.run({
      // axe would fetch style sheets again, which the page's policy rightly refuses.
      preload: false,
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(
      ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]!.html.slice(0, 200)}`,
    );
  });
}

/** What axe finds in light and dark, at 1280 and at 375 px, and what is too wide there. */
export async function axeEverywhere(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1280, 375]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const all = [...(await axeViolations(page)), ...(await tooWide(page))];
      found.push(...all.map((one) => `${colorScheme}, ${width} px: ${one}`));
    }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

/** Opens what is folded, so that it is judged as well. */
export async function openFolds(page: Page, selector = "details"): Promise<void> {
  await page.evaluate((selector) => {
    document
      .querySelectorAll<HTMLDetailsElement>(selector)
      .forEach((details) => (details.open = true));
    // Toggle events fill data tables in the next task; with the frame after it the boxes are told of their sizes.
    return new Promise((resolve) =>
      setTimeout(() =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
      ),
    );
  }, selector);
}
