import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { EXPLORE_MIME } from "../../src/outputs/mimeTypes.js";
import type { ExploreJson } from "../../src/outputs/exploration.js";
import { explore } from "../../src/lesson/explore/explore.js";
import { slider, toggle } from "../../src/lesson/explore/controls.js";
import { installRuntime } from "../../src/lesson/runtime.js";
import type { MimeBundle } from "../../src/outputs/mimeBundle.js";
import { publish } from "../../src/node/publish/publish.js";
import { openBrowser } from "./openBrowser.js";
import { openPage } from "./openPage.js";

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

// ---- explorations whose frames were stored ------------------------------------------------------

/** As the cells of the notebook have it. */
const scale = 3;
const wave = {
  id: "wave",
  title: "A wave",
  controls: {
    a: slider("height", { from: 0, to: 4, positions: 41, start: 1 }),
    b: slider("shift", { from: -2, to: 2, positions: 41, start: 0 }),
    up: toggle("upwards"),
  },
  compute: ({ a, b, up }: { a: number; b: number; up: boolean }) => ({
    figures: {
      data: [
        { type: "scatter", x: [0, 1, 2], y: [b, a * scale + b, up ? 2 * a * b : a - b] } as const,
      ],
      layout: { xaxis: { title: { text: "x" } }, yaxis: { title: { text: "y" } } },
      alt: "A wave.",
    },
    numbers: { product: a * b * scale },
    sentences: `At ${a} and ${b}${up ? " upwards" : ""}.`,
  }),
};

function storedWave(): MimeBundle {
  let shown: MimeBundle = {};
  installRuntime({
    display: (bundle) => (shown = bundle),
    readTable: () => Promise.reject(new Error("no tables")),
    call: (body) => body(),
  });
  explore({ ...wave, budget: { frames: 30 } });
  return JSON.parse(JSON.stringify(shown)) as MimeBundle;
}

/** A notebook with stored frames; `before` is the cell between the beginning and the exploration. */
function waveNotebook(before: string) {
  const stored = (cell: ReturnType<typeof code>, ...outputs: unknown[]) => ({ ...cell, outputs });
  return {
    ...notebook,
    cells: [
      { cell_type: "markdown", id: "title", metadata: {}, source: "# A wave" },
      stored(
        code(
          "begin",
          `import { exercise, explore, slider, toggle } from "lossbook/notebook";
const scale = ${scale};
let draws = 0;
console.log("printed anew");
const die = exercise({ kind: "numeric", id: "die", title: "A die", question: "How many nats is a six?", points: 2,
  truth: Math.log(6), solution: "ln 6" });
die.check(Math.log(6));`,
        ),
        { output_type: "stream", name: "stdout", text: "as it was written" },
      ),
      stored(code("before", before), {
        output_type: "stream",
        name: "stdout",
        text: "as it was written, too",
      }),
      stored(
        code(
          "wave",
          `explore({ id: "wave", title: "A wave", controls: {
  a: slider("height", { from: 0, to: 4, positions: 41, start: 1 }),
  b: slider("shift", { from: -2, to: 2, positions: 41, start: 0 }),
  up: toggle("upwards"),
}, compute: (${wave.compute.toString()}) });`,
        ),
        { output_type: "display_data", metadata: {}, data: storedWave() },
      ),
    ],
  };
}

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
  const sources = Object.entries({
    live: notebook,
    wave: waveNotebook("draws++;\ndraws"),
    endless: waveNotebook("for (;;) draws++;"),
    failing: waveNotebook('throw new Error("not here");'),
  }).map(([name, json]) => ({
    path: join(output, `${name}.ipynb`),
    bytes: Buffer.from(JSON.stringify(json)),
    json,
    executed: new Date(0),
  }));
  for (const singleFile of [false, true])
    await publish(sources, {
      output: join(output, singleFile ? "single" : "site"),
      course: findCourse(output),
      singleFile,
    });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  rmSync(output, { recursive: true, force: true });
});

