import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { publish } from "../../src/node/publish/publish.js";
import { sampled } from "../sample.js";
import { alive } from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";

const folder = join(import.meta.dirname, "..", "fixtures", "hostile");
const notebooks = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const secret = "the-word-that-must-not-travel";

let browser: Browser;
let output: string;
beforeAll(async () => {
  browser = await openBrowser();
  output = mkdtempSync(join(tmpdir(), "lossbook-hostile-"));
});
afterAll(async () => {
  await browser?.close();
  rmSync(output, { recursive: true, force: true });
});

/** Publishes one notebook, as the command does; a refusal is an error of one line. */
async function published(path: string, own: boolean): Promise<string | Error> {
  const target = mkdtempSync(join(output, "page-"));
  const before = readdirSync(output).length;
  try {
    const { bytes, notebook } = readNotebook(path, { repairIds: true });
    await publish([{ path, bytes, json: notebook, ...(own ? { executed: new Date(0) } : {}) }], {
      output: target,
      course: findCourse(folder),
    });
  } catch (error) {
    return error as Error;
  }
  expect(readdirSync(output).length, "nothing is written outside the site").toBe(before);
  expect(readdirSync(target).filter((name) => !/^(?:index\.html|assets)$/.test(name))).toEqual([
    basename(path).replace(".ipynb", ".html"),
  ]);
  return join(target, basename(path).replace(".ipynb", ".html"));
}

/** Opens a page with the network watched, waits for its scripts, moves over it, and tells what it did. */
async function visit(file: string) {
  const context = await browser.newContext({
    offline: true,
    viewport: { width: 1000, height: 900 },
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  let dialogs = 0;
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") messages.push(message.text());
  });
  page.on("pageerror", (error) => messages.push(error.message));
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  const url = pathToFileURL(file).href;
  await page.goto(url);
  await page.waitForTimeout(150);
  // A figure is drawn when it comes near, and what it does is seen only then.
  for (const plot of (await page.locator(".plot:visible").all()).slice(0, 20)) {
    await plot.scrollIntoViewIfNeeded();
    await expect
      .poll(() => plot.evaluate((place) => /js-plotly-plot|failed/.test(place.className)), {
        timeout: 20_000,
      })
      .toBe(true);
  }
  const state = await page.evaluate(() => ({
    pwned: "pwned" in window,
    polluted: "polluted" in {},
    scripts: [...document.scripts].filter(
      (script) => script.type !== "application/json" && script.type !== "text/plain",
    ).length,
    handlers: [...document.querySelectorAll("body *")].filter((element) =>
      [...element.attributes].some((attribute) => /^on/i.test(attribute.name)),
    ).length,
    // A live page has one frame of its own: hidden, sandboxed, made by the first script.
    forms: document.querySelectorAll(
      "form, object, embed, base, iframe:not([hidden][sandbox='allow-scripts'])",
    ).length,
    frames: document.querySelectorAll("iframe").length,
    refresh: document.querySelectorAll("meta[http-equiv=refresh i]").length,
    badLinks: [...document.querySelectorAll("a[href]")]
      .map((link) => link.getAttribute("href")!.trim())
      .filter((href) => /^[a-z]+:/i.test(href) && !/^(?:https?|mailto):/i.test(href)),
    sideways: document.documentElement.scrollWidth > innerWidth,
    theme: document.querySelectorAll(".themes input").length,
  }));
  const stayed = page.url() === url;
  await context.close();
  return {
    ...state,
    stayed,
    dialogs,
    messages,
    foreignRequests: requests.filter(
      (request) =>
        !request.startsWith("data:") &&
        !request.startsWith("blob:") &&
        request !== url &&
        !(
          request.startsWith(url.slice(0, url.lastIndexOf("/"))) &&
          /\/assets\/[\w-]+\.(?:js|css)$/.test(request)
        ),
    ),
  };
}

describe.each([
  ["foreign", false],
  ["own run", true],
] as const)("a hostile notebook as a page of a %s", (_, own) => {
  it.each(sampled(notebooks, 50, (name) => `${name} ${own}`))(
    "%s runs nothing, asks nothing, reads nothing",
    async (name) => {
      const result = await published(join(folder, name), own);
      if (result instanceof Error) {
        expect(result.message).toMatch(/notebook|nbformat/);
        expect(result.message).not.toContain("\n");
        return;
      }
      const text = readFileSync(result, "utf8");
      expect(text).not.toContain(secret);
      expect(text).not.toContain("root:x:0:0");
      expect(text, "no path of this machine").not.toContain(folder);
      const seen = await visit(result);
      expect(seen).toMatchObject({
        pwned: false,
        polluted: false,
        handlers: 0,
        forms: 0,
        refresh: 0,
        badLinks: [],
        stayed: true,
        dialogs: 0,
        messages: [],
        foreignRequests: [],
        sideways: false,
        // The reader's own script ran: three themes to choose from.
        theme: 3,
      });
      expect(seen.frames).toBeLessThanOrEqual(own ? 1 : 0);
      // The theme's script, the reader's, and plotly.js where there is a figure. A live page's own three besides: what
      // makes the frame, what begins the worker, and the worker's text.
      expect(seen.scripts).toBeLessThanOrEqual(own ? 6 : 3);
    },
  );
});

