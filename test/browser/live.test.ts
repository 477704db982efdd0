import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publish } from "../../src/node/publish/publish.js";
import { openBrowser } from "./openBrowser.js";

const code = (id: string, source: string, metadata: Record<string, unknown> = {}) => ({
  cell_type: "code",
  id,
  metadata,
  execution_count: null,
  outputs: [],
  source,
});

const exerciseSource = `import { exercise } from "lossbook/notebook";
const die = exercise({ kind: "numeric", id: "die", title: "A die", question: "How many nats is a six?", points: 2,
  truth: Math.log(6), solution: "ln 6" });`;

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "title", metadata: {}, source: "# A live page\n\nWith $x^2$." },
    code(
      "first",
      `import { entropy } from "lossbook";
import { explore, slider, show, markdown } from "lossbook/notebook";
const half: number = entropy([0.5, 0.5]);
console.log(half.toFixed(6));`,
    ),
    code("second", "function twice(x: number) { return 2 * x; }\ntwice(half) > 1"),
    code(
      "knob",
      `explore({ id: "line", title: "A line", controls: { a: slider("slope", { from: 0, to: 4, positions: 5, start: 1 }) },
  compute: ({ a }) => ({
    figures: { data: [{ type: "scatter", x: [0, 1, 2], y: [0, a, 2 * a] }], layout: { yaxis: { range: [0, 8] } }, alt: "A line." },
    numbers: { slope: a }, sentences: "It rises." }) });`,
    ),
    code(
      "markup",
      `show({ "text/html": "<b>bold</b><script>window.broken=1</script><img src=x onerror=window.broken=1>", "text/plain": "bold" });`,
    ),
    code("pose", exerciseSource),
    code(
      "answer",
      "// BEGIN SOLUTION\nconst nats = Math.log(6);\n// END SOLUTION\ndie.check(nats);",
      {
        lossbook: { stub: "const nats: number = undefined;" },
      },
    ),
    code("scratch", "1 + 1"),
  ],
};

// What an earlier run drew, so that the page brings Plotly.
(notebook.cells[3] as unknown as { outputs: unknown[] }).outputs = [
  {
    output_type: "display_data",
    metadata: {},
    data: {
      "application/vnd.plotly.v1+json": { data: [{ type: "scatter", y: [1, 2] }], layout: {} },
      "text/plain": "a line",
    },
  },
];

interface Seen {
  readonly cell: string;
  readonly ending: string;
  readonly outputs: readonly {
    readonly kind: string;
    readonly text?: string;
    readonly message?: string;
    readonly line?: number;
    readonly data?: Readonly<Record<string, string>>;
  }[];
}

let browser: Browser;
let output: string;

beforeAll(async () => {
  browser = await openBrowser();
  output = mkdtempSync(join(tmpdir(), "lossbook-live-"));
  const bytes = Buffer.from(JSON.stringify(notebook));
  const source = { path: join(output, "live.ipynb"), bytes, json: notebook, executed: new Date(0) };
  for (const singleFile of [false, true])
    await publish([source], {
      output: join(output, singleFile ? "single" : "site"),
      project: output,
      singleFile,
    });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  rmSync(output, { recursive: true, force: true });
});

