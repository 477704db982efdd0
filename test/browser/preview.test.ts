// `lossbook preview` as its author uses it: the command, a browser, and a file that is saved.
import { spawn, type ChildProcess } from "node:child_process";
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { readNotebook } from "../../src/node/course/readNotebook.js";
import { planPages } from "../../src/node/publish/planPages.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { courseWith, notebookText, type WrittenCell } from "../node/check/faultyNotebooks.js";
import { openBrowser } from "./openBrowser.js";
import { axeEverywhere } from "./openPage.js";

const root = join(import.meta.dirname, "..", "..");
let course: ReturnType<typeof courseWith>;
let child: ChildProcess;
let url: string;
let browser: Browser;
let page: Page;
const said: string[] = [];
const wrong: string[] = [];

const words = (text: string): readonly WrittenCell[] => [
  `# Seen\n\n${text}`,
  { code: "let a = 1;\nconsole.log(`a is ${a}`);", id: "a" },
  `${"A long way down.\n\n".repeat(60)}`,
  "The end: $x^2$.\n\n<details><summary>more</summary>\n\nfolded\n\n</details>",
  { code: "console.log(`twice ${2 * a}`);", id: "b" },
];
const save = (text: string): void => writeFileSync(course.notebook, text);
const shown = (): Frame => page.frames().find((frame) => /pages\/.*\.html/.test(frame.url()))!;
const state = (name: string) =>
  page.waitForFunction((wanted) => document.getElementById("state")?.className === wanted, name);
const saying = (text: string) =>
  page.waitForFunction(
    (wanted) =>
      document
        .querySelector<HTMLIFrameElement>("iframe:not(.next)")
        ?.contentDocument?.querySelector("article")
        ?.textContent.includes(wanted),
    text,
  );

beforeAll(async () => {
  course = courseWith(words("First words."));
  mkdirSync(join(course.folder, "node_modules"));
  mkdirSync(join(course.folder, "data"), { recursive: true });
  symlinkSync(root, join(course.folder, "node_modules", "lossbook"), "dir");
  child = spawn(
    process.execPath,
    [join(root, "bin", "lossbook.mjs"), "preview", "notebooks/mine.ipynb"],
    { cwd: course.folder, stdio: ["ignore", "pipe", "pipe"] },
  );
  child.stderr!.on("data", (text: Buffer) => said.push(String(text)));
  url = await new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      said.push(line);
      if (line.startsWith("http")) resolve(line);
    });
  });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(url);
  await state("ready");
});

afterAll(async () => {
  await browser.close();
  child.kill("SIGKILL");
  course.remove();
});

it("shows what the cells put out", async () => {
  await saying("First words.");
  await saying("a is 1");
  await saying("twice 2");
  // Until the page is laid out, it is held at its place.
  await page.waitForTimeout(600);
  expect(wrong).toEqual([]);
});

it("puts words in place: nothing runs, and the author stays where he is", async () => {
  const frame = shown();
  await frame.evaluate(() => {
    (window as { mark?: number }).mark = 1;
    document.querySelector("article details")!.setAttribute("open", "");
    window.scrollTo({ top: 600, behavior: "instant" });
  });
  const before = said.length;
  save(notebookText(words("Other words, with $y^3$.")));
  await saying("Other words");
  const kept = await frame.evaluate(() => ({
    mark: (window as { mark?: number }).mark,
    open: document.querySelector("article details")!.hasAttribute("open"),
    scroll: Math.abs(window.scrollY - 600) < 60,
    formulas: document.querySelectorAll("article .katex").length,
  }));
  expect(kept).toEqual({ mark: 1, open: true, scroll: true, formulas: 2 });
  expect(said.slice(before).join()).not.toContain("ran in");
});

it("runs a changed cell clean, and holds the place while the page is swapped", async () => {
  await shown().evaluate(() => window.scrollTo({ top: 600, behavior: "instant" }));
  const cells = [...words("Other words, with $y^3$.")];
  cells[1] = { code: "let a = 5;\nconsole.log(`a is ${a}`);", id: "a" };
  save(notebookText(cells));
  await saying("twice 10");
  await state("ready");
  await page.waitForTimeout(600);
  const { scroll, open } = await shown().evaluate(() => ({
    scroll: window.scrollY,
    open: document.querySelector("article details")!.hasAttribute("open"),
  }));
  expect(Math.abs(scroll - 600)).toBeLessThan(60);
  expect(open).toBe(true);
});

it("ends in the page that a clean report writes", async () => {
  const found = findCourse(course.folder);
  const { notebook, bytes } = readNotebook(course.notebook);
  await runNotebook(course.notebook, notebook);
  const plan = await planPages(
    [{ path: course.notebook, bytes, json: notebook, executed: new Date() }],
    { course: found, folder: found.reports, singleFile: false, linksAreChecked: true, onWarning: () => undefined, onRefused: () => undefined },
    { pages: [], gone: [], html: () => undefined },
  ); // prettier-ignore
  const served = await (await page.request.get(`${url}pages/mine.html`)).text();
  const timeless = (html: string) => html.replace(/<time[\s\S]*?<\/time>/, "");
  expect(timeless(served)).toBe(timeless(plan!.pages[0]!.html));
});