it("publishes at least 60 hostile notebooks and refuses only what is no notebook", async () => {
  expect(notebooks.length).toBeGreaterThanOrEqual(60);
  const refused: string[] = [];
  for (const name of notebooks)
    try {
      readNotebook(join(folder, name), { repairIds: true });
    } catch {
      refused.push(name);
    }
  expect(refused.sort()).toEqual([
    "cells-of-wrong-kind.ipynb",
    "not-a-notebook.ipynb",
    "not-json.ipynb",
    "second-attachments.ipynb",
    "second-wrong-types.ipynb",
    "wrong-format.ipynb",
  ]);
});

describe.each([
  ["foreign", false],
  ["own run", true],
] as const)("the policy of a %s page", (_, own) => {
  it("blocks what the sanitiser would have let through", async () => {
    const file = (await published(join(folder, "markdown-heading-title.ipynb"), own)) as string;
    // What a hole in the sanitiser would leave behind, put into the finished page.
    const holes =
      `<script>window.pwned="script"</script><p id="n-click" onclick="window.pwned='onclick'">click</p>` +
      `<img src="https://attacker.example/i.png"><form id="n-form" action="https://attacker.example/f"><button id="n-send">send</button></form>` +
      `<script type="application/json" id="n-eval"></script>`;
    writeFileSync(file, readFileSync(file, "utf8").replace("</article>", `${holes}</article>`));
    const context = await browser.newContext();
    const requests: string[] = [];
    await context.route(/^https?:/, (route) => {
      requests.push(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    const violations: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") violations.push(message.text());
    });
    await page.goto(pathToFileURL(file).href);
    await page.click("#n-click");
    // `click` would wait for the navigation that the policy refuses.
    await page.locator("#n-send").dispatchEvent("click");
    await page.waitForTimeout(100);
    expect(await page.evaluate(() => (window as { pwned?: string }).pwned)).toBeUndefined();
    expect(requests).toEqual([]);
    for (const directive of ["script-src", "img-src", "form-action"])
      expect(violations.join("\n")).toContain(directive);
    await context.close();
  });

  it("blocks eval in the page", async () => {
    const file = (await published(join(folder, "markdown-bidi.ipynb"), own)) as string;
    const text = readFileSync(file, "utf8");
    // A script that the policy admits by its hash, which then tries to evaluate: `evaluate` of the driver would pass.
    const probe = `try{eval("document.documentElement.dataset.evaluated='yes'")}catch(e){document.documentElement.dataset.evaluated=e.name}`;
    const { policyHash } = await import("../../src/node/publish/contentHash.js");
    const admitted = text
      .replace("script-src ", `script-src &#39;${policyHash(probe)}&#39; `)
      .replace("</article>", `<script>${probe}</script></article>`);
    writeFileSync(file, admitted);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate(() => document.documentElement.dataset["evaluated"])).toBe(
      "EvalError",
    );
    await page.close();
  });
});

// Notebooks too large to keep beside the tests. Each becomes a page that opens, or a refusal of one line.
const huge: readonly (readonly [string, () => unknown, "page" | "refusal" | "either"])[] = [
  [
    "5,000 cells",
    () => cellsOf(5_000, (at) => prose(`## Cell ${at}\n\nText with $x_{${at}}$.`)),
    "page",
  ],
  ["20 MB in one output", () => [printed("0123456789\n".repeat(2_000_000))], "page"],
  ["one line of 5 MB", () => [printed("x".repeat(5_000_000))], "page"],
  ["one word of 5 MB in prose", () => [prose("y".repeat(5_000_000))], "either"],
  ["HTML 10,000 deep", () => [shown({ "text/html": `${"<div>".repeat(10_000)}x` })], "either"],
  [
    "a list 10,000 deep",
    () => [prose(cellsOf(10_000, (at) => `${" ".repeat(at * 2)}- x`).join("\n"))],
    "either",
  ],
  ["quotations 10,000 deep", () => [prose(`${">".repeat(10_000)} x`)], "either"],
  [
    "a formula 10,000 deep",
    () => [prose(`$${"{".repeat(10_000)}x${"}".repeat(10_000)}$`)],
    "either",
  ],
  ["emphasis 20,000 deep", () => [prose("*".repeat(20_000) + "x" + "*".repeat(20_000))], "either"],
  ["JSON 10,000 deep", () => [shown({ "application/json": deep(10_000) })], "either"],
  [
    "a figure 10,000 deep",
    () => [
      shown({
        "application/vnd.plotly.v1+json": {
          data: [{ type: "scatter", meta: deep(10_000) }],
          layout: {},
        },
      }),
    ],
    "either",
  ],
  [
    "a table of 20,000 rows",
    () => [
      shown({ "text/html": `<table>${"<tr><td>1</td><td>2</td></tr>".repeat(20_000)}</table>` }),
    ],
    "page",
  ],
  [
    "1,000 figures",
    () => [
      code(
        cellsOf(1_000, () =>
          display({
            "application/vnd.plotly.v1+json": {
              data: [{ type: "scatter", y: [1, 2, 3] }],
              layout: {},
            },
          }),
        ),
      ),
    ],
    "page",
  ],
  [
    "an attribute of 5 MB",
    () => [shown({ "text/html": `<p title="${"a".repeat(5_000_000)}">x</p>` })],
    "page",
  ],
  ["a colour for every letter", () => [printed("\u001b[31ma\u001b[0m".repeat(50_000))], "page"],
];