async function opened(form: "site" | "single", name = "live") {
  const one = await openPage(browser, join(output, form, `${name}.html`), {
    before: (page) =>
      page.addInitScript(() => {
        const all: unknown[] = [];
        (window as unknown as { seen: unknown[] }).seen = all;
        document.addEventListener("lossbook:outputs", (event) =>
          all.push((event as CustomEvent).detail),
        );
      }),
  });
  await one.page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
  return one;
}

const seen = (page: Page): Promise<Seen[]> =>
  page.evaluate(() => (window as unknown as { seen: Seen[] }).seen);
/** Notes the channels that the page makes, and whether the body was there when the worker was started. */
function noteStart(): void {
  const noted = { channels: 0, body: undefined as boolean | undefined };
  const Channel = MessageChannel;
  let early: unknown;
  Object.assign(window, {
    noted,
    MessageChannel: class extends Channel {
      constructor() {
        super();
        noted.channels++;
      }
    },
  });
  Object.defineProperty(window, "lossbookEarlyPort", {
    get: () => early,
    set: (port) => {
      early = port;
      noted.body = document.querySelector("body") !== null;
    },
  });
}

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
  it("begins its worker from the head, and runs cells in that one", async () => {
    const { page, problems, close } = await openPage(browser, join(output, form, "live.html"), {
      before: (page) => page.addInitScript(noteStart),
    });
    await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
    // Whoever starts a worker makes a channel for it first.
    expect(await page.evaluate(() => (window as unknown as { noted: unknown }).noted)).toEqual({
      channels: 1,
      body: false,
    });
    await page.click('section[data-cell="first"] .run');
    await page.locator('section[data-cell="first"] .outputs', { hasText: "0.693147" }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

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

  it("stops a reader's function that takes longer than its exercise allows, and lives on", async () => {
    const { page, problems, close } = await opened(form);
    const endless = `import { exercise } from "lossbook/notebook";
const doubling = exercise({ kind: "function", id: "doubling", title: "Twice", question: "Double x.", points: 1,
  inputs: [[1], [2]], truth: (x: number) => 2 * x, solution: "2x", limit: 150 });
doubling.check((x: number) => { for (;;) x++; });`;
    await write(page, "scratch", endless);
    await idle(page);
    expect((await seen(page)).at(-1)).toMatchObject({ cell: "scratch", ending: "stopped" });
    expect(await page.locator(".live-status").textContent()).toBe(
      "A function took longer than 150 ms and was stopped.",
    );
    // What was written stays, now and on the next visit.
    const editor = page.locator('section[data-cell="scratch"] .cm-content');
    expect(await editor.innerText()).toBe(endless);
    // A function in time is judged; the limit is for each call, and what comes after may take longer.
    const judged = await scratch(
      page,
      endless.replace("for (;;) x++;", "return 2 * x;") +
        "\nconst from = Date.now();\nwhile (Date.now() - from < 500);\ntwice(21)",
    );
    expect(judged?.ending).toBe("ok");
    expect(textOf(judged)).toMatch(/Right[^]*42$/);
    await page.reload();
    await editor.waitFor();
    expect(await editor.innerText()).toContain("twice(21)");
    expect(problems).toEqual([]);
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

  it("lets Tab reach every control and leave the page again, and shows where it stands", async () => {
    const { page, problems, close } = await opened(form);
    // The page would still be on its way to what has the focus.
    await page.emulateMedia({ reducedMotion: "reduce" });
    const stops: string[] = [];
    const unseen: string[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return undefined;
        element.dataset["reached"] = "";
        const name = `${element.localName}.${element.className} ${element.textContent?.trim().slice(0, 30)}`;
        const marked = [element, element.nextElementSibling].some((one) => {
          if (one === null) return false;
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        });
        const box = element.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight;
        return { name, seen: marked && inside };
      });
      if (stop === undefined) break;
      stops.push(stop.name);
      if (!stop.seen) unseen.push(stop.name);
      // A trap would not let go.
      expect(stops.length).toBeLessThan(200);
    }
    const missed = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          "a[href], button:not(:disabled), input:not([type=radio]), input:checked, select, summary",
        ),
      ]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0)
        .filter((one) => !("reached" in one.dataset))
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
    expect(stops.length).toBeGreaterThan(15);
    expect(problems).toEqual([]);
    await close();
  });

  it("says in a live region what came of a run, and moves nothing where motion is reduced", async () => {
    const { page, close } = await opened(form);
    const motion = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
    expect(await motion()).toBe("smooth");
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await motion()).toBe("auto");
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((one) => {
          const { transitionDuration, animationName } = getComputedStyle(one);
          return /[1-9]/.test(transitionDuration) || animationName !== "none";
        })
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(moving).toEqual([]);
    const status = page.getByRole("status").first();
    await page.locator('section[data-cell="first"] .run').click();
    await status.filter({ hasText: "Done" }).waitFor();
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

describe("an exploration whose frames were stored", () => {
  const shown = (page: Page) =>
    page.evaluate(() => {
      const place = document.querySelector<HTMLElement>(".explore")!;
      const plot = place.querySelector(".plot") as unknown as { data?: { y: number[] }[] };
      return {
        at: [...place.querySelectorAll<HTMLInputElement>("[data-name]")].map((input) =>
          input.type === "checkbox" ? input.checked : input.getAttribute("aria-valuetext"),
        ),
        number: place.querySelector(".numbers dd")!.textContent,
        sentence: place.querySelector(".sentences p")!.textContent,
        y: Array.from(plot.data?.[0]?.y ?? []),
      };
    });
  /** The rest of the page, as a reader sees it. */
  const rest = (page: Page) =>
    page.evaluate(() => [
      document.querySelector(".live-status")!.textContent,
      Object.keys(localStorage).join(),
      ...[
        ...document.querySelectorAll<HTMLElement>(
          'section[data-cell="begin"], section[data-cell="before"], .live-points',
        ),
      ].map((element) => element.innerText),
    ]);
  const move = async (page: Page, name: string, ...keys: string[]) => {
    await page.focus(`.explore [data-name="${name}"]`);
    for (const key of keys) await page.keyboard.press(key);
  };
  const sentence = (page: Page, text: string) =>
    page.locator(".explore .sentences p", { hasText: text }).waitFor();
  /** Until the figure is what the function gives. */
  async function gives(page: Page, values: Parameters<typeof wave.compute>[0]): Promise<void> {
    const view = wave.compute(values);
    await sentence(page, view.sentences);
    const y = view.figures.data[0]!.y;
    await page.waitForFunction((y) => {
      const plot = document.querySelector(".explore .plot") as unknown as {
        data?: { y: number[] }[];
      };
      return y.every((value, at) => Math.abs((plot.data?.[0]?.y[at] ?? NaN) - value) < 1e-3);
    }, y);
    expect(Number((await shown(page)).number)).toBeCloseTo(view.numbers.product, 3);
  }
  const computed = (page: Page) => page.waitForSelector(".explore[data-computed]");

  it.each(["site", "single"] as const)(
    "is computed at every place once a knob was moved (%s), and nothing else changes",
    async (form) => {
      const stored = storedWave()[EXPLORE_MIME] as ExploreJson;
      const [a, b] = stored.controls.map(({ positions }) => positions as readonly number[]);
      expect(stored.frames).toBe("one-at-a-time");
      expect([a, b].map((positions) => positions!.includes(1.1) || positions!.length > 20)).toEqual(
        [false, false],
      );
      const { page, problems, close } = await opened(form, "wave");
      await page.locator(".explore").scrollIntoViewIfNeeded();
      await page.waitForSelector(".explore .plot path.js-line");
      const before = await rest(page);
      // The frame answers at once, whatever runs behind.
      await move(page, "a", "End");
      await sentence(page, "At 4 and 0.");
      const frame = await shown(page);
      await computed(page);
      // What is computed there is what the frame showed.
      expect(await shown(page)).toEqual(frame);
      await gives(page, { a: 4, b: 0, up: false });
      await move(page, "a", "ArrowLeft");
      await move(page, "b", "Home", "ArrowRight");
      await move(page, "up", "Space");
      await gives(page, { a: 3.9, b: -1.9, up: true });
      expect((await shown(page)).at).toEqual(["3.9", "-1.9", true]);
      expect(await rest(page)).toEqual(before);
      expect(await seen(page)).toEqual([]);
      // The reader's cells find nothing of it: this one counts how often it ran.
      await page.click('section[data-cell="before"] .run');
      await idle(page);
      expect(textOf((await seen(page)).findLast(({ cell }) => cell === "before"))).toBe("1");
      await move(page, "a", "ArrowLeft");
      await gives(page, { a: 3.8, b: -1.9, up: true });
      expect(problems).toEqual([]);
      await close();
    },
  );

  it("follows a text that was changed", async () => {
    const { page, close } = await opened("site", "wave");
    await page.locator(".explore").scrollIntoViewIfNeeded();
    await move(page, "a", "End");
    await computed(page);
    await write(page, "before", "Object.defineProperty(globalThis, 'scale', { value: 5 });");
    await idle(page);
    await move(page, "a", "ArrowLeft");
    await move(page, "b", "End");
    await sentence(page, "At 3.9 and 2.");
    const product = page.locator(".explore .numbers dd", { hasText: /^39(\.00)?$/ });
    await product.waitFor();
    expect(await product.count()).toBe(1);
    await close();
  });

  it("can be stopped while it gets ready: the frames go on, and the page lives", async () => {
    const { page, problems, close } = await opened("site", "endless");
    await page.locator(".explore").scrollIntoViewIfNeeded();
    const before = await rest(page);
    await move(page, "a", "End");
    await sentence(page, "At 4 and 0.");
    await page.click(".live-bar .stop:enabled");
    await idle(page);
    // Not tried again.
    await move(page, "b", "End");
    await sentence(page, "At 1 and 2.");
    await page.waitForTimeout(500);
    expect(await page.locator(".live-bar .stop").isDisabled()).toBe(true);
    expect(await page.locator(".explore[data-computed]").count()).toBe(0);
    expect((await rest(page)).slice(1)).toEqual(before.slice(1));
    // A run of the reader's is not kept waiting by what gets ready.
    await write(page, "before", "for (;;) draws += 2;");
    await page.locator('section[data-cell="before"][data-running]').waitFor();
    await move(page, "a", "End");
    await sentence(page, "At 4 and 0.");
    await page.locator('section[data-cell="before"] .run').click();
    await idle(page);
    await write(page, "before", "draws += 40;\ndraws + 2");
    await idle(page);
    expect(textOf((await seen(page)).at(-1))).toBe("42");
    await move(page, "a", "ArrowLeft");
    await computed(page);
    expect(problems).toEqual([]);
    await close();
  });

  it("does not keep a run of the reader's waiting", async () => {
    const { page, close } = await opened("site", "endless");
    await page.locator(".explore").scrollIntoViewIfNeeded();
    await move(page, "a", "End");
    await page.waitForSelector(".live-bar .stop:enabled");
    await page.click('section[data-cell="begin"] .run');
    const shown = page.locator('section[data-cell="begin"] .outputs');
    await shown.filter({ hasText: "printed anew" }).waitFor();
    // An answer was judged by the way: the page asks before it forgets.
    await page.click("text=Reset");
    await page.click("text=Forget them");
    await idle(page);
    await shown.filter({ hasText: "as it was written" }).waitFor();
    expect(await shown.textContent()).not.toContain("printed anew");
    await close();
  });

  it("stays with its frames where a cell before it fails", async () => {
    const { page, problems, close } = await opened("single", "failing");
    await page.locator(".explore").scrollIntoViewIfNeeded();
    const before = await rest(page);
    await move(page, "a", "End");
    await sentence(page, "At 4 and 0.");
    // Long enough for the worker to have begun, run and failed.
    await page.waitForTimeout(1500);
    await move(page, "b", "End");
    await sentence(page, "At 1 and 2.");
    expect((await shown(page)).at).toEqual(["1", "2", false]);
    expect(await page.locator(".explore[data-computed]").count()).toBe(0);
    expect(await rest(page)).toEqual(before);
    expect(problems).toEqual([]);
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
