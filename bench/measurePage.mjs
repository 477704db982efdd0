// What a reader waits for in a page that `lossbook report` wrote, measured in Chromium from file:// with the network off.
/* global document, window, Event, requestAnimationFrame, MutationObserver */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const candidates = [
  process.env.LOSSBOOK_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A browser to measure in; undefined where there is no Chromium. */
export async function openChromium() {
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) return undefined;
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
}

async function fresh(browser) {
  const context = await browser.newContext({
    offline: true,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const at = {};
    window.lossbookTimes = at;
    // No more than two attributes are watched, since looking on must not take the page's time.
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (target.dataset?.alive === "") at.alive ??= performance.now();
        if (target.classList?.contains("js-plotly-plot")) at.figure ??= performance.now();
      }
    }).observe(document, { subtree: true, attributeFilter: ["class", "data-alive"] });
  });
  return { page, close: () => context.close() };
}

export const median = (values) => quantile(values, 0.5);
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Milliseconds from the navigation to first content, cells that can run, and the first figure on the screen. */
export async function opening(browser, file, { live = true, times = 3 } = {}) {
  const all = [];
  for (let time = 0; time < times; time++) {
    const { page, close } = await fresh(browser);
    await page.goto(pathToFileURL(file).href);
    if (live)
      await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
    const seen = await page.evaluate(async () => {
      const content = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      for (let wait = 0; content() === undefined && wait < 100; wait++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return { content: content(), alive: window.lossbookTimes.alive };
    });
    const figure = page.locator("figure.figure .plot").first();
    if (live && (await figure.count()) > 0) {
      const from = await page.evaluate(() => {
        window.lossbookScrolled = window.lossbookTimes.figure ?? performance.now();
        document.querySelector("figure.figure .plot").scrollIntoView({ block: "center" });
        return window.lossbookScrolled;
      });
      await page.waitForSelector(".js-plotly-plot", { timeout: 60_000 });
      seen.figure = (await page.evaluate(() => window.lossbookTimes.figure)) - from;
    }
    all.push(seen);
    await close();
  }
  return {
    content: median(all.map(({ content }) => content)),
    alive: median(all.map(({ alive }) => alive)),
    figure: median(all.map(({ figure }) => figure)),
  };
}

/** A live page with its first figure drawn, for what the functions below measure. */
export async function alive(browser, file) {
  const { page, close } = await fresh(browser);
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
  return { page, close };
}

/** Runs a cell of the page, and the cells it stands on. */
export async function runCell(page, cell) {
  await page.evaluate(
    (id) =>
      new Promise((resolve) => {
        document.addEventListener("lossbook:outputs", (event) => {
          if (event.detail.cell === id) resolve();
        });
        document.querySelector(`section[data-cell="${id}"] button.run`).click();
      }),
    cell,
  );
}

/** Milliseconds of each move of an exploration's first slider: compute in the worker, message, redraw. */
export async function sliderMoves(page, cell, moves) {
  await page.locator(`section[data-cell="${cell}"]`).scrollIntoViewIfNeeded();
  await page.waitForSelector(`section[data-cell="${cell}"] .explore .js-plotly-plot`);
  return page.evaluate(
    async ([id, count]) => {
      const place = document.querySelector(`section[data-cell="${id}"] .explore`);
      const input = place.querySelector("input[type=range]");
      const last = Number(input.max);
      const times = [];
      for (let move = 0; move < count; move++) {
        // There and back again, a step at a time.
        const at = move % (2 * last);
        input.value = String(at <= last ? at : 2 * last - at);
        const from = performance.now();
        const drawn = new Promise((resolve) =>
          place.addEventListener("lossbook:drawn", resolve, { once: true }),
        );
        input.dispatchEvent(new Event("input"));
        await drawn;
        times.push(performance.now() - from);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return times;
    },
    [cell, moves],
  );
}

/** Milliseconds from a press of Stop in an endless loop until the page says that the cell has ended. */
export async function stopTime(page, loop) {
  return page.evaluate(async (id) => {
    const section = document.querySelector(`section[data-cell="${id}"]`);
    const run = section.querySelector("button.run");
    const ended = new Promise((resolve) =>
      document.addEventListener("lossbook:outputs", ({ detail }) => {
        if (detail.cell === id) resolve(performance.now());
      }),
    );
    run.click();
    while (!section.hasAttribute("data-running"))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const from = performance.now();
    run.click();
    return (await ended) - from;
  }, loop);
}

/** Milliseconds of a run of a cell, until its outputs stand in the page. */
export async function runTime(page, cell) {
  const from = Date.now();
  await runCell(page, cell);
  return Date.now() - from;
}