const cellsOf = <Item>(count: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: count }, (_, at) => make(at));
const prose = (source: string) => ({ cell_type: "markdown", metadata: {}, source });
const display = (data: unknown) => ({ output_type: "display_data", metadata: {}, data });
const code = (outputs: readonly unknown[]) => ({
  cell_type: "code",
  metadata: {},
  execution_count: null,
  source: "1",
  outputs,
});
const shown = (data: unknown) => code([display(data)]);
const printed = (text: string) => code([{ output_type: "stream", name: "stdout", text }]);
/** Written as text: `JSON.stringify` itself does not go so deep. */
const deep = (depth: number): unknown => ({ $deep: depth });

function textOfNotebook(cells: unknown): string {
  const text = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
  return text.replace(
    /\{"\$deep":(\d+)\}/g,
    (_, depth: string) => `${'{"a":['.repeat(Number(depth))}1${"]}".repeat(Number(depth))}`,
  );
}

describe("a huge notebook", () => {
  it.each(sampled(huge, 8, ([name]) => name))(
    "%s: ends as a page or as a refusal of one line",
    async (name, cells, expected) => {
      const path = join(output, `${name.replace(/\W+/g, "-")}.ipynb`);
      writeFileSync(path, textOfNotebook(cells()));
      const script = join(import.meta.dirname, "..", "..", "bin", "lossbook.mjs");
      const target = mkdtempSync(join(output, "huge-"));
      const ended = spawnSync(
        process.execPath,
        // What does not fit into this much memory is no page that a browser could open either.
        ["--max-old-space-size=2048", script, "report", path, "--no-run", "-o", target],
        { encoding: "utf8", timeout: 120_000 },
      );
      const pages = readdirSync(target).filter((file) => /^(?!index).*\.html$/.test(file));
      expect(ended.error, "it ends by itself").toBeUndefined();
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      if (ended.status !== 0) {
        expect(expected).not.toBe("page");
        expect(ended.stderr.trim().split("\n").length).toBe(1);
        expect(pages).toEqual([]);
        return;
      }
      expect(expected).not.toBe("refusal");
      expect(pages.length).toBe(1);
      const seen = await visit(join(target, pages[0]!));
      expect(seen).toMatchObject({
        pwned: false,
        stayed: true,
        messages: [],
        foreignRequests: [],
        sideways: false,
        theme: 3,
      });
    },
  );
});

describe.each([
  ["a page of the site", false],
  ["one file", true],
] as const)("a cell's code in %s", (_, singleFile) => {
  it.each([
    ["location", `(location as any).href = "https://attacker.example/"`],
    [
      "a link that it shows",
      `show({ "text/html": '<a id="x" href="https://attacker.example/">x</a>', "text/plain": "x" })`,
    ],
    [
      "a refresh that it shows",
      `show({ "text/html": '<meta http-equiv="refresh" content="0;url=https://attacker.example/">', "text/plain": "x" })`,
    ],
    ["the window above", `(globalThis as any).top.location = "https://attacker.example/"`],
    [
      "a message to the page",
      `(globalThis as any).postMessage({ kind: "here" }); (globalThis as any).open?.("https://attacker.example/")`,
    ],
  ])("cannot navigate the page by %s", async (_, source) => {
    const target = mkdtempSync(join(output, "navigate-"));
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        { ...code([]), id: "try", source: `import { show } from "lossbook/notebook";\n${source};` },
        { ...code([]), id: "after", source: `"still here"` },
      ],
    };
    const path = join(target, "navigate.ipynb");
    const bytes = Buffer.from(JSON.stringify(notebook));
    await publish([{ path, bytes, json: notebook, executed: new Date(0) }], {
      output: target,
      course: findCourse(target),
      singleFile,
    });
    const context = await browser.newContext();
    const requests: string[] = [];
    await context.route(/^https?:/, (route) => {
      requests.push(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    const url = pathToFileURL(join(target, "navigate.html")).href;
    await page.goto(url);
    await alive(page);
    await page.locator('section[data-cell="try"] .run').click();
    await page.waitForFunction(
      () =>
        document.querySelector('section[data-cell="try"] .outputs')!.childElementCount > 0 ||
        !document.querySelector("[data-running]"),
    );
    await page.locator('section[data-cell="after"] .run').click();
    await page.waitForSelector('section[data-cell="after"] .outputs :text("still here")');
    expect(page.url()).toBe(url);
    expect(context.pages().length).toBe(1);
    expect(requests).toEqual([]);
    await context.close();
  });
});