async function opened(form: "site" | "single") {
  const context = await browser.newContext({
    offline: true,
    viewport: { width: 1280, height: 900 },
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
  await page.addInitScript(() => {
    const all: unknown[] = [];
    (window as unknown as { seen: unknown[] }).seen = all;
    document.addEventListener("lossbook:outputs", (event) =>
      all.push((event as CustomEvent).detail),
    );
  });
  await page.goto(pathToFileURL(join(output, form, "live.html")).href);
  await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
  return { page, problems, close: () => context.close() };
}

const seen = (page: Page): Promise<Seen[]> =>
  page.evaluate(() => (window as unknown as { seen: Seen[] }).seen);
const idle = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>(".live-bar .stop")!.disabled,
    null,
    { timeout: 60_000 },
  );

/** Opens the editor of a cell, writes code into it, and runs it. */
async function write(page: Page, id: string, source: string): Promise<void> {
  const cell = page.locator(`section[data-cell="${id}"]`);
  await cell.locator(".menu > summary").focus();
  await page.keyboard.press("Enter");
  await cell.locator(".menu button", { hasText: "Edit" }).click();
  await cell.locator(".cm-content:focus").waitFor();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(source);
  await page.keyboard.press("Shift+Enter");
}

/** Writes code into the last cell, runs it, and gives what it showed. */
async function scratch(page: Page, source: string): Promise<Seen | undefined> {
  await write(page, "scratch", source);
  await idle(page);
  return (await seen(page)).findLast(({ cell }) => cell === "scratch");
}

const textOf = (one: Seen | undefined): string =>
  (one?.outputs ?? [])
    .map(({ text, data, message }) => text ?? data?.["text/plain"] ?? message)
    .join("");

describe.each(["site", "single"] as const)("a live page as a %s", (form) => {
  it("runs all its cells, moves a knob in the worker, and judges an answer", async () => {
    const { page, problems, close } = await opened(form);
    await page.click("text=Run all");
    await idle(page);
    const runs = await seen(page);
    expect(runs.map(({ ending }) => ending)).toEqual(Array(7).fill("ok"));
    expect(textOf(runs[0])).toBe("0.693147\n");
    expect(textOf(runs[1])).toBe("true");
    expect(textOf(runs[5])).toContain("Not answered yet");
    // HTML of a cell is sanitised before it becomes part of the page.
    const set = await page.locator('section[data-cell="markup"] .rich').innerHTML();
    expect(set).toContain("<b>bold</b>");
    expect(set).not.toMatch(/<script|<img|onerror/);
    expect(await page.evaluate(() => "broken" in window)).toBe(false);
    const path = () => page.locator(".explore .plot path.js-line").first().getAttribute("d");
    await page.locator(".explore").scrollIntoViewIfNeeded();
    await page.waitForSelector(".explore .plot path.js-line");
    const before = await path();
    await page.focus(".explore input[type=range]");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      (old) => document.querySelector(".explore .plot path.js-line")?.getAttribute("d") !== old,
      before,
    );
    expect(await page.locator(".explore .numbers dd").textContent()).toBe("2");
    const answer = page.locator('section[data-cell="answer"]');
    await write(page, "answer", "const nats = Math.log(6);\ndie.check(nats);");
    await idle(page);
    await page.waitForFunction(() =>
      document.querySelector(".live-points")!.textContent!.startsWith("2 of 2"),
    );
    expect(problems).toEqual([]);
    // Edits and points are there on the next visit.
    await page.reload();
    await answer.locator(".cm-content", { hasText: "Math.log(6)" }).waitFor();
    // The page was written without outputs: the exercise is there when its cell has run.
    await page.locator('section[data-cell="pose"] .cell-bar .run').click();
    await page.waitForFunction(
      () => document.querySelector(".live-points")!.textContent === "2 of 2 points",
    );
    await close();
  });

  it("runs what a cell stands on, and names the line of an error", async () => {
    const { page, close } = await opened(form);
    const failed = await scratch(page, "const a = twice(half);\n\nconst b = (a as any).no.more;");
    expect(failed?.outputs[0]).toMatchObject({ kind: "error", line: 3 });
    expect((await scratch(page, "const x = ;"))?.outputs[0]).toMatchObject({
      kind: "error",
      line: 1,
    });
    expect(textOf(await scratch(page, "const half = 3;\ntwice(half)"))).toBe("6");
    await close();
  });

  it("stops an endless loop at once, and the page lives on", async () => {
    const { page, close } = await opened(form);
    const cell = page.locator('section[data-cell="scratch"]');
    await write(page, "scratch", "for (;;) {}");
    await page.waitForSelector('section[data-cell="scratch"][data-running]', { state: "attached" });
    await cell.locator(".cell-bar .run").click();
    await page.waitForSelector('section[data-cell="scratch"]:not([data-running])');
    await idle(page);
    expect((await seen(page)).at(-1)).toMatchObject({ cell: "scratch", ending: "stopped" });
    expect(textOf(await scratch(page, "twice(21)"))).toBe("42");
    await close();
  });

  it("edits in colours, with the keyboard alone, and lets Tab and Escape go", async () => {
    const { page, problems, close } = await opened(form);
    const cell = page.locator('section[data-cell="second"]');
    // A click into the code opens the editor where it was clicked.
    await cell
      .locator("pre")
      .first()
      .click({ position: { x: 24, y: 20 } });
    const editor = cell.getByRole("textbox", { name: "Code of cell 2" });
    await editor.waitFor();
    expect(await editor.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    expect(await cell.locator(".editor .k").allTextContents()).toEqual(
      expect.arrayContaining(["function", "return"]),
    );
    const colour = (selector: string) =>
      cell
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await colour(".editor .k")).toBe(await colour("pre .k, .editor .k"));
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("if (half > 0) {");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("half");
    // A new line inside braces is indented.
    expect(await editor.innerText()).toMatch(/\{\n {2}half$/);
    await page.keyboard.press("Escape");
    expect(await cell.locator(".run:focus").count()).toBe(1);
    await editor.focus();
    await page.keyboard.press("Tab");
    expect(await editor.evaluate((element) => element.contains(document.activeElement))).toBe(
      false,
    );
    await cell.locator(".menu > summary").click();
    await cell.locator(".menu button", { hasText: "Undo" }).click();
    expect(await editor.innerText()).toBe(
      "function twice(x: number) { return 2 * x; }\ntwice(half) > 1",
    );
    expect(problems).toEqual([]);
    await close();
  });

  it("judges a pressed option, and keeps its points", async () => {
    const { page, problems, close } = await opened(form);
    await scratch(
      page,
      `import { exercise } from "lossbook/notebook";
exercise({ kind: "choice", id: "which", title: "Which", question: "Which is larger?", points: 3,
  options: [{ text: "one", because: "One is less than two." }, { text: "two", right: true, because: "Two it is." }],
  solution: "Two." });`,
    );
    const exercise = page.locator('section[data-cell="scratch"] .exercise');
    const option = (letter: string) => exercise.getByRole("button", { name: `Choose ${letter}` });
    await option("a").click();
    await exercise.locator('.exercise-answer[data-state="wrong"]').waitFor();
    expect(await page.locator(".live-points").textContent()).toBe("0 of 3 points");
    await option("b").click();
    await exercise.locator('.exercise-answer[data-state="right"]').waitFor();
    expect(await option("b").getAttribute("aria-pressed")).toBe("true");
    expect(await option("a").getAttribute("aria-pressed")).toBe("false");
    expect(await page.locator(".live-points").textContent()).toBe("3 of 3 points");
    expect(problems).toEqual([]);
    await close();
  });

  it("prints 100,000 lines", async () => {
    const { page, close } = await opened(form);
    const printed = await scratch(page, "for (let i = 0; i < 100_000; i++) console.log(i)");
    expect(textOf(printed).split("\n").length).toBe(100_001);
    expect(await page.locator('section[data-cell="scratch"] .fold-label').textContent()).toContain(
      "100,000",
    );
    await close();
  });

  it("keeps evaluation, inline scripts, handlers, pictures and forms out of the page, and the network out of cells", async () => {
    const { page, close } = await opened(form);
    const reached = await scratch(
      page,
      `const tries: string[] = [];
for (const [name, attempt] of Object.entries({
  fetch: () => fetch("https://example.org/"),
  importScripts: async () => importScripts("https://example.org/x.js"),
  indexedDB: async () => indexedDB.open("x"),
  location: async () => { (location as any).href = "https://example.org/"; },
  document: async () => (globalThis as any).document.body,
})) await attempt().then(() => tries.push(name), () => {});
tries.join()`,
    );
    expect(textOf(reached)).toBe("");
    expect(page.url()).toMatch(/^file:/);
    // Scripts that the page itself would run: Playwright's own evaluation passes the policy.
    await page.evaluate(() => {
      const blocked: string[] = [];
      (window as unknown as { blocked: string[] }).blocked = blocked;
      document.addEventListener("securitypolicyviolation", (event) =>
        blocked.push(event.effectiveDirective),
      );
      const add = (name: string, attributes: Record<string, string>, text = "") => {
        const element = document.createElement(name);
        Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
        element.textContent = text;
        document.body.append(element);
        return element;
      };
      add("script", {}, "window.injected = 1");
      add("button", { onclick: "window.injected = 2" }, "x").click();
      add("img", { src: "https://example.org/x.png" });
      const frame = add("iframe", { srcdoc: "<script>parent.injected = 3</script>" });
      frame.hidden = true;
      const sent = add("form", { action: "https://example.org/" }) as HTMLFormElement;
      sent.submit();
      try {
        setTimeout("window.injected = 4");
      } catch {
        // Refused, as it should be.
      }
      try {
        new Worker(URL.createObjectURL(new Blob([""])));
      } catch {
        // Refused, as it should be.
      }
    });
    await page.waitForTimeout(300);
    const after = await page.evaluate(() => ({
      injected: (window as unknown as { injected?: number }).injected,
      blocked: (window as unknown as { blocked: string[] }).blocked,
    }));
    expect(after.injected).toBeUndefined();
    expect(after.blocked).toEqual(
      expect.arrayContaining([
        "script-src-elem",
        "script-src-attr",
        "img-src",
        "form-action",
        "script-src",
        "worker-src",
      ]),
    );
    await close();
  });
});

describe("a memory bomb", () => {
  // A small heap, so that it is over soon and the machine does not suffer; the mechanism is the same.
  it("takes down the frame's process alone: page and edits stay, and a reload is offered", async () => {
    const own = await openBrowser(["--js-flags=--max-old-space-size=256"]);
    try {
      const context = await own.newContext({ offline: true });
      const page = await context.newPage();
      const url = pathToFileURL(join(output, "single", "live.html")).href;
      await page.goto(url);
      await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
      // Playwright takes the end of any process of a page for the page's: from here on, ask the page itself.
      const session = await context.newCDPSession(page);
      const ask = async (expression: string): Promise<unknown> =>
        (
          (await session.send("Runtime.evaluate", { expression, returnByValue: true })) as {
            result: { value: unknown };
          }
        ).result.value;
      let died = false;
      page.on("crash", () => (died = true));
      const bomb = "const all: number[][] = [];\nfor (;;) all.push(new Array(1e6).fill(1.5));";
      await write(page, "scratch", bomb);
      const until = Date.now() + 120_000;
      while (
        !/Load the page again/.test(
          String(await ask("document.querySelector('.live-bar').innerText")),
        )
      )
        if (Date.now() > until) throw new Error("nobody noticed that the frame was gone");
        else await new Promise((resolve) => setTimeout(resolve, 200));
      expect(died).toBe(true);
      expect(await ask("document.querySelector('.live-status').textContent")).toContain("memory");
      expect(await ask("document.querySelector('.editor .cm-content').innerText")).toBe(bomb);
      // A run now leads to the button that loads the page again, and hangs nowhere.
      await ask("document.querySelector('section[data-cell=\"first\"] .run').click()");
      expect(await ask("document.activeElement.textContent")).toBe("Load the page again");
      await ask("document.activeElement.click()");
      // On the next visit all is there, and runs.
      const next = await context.newPage();
      await next.goto(url);
      await next.locator('section[data-cell="scratch"] .cm-content').waitFor();
      expect(await next.locator('section[data-cell="scratch"] .cm-content').innerText()).toBe(bomb);
      await next.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
      await next.locator('section[data-cell="second"] .run').click();
      await next.locator('section[data-cell="second"] .outputs', { hasText: "true" }).waitFor();
    } finally {
      await own.close();
    }
  });
});
