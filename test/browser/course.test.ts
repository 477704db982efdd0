import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { auditExercises } from "../../src/lesson/exercise/auditExercises.js";
import { hasTag } from "../../src/nbformat/tags.js";
import { publish } from "../../src/node/publish/publish.js";
import { compareLocks } from "../../src/node/verify/compareLocks.js";
import { resultsOf } from "../../src/node/verify/lock.js";
import { defaultTolerance } from "../../src/node/verify/tolerance.js";
import { course, root } from "../course/courseNotebooks.js";
import { sampled } from "../sample.js";
import { executedCourse, type ExecutedNotebook } from "./executedCourse.js";
import {
  alive,
  asNotebook,
  bundlesOf,
  isNodeOnly,
  authorsAnswers,
  pageCells,
  reopenWith,
  runAll,
} from "./liveRun.js";
import { openBrowser } from "./openBrowser.js";
import {
  axeViolations,
  drawFigures,
  openFolds,
  openPage,
  tooWide,
  type Theme,
} from "./openPage.js";

const names = course.map(({ file }) => file.replace(/\.ipynb$/, ""));
/** The one-file form of these is opened as well: the first, one with many figures, and one with another Plotly bundle. */
const single = ["00-start-here", "04-choosing-a-model", "08-regression"];

let browser: Browser;
let output: string;
let executed: readonly ExecutedNotebook[];
const counts: Record<string, Record<string, number>> = {};

beforeAll(async () => {
  executed = await executedCourse();
  output = mkdtempSync(join(tmpdir(), "lossbook-course-"));
  await publish(
    executed.map(({ source }) => source),
    { output: join(output, "site"), course: findCourse(root) },
  );
  await publish(
    executed.filter(({ name }) => single.includes(name)).map(({ source }) => source),
    { output: join(output, "single"), course: findCourse(root), singleFile: true },
  );
  browser = await openBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  if (output !== undefined) rmSync(output, { recursive: true, force: true });
  const total: Record<string, number> = { pages: Object.keys(counts).length };
  for (const one of Object.values(counts))
    for (const [what, count] of Object.entries(one)) total[what] = (total[what] ?? 0) + count;
  console.log(
    JSON.stringify({ tolerance: defaultTolerance, total, pages: counts }, null, 1).replace(
      /\n {3,}/g,
      " ",
    ),
  );
});

/** What is wrong with a page, by kind: a test looks at all of it before it fails. */
class Findings {
  readonly found: Record<string, readonly string[]> = {};

  note(kind: string, list: readonly string[]): void {
    if (list.length > 0) this.found[kind] = list;
  }
}

/** Text that should have become a formula, in the article and in the figures. */
const rawFormulas = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const raw: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const text = node.textContent ?? "";
      if (
        node.parentElement!.closest("script, style, pre, code, textarea, .editor, .katex") ===
          null &&
        /\$[^$\n]+\$|\\(?:frac|sum|ln|log|mathbb|operatorname|begin|sigma|theta|partial)\b/.test(
          text,
        )
      )
        raw.push(text.trim().slice(0, 100));
    }
    return raw;
  });

interface Formulas {
  readonly set: number;
  readonly spoken: number;
  readonly wrong: string[];
}

/** Formulas that were set, those that a screen reader finds, and those that failed or have no size. */
const formulas = (page: Page): Promise<Formulas> =>
  page.evaluate(() => {
    const set = [...document.querySelectorAll<HTMLElement>(".katex .katex-html")];
    return {
      set: set.length,
      spoken: document.querySelectorAll(".katex math").length,
      wrong: [
        ...[...document.querySelectorAll(".katex-error, .tex-error")].map(
          (error) => error.textContent ?? "",
        ),
        ...set
          .filter(
            (formula) => formula.checkVisibility() && formula.getBoundingClientRect().height < 4,
          )
          .map((formula) => `no height: ${formula.textContent}`),
      ],
    };
  });

/** Figures without a sentence that says what they show, or whose data table stays empty. */
const figuresWithoutWords = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("figure.figure:not(.picture)")].flatMap((figure) => {
      const problems: string[] = [];
      const caption = figure.querySelector("figcaption")?.textContent?.trim() ?? "";
      if (caption.length < 20) problems.push(`${figure.id}: its caption is "${caption}"`);
      if (figure.querySelector(".figure-data tbody td") === null)
        problems.push(`${figure.id}: its table of data is empty`);
      return problems;
    }),
  );

interface Exploration {
  readonly figures: string;
  readonly words: string;
}

/** What an exploration shows: the geometry and the texts of its figures, and what is said of them. */
function exploration(at: number): Exploration {
  const place = document.querySelectorAll(".explore")[at]!;
  const drawn = [...place.querySelectorAll(".plot")].flatMap((plot) => [
    ...[...plot.querySelectorAll("path, image, circle, rect, text")].map((mark) =>
      ["d", "href", "transform", "x", "y", "width", "height"]
        .map((name) => mark.getAttribute(name) ?? "")
        .concat(mark.tagName === "text" ? (mark.textContent ?? "") : "")
        .join(),
    ),
    // A scene is drawn on a canvas: what it was given stands in for what it shows.
    plot.querySelector("canvas") === null
      ? ""
      : JSON.stringify((plot as unknown as { data: unknown }).data),
  ]);
  return {
    figures: drawn.join("\n"),
    words: place.querySelector(".sentences")?.textContent?.replace(/\s+/g, " ").trim() ?? "",
  };
}