it("carries a table that a cell read by a name it made", async () => {
  writeFileSync(join(course.folder, "data", "tiny.csv"), "metres\n1\n2\n");
  const cells = [...words("Other words, with $y^3$.")];
  cells[4] = {
    code: `import { readTable } from "lossbook/notebook";
const { length } = await readTable(["ti", "ny"].join(""));
console.log(\`read \${length} rows\`);`,
    id: "b",
  };
  save(notebookText(cells));
  await saying("read 2 rows");
  await state("ready");
  const data = await shown().locator("#lossbook-live").textContent();
  expect((JSON.parse(data!) as { tables: object }).tables).toHaveProperty("tiny");
});

it("says an error of types with cell and line, on the page as well, and recovers", async () => {
  const cells = [...words("Other words, with $y^3$.")];
  cells[4] = { code: "let c = 1;\nconst n: number = 'x';\nMath.random();", id: "b" };
  save(notebookText(cells));
  await state("failed");
  await saying("Type 'string' is not assignable to type 'number'");
  await saying("a is 5".replace("5", "1"));
  expect(await page.locator("#place").innerText()).toBe("cell 5, line 2");
  await page.locator("#place button").click();
  await page.locator("#findings summary").waitFor();
  await page.locator("#findings summary").click();
  expect(await axeEverywhere(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  cells[4] = { code: "throw new Error('no good');", id: "b" };
  save(notebookText(cells));
  await saying("no good");
  save(notebookText(words("Sound again.")));
  await state("ready");
  await saying("twice 2");
});

it("marks what a warm kernel said, until the clean run has the last word", async () => {
  const gate = join(course.folder, "..", `preview-gate-${process.pid}`);
  const slow = `import { existsSync } from "node:fs";
let a = 1;
await new Promise((go) => setTimeout(go, 1_500));
while (!existsSync(${JSON.stringify(gate)})) await new Promise((go) => setTimeout(go, 20));`;
  const edited = (last: string) =>
    save(notebookText(["# Slow", { code: slow, id: "slow" }, { code: last, id: "last" }]));
  writeFileSync(gate, "");
  edited("console.log(`first ${a}`);");
  await saying("first 1");
  await state("ready");
  rmSync(gate);
  edited("a += 1;\nconsole.log(`second ${a}`);");
  await saying("second 2");
  await shown().locator('section[data-cell="last"] [data-provisional]').waitFor();
  expect(await shown().locator("[data-provisional]").count()).toBe(1);
  expect(await page.locator("#state").innerText()).toMatch(/^Provisional: 1 cell /);
  expect(await axeEverywhere(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
  edited("a += 1;\nconsole.log(`third ${a}`);");
  await saying("third 3");
  writeFileSync(gate, "");
  await state("ready");
  await saying("third 2");
  expect(await shown().locator("[data-provisional]").count()).toBe(0);
  expect(await page.locator("#state").innerText()).toContain("the clean run corrected 1 cell");
  rmSync(gate);
});

it("bears a file that is half written, gone, replaced, and saved a hundred times", async () => {
  save(notebookText(words("Half")).slice(0, 200));
  await state("unreadable");
  expect(await page.locator("#state").innerText()).toContain("what the notebook said before");
  renameSync(course.notebook, `${course.notebook}.bak`);
  writeFileSync(`${course.notebook}.new`, notebookText(words("Replaced.")));
  renameSync(`${course.notebook}.new`, course.notebook);
  await saying("Replaced.");
  await state("ready");
  for (let i = 1; i <= 100; i++) save(notebookText(words(`Save ${i}.`)));
  await saying("Save 100.");
});

it("is for this machine's own browser alone, and hands out nothing but the pages", async () => {
  const { port, pathname } = new URL(url);
  const ask = (path: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) =>
      get({ host: "127.0.0.1", port, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).on("error", reject),
    );
  symlinkSync("/etc", join(course.folder, "notebooks", "leads-out"));
  expect(await ask(pathname)).toBe(200);
  expect(await ask(pathname, { host: `evil.example:${port}` })).toBe(403);
  expect(await ask(pathname, { origin: "https://evil.example" })).toBe(403);
  expect(await ask("/")).toBe(404);
  expect(await ask("/pages/mine.html")).toBe(404);
  for (const path of [
    "../notebooks/mine.ipynb",
    "pages/../../notebooks/mine.ipynb",
    "pages/..%2f..%2fnotebooks%2fmine.ipynb",
    "notebooks/mine.ipynb",
    "pages/leads-out/passwd",
    "pages/assets/../mine.html",
    "pages/assets/none.js",
    "pages/none.html",
  ])
    expect(await ask(`${pathname}${path}`), path).toBe(404);
});

it("ends by Ctrl-C: no kernel is left, nothing is written, the notebook is as its author saved it", async () => {
  const last = readFileSync(course.notebook, "utf8");
  const kernels = readdirSync("/proc").filter((pid) => childOf(pid, child.pid!));
  expect(kernels.length).toBeGreaterThan(0);
  child.kill("SIGINT");
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(130);
  expect(kernels.filter((pid) => childOf(pid, child.pid!))).toEqual([]);
  expect(readdirSync(course.folder)).not.toContain("reports");
  expect(readFileSync(course.notebook, "utf8")).toBe(last);
  await state("gone");
  expect(wrong.filter((text) => !/ERR_CONNECTION|ERR_INCOMPLETE|net::/.test(text))).toEqual([]);
});

function childOf(pid: string, parent: number): boolean {
  try {
    return new RegExp(`^PPid:\\s+${parent}$`, "m").test(
      readFileSync(`/proc/${pid}/status`, "utf8"),
    );
  } catch {
    return false;
  }
}