/** Waits until the figures are others than before, or else until what is said of them is. */
async function changes(page: Page, at: number, before: Exploration): Promise<boolean> {
  for (const given = Date.now(); Date.now() - given < 10_000;) {
    if ((await page.evaluate(exploration, at)).figures !== before.figures) return true;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  return (await page.evaluate(exploration, at)).words !== before.words;
}

/** Moves every control once, with the keyboard, and waits until the figure is another, or else what is said of it. */
async function moveControls(page: Page): Promise<{ moved: number; still: string[] }> {
  const still: string[] = [];
  let moved = 0;
  const explorations = page.locator(".explore");
  for (let at = 0; at < (await explorations.count()); at++) {
    const controls = explorations.nth(at).locator("[data-name]");
    for (let index = 0; index < (await controls.count()); index++) {
      const control = controls.nth(index);
      const before = await page.evaluate(exploration, at);
      await control.focus();
      const { kind, last, name } = await control.evaluate((element) => {
        const input = element as HTMLInputElement;
        return { kind: input.type, last: input.value === input.max, name: input.dataset["name"]! };
      });
      if (kind === "checkbox") await page.keyboard.press("Space");
      else if (kind === "range") await page.keyboard.press(last ? "Home" : "End");
      else
        await control.selectOption({
          index: await control.evaluate((element) => {
            const select = element as unknown as HTMLSelectElement;
            return (select.selectedIndex + 1) % select.options.length;
          }),
        });
      moved++;
      if (!(await changes(page, at, before)))
        still.push(`${await explorations.nth(at).getAttribute("data-explore")}, ${name}`);
    }
  }
  return { moved, still };
}

/** The addresses that a page links to within the site, and the anchors it has. */
const linksAndAnchors = (page: Page): Promise<{ links: string[]; anchors: string[] }> =>
  page.evaluate(() => ({
    links: [...document.querySelectorAll("a[href]")]
      .map((link) => link.getAttribute("href")!)
      .filter((href) => !/^(?:https?|mailto):/.test(href)),
    anchors: [...document.querySelectorAll("[id]")].map(({ id }) => id),
  }));

const seen = new Map<string, { links: string[]; anchors: string[] }>();

async function readWhole(page: Page, name: string, findings: Findings): Promise<void> {
  await openFolds(page);
  const { set, spoken, wrong } = await formulas(page);
  findings.note("formulas that stand as their source", await rawFormulas(page));
  findings.note("formulas that were not set", wrong);
  if (spoken !== set)
    findings.note("formulas for the ear", [`${spoken} beside ${set} for the eye`]);
  findings.note("figures that were not drawn", await drawFigures(page));
  findings.note("formulas in figures that stand as their source", await rawFormulas(page));
  findings.note("figures without words or data", await figuresWithoutWords(page));
  seen.set(name, await linksAndAnchors(page));
  counts[name] = {
    equations: set,
    figures: await page.locator(".plot").count(),
    derivations: await page.locator(".derivation").count(),
  };
}

// Two at a time (vitest.config.mjs): each is one page, and waits for the browser more than for itself.
describe.concurrent.each(names)("%s, light, 1280 px, as a page of the site", (name) => {
  const file = () => join(output, "site", `${name}.html`);
  const ran = () => executed.find((one) => one.name === name)!;

  it("is whole: formulas, figures, data, controls; nothing asked, nothing wrong", async () => {
    const { page, problems, close } = await openPage(browser, file());
    const findings = new Findings();
    await readWhole(page, name, findings);
    const { moved, still } = await moveControls(page);
    findings.note("controls that change nothing", still);
    counts[name]!["controls"] = moved;
    findings.note("too wide", await tooWide(page));
    findings.note("axe", await axeViolations(page));
    findings.note("console and requests", problems);
    const text = readFileSync(file(), "utf8");
    findings.note(
      "paths of this machine",
      [root, homedir(), tmpdir()].filter((path) => text.includes(path)),
    );
    await close();
    expect(findings.found).toEqual({});
  });

  it("run as a learner finds it and as its author solved it: the kernel's results", async () => {
    const findings = new Findings();
    const { page, problems, close } = await openPage(browser, file());
    await alive(page);
    const cells = await pageCells(page);
    const runnable = cells.filter((cell) => !isNodeOnly(cell));
    const endings = (runs: Awaited<ReturnType<typeof runAll>>): string[] =>
      runnable
        .filter((cell) => {
          const ending = runs.findLast((run) => run.cell === cell.id)?.ending;
          return ending !== "ok" && !(ending === "failed" && hasTag(cell, "raises-exception"));
        })
        .map(({ id }) => {
          const run = runs.findLast(({ cell }) => cell === id);
          return `${id}: ${run?.ending ?? "did not run"} ${JSON.stringify(run?.outputs.filter(({ kind }) => kind === "error") ?? "")}`;
        });

    const learner = await runAll(page);
    findings.note("cells with stubs", endings(learner));
    const answers = await page.evaluate(authorsAnswers);
    await reopenWith(page, answers);
    const author = await runAll(page);
    findings.note("cells with the author's answers", endings(author));
    findings.note("exercises", auditExercises(bundlesOf(author), bundlesOf(learner)));
    const { notebook } = ran();
    findings.note(
      "what the kernel showed → what the page showed",
      compareLocks(resultsOf(asNotebook(notebook, undefined)), asNotebook(notebook, author)).map(
        ({ id, message }) => `${id}: ${message}`,
      ),
    );
    const points = await page.locator(".live-points").textContent();
    const [earned, all] = points!.match(/\d+/g) ?? [];
    if (earned !== all) findings.note("points", [points!]);

    // Figures and explorations that the page itself made.
    findings.note("figures after the run", await drawFigures(page));
    const { moved, still } = await moveControls(page);
    findings.note("controls that change nothing after the run", still);
    findings.note("too wide", await tooWide(page));
    await openFolds(page, "details:not(.figure-data)");
    findings.note("axe", await axeViolations(page));
    findings.note("console and requests", problems);
    Object.assign((counts[name] ??= {}), {
      cells: cells.length,
      run: runnable.length,
      compared: Object.keys(resultsOf(asNotebook(notebook, undefined)).cells).length,
      exercises: Object.keys(answers).length,
      liveControls: moved,
    });
    await close();
    expect(findings.found).toEqual({});
  });
});

const variants = (
  [
    ["dark", 1280],
    ["light", 375],
    ["dark", 375],
  ] as const satisfies readonly (readonly [Theme, number])[]
).flatMap(([theme, width]) =>
  [...sampled(names, 4), "index"].map((name) => [name, theme, width] as const),
);

describe.concurrent.each(variants)("%s, %s, %i px", (name, theme, width) => {
  it("is drawn, quiet, accessible, and no wider than its window", async () => {
    const findings = new Findings();
    const { page, problems, close } = await openPage(
      browser,
      join(output, "site", `${name}.html`),
      {
        theme,
        width,
      },
    );
    await openFolds(page, "details:not(.figure-data)");
    findings.note("formulas that were not set", (await formulas(page)).wrong);
    findings.note("figures that were not drawn", await drawFigures(page));
    findings.note("too wide", await tooWide(page));
    findings.note("axe", await axeViolations(page));
    findings.note("console and requests", problems);
    await close();
    expect(findings.found).toEqual({});
  });
});

describe.concurrent.each(single)("%s in one file", (name) => {
  it("is whole, and runs", async () => {
    const findings = new Findings();
    const { page, problems, close } = await openPage(
      browser,
      join(output, "single", `${name}.html`),
    );
    findings.note("figures that were not drawn", await drawFigures(page));
    findings.note("formulas that were not set", (await formulas(page)).wrong);
    await alive(page);
    const runs = await runAll(page);
    findings.note(
      "cells that failed",
      runs.filter(({ ending }) => ending !== "ok").map(({ cell }) => cell),
    );
    findings.note("figures that were not drawn", await drawFigures(page));
    findings.note("controls that change nothing", (await moveControls(page)).still);
    findings.note("console and requests", problems);
    await close();
    expect(findings.found).toEqual({});
  });

  it("stands alone", () => {
    expect(readFileSync(join(output, "single", `${name}.html`), "utf8")).not.toMatch(
      /(?:src|href)="assets\//,
    );
  });
});

describe("the course as a site", () => {
  it("has an index that is whole and leads to every page", async () => {
    const { page, problems, close } = await openPage(browser, join(output, "site", "index.html"));
    expect(await tooWide(page)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    const links = await linksAndAnchors(page);
    seen.set("index", links);
    expect(links.links).toEqual(expect.arrayContaining(names.map((name) => `${name}.html`)));
    expect(problems).toEqual([]);
    await close();
  });

  it("has links that lead somewhere", () => {
    const files = readdirSync(join(output, "site"));
    const broken = [...seen].flatMap(([from, { links }]) =>
      links
        .filter((href) => {
          const [path, anchor] = href.split("#", 2) as [string, string | undefined];
          const to = path === "" ? from : path.replace(/\.html$/, "");
          if (path !== "" && !files.includes(path)) return true;
          const anchors = seen.get(to)?.anchors;
          return anchor !== undefined && !anchors?.includes(decodeURIComponent(anchor));
        })
        .map((href) => `${from}: ${href}`),
    );
    expect(broken).toEqual([]);
  });

  it("lets at least 85% of its cells run in the page", () => {
    const code = course.flatMap(({ code }) => code);
    expect(code.filter((cell) => !isNodeOnly(cell)).length / code.length).toBeGreaterThan(0.85);
  });
});
