import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCourse } from "../../src/node/course/course.js";
import { publish } from "../../src/node/publish/publish.js";
import { root } from "../course/courseNotebooks.js";
import { executedNotebook } from "./executedCourse.js";
import { authorsAnswers, type CellRun, type PageCell } from "./liveRun.js";
import { Firefox, firefoxPath, keys } from "./openFirefox.js";

const name = "00-start-here";
const path = firefoxPath();
if (path === undefined)
  console.warn("no Firefox is installed: its tests are skipped (LOSSBOOK_FIREFOX names one)");

describe.skipIf(path === undefined)("the main path in Firefox, one file from the disk", () => {
  let firefox: Firefox;
  let output: string;
  let cells: readonly PageCell[];

  beforeAll(async () => {
    const { source } = await executedNotebook(`${name}.ipynb`);
    output = mkdtempSync(join(tmpdir(), "lossbook-firefox-page-"));
    await publish([source], { output, course: findCourse(root), singleFile: true });
    firefox = await Firefox.open(path!);
    await firefox.goto(pathToFileURL(join(output, `${name}.html`)).href);
    cells = await firefox.evaluate(
      () =>
        JSON.parse(
          document.getElementById("lossbook-cells")!.textContent,
        ) as unknown as readonly PageCell[],
    );
    await firefox.until(() => "alive" in document.documentElement.dataset);
    await firefox.evaluate(() => {
      const runs: CellRun[] = [];
      (window as unknown as { runs: CellRun[] }).runs = runs;
      document.addEventListener("lossbook:outputs", (event) =>
        runs.push((event as CustomEvent<CellRun>).detail),
      );
    });
  });
  afterAll(async () => {
    await firefox?.close();
    if (output !== undefined) rmSync(output, { recursive: true, force: true });
  });

  const runs = (): Promise<readonly CellRun[]> =>
    firefox.evaluate(() => (window as unknown as { runs: readonly CellRun[] }).runs);
  const barOf = (id: string): string => `section[data-cell="${id}"] .cell-bar`;
  const quiet = () => firefox.until(() => document.querySelector("[data-running]") === null);

  /** Writes into a cell as a reader does: into the editor, everything marked, typed, Shift and Enter. */
  async function write(id: string, source: string): Promise<void> {
    const before = (await runs()).length;
    await firefox.evaluate((selector) => {
      const edit = [...document.querySelectorAll(`${selector} button`)].find((button) =>
        button.textContent!.startsWith("Edit"),
      );
      (edit as HTMLElement | undefined)?.click();
    }, barOf(id));
    await firefox.until(
      (id) =>
        document.querySelector(`section[data-cell="${id}"]`)!.contains(document.activeElement) &&
        document.activeElement!.matches("textarea, [contenteditable]"),
      id,
    );
    await firefox.press(keys.control, "a");
    await firefox.type(source);
    await firefox.press(keys.shift, keys.enter);
    await firefox.until(
      (before, id) =>
        (window as unknown as { runs: readonly CellRun[] }).runs
          .slice(before)
          .some(({ cell }) => cell === id) ||
        document.querySelector(`section[data-cell="${id}"][data-running]`) !== null,
      before,
      id,
    );
  }

  it("shows its text, its formulas and its figure", async () => {
    expect(await firefox.evaluate(() => document.querySelector("h1")!.textContent)).toContain("00");
    expect(
      await firefox.evaluate(() => document.querySelectorAll(".katex-html").length),
    ).toBeGreaterThan(10);
    await firefox.evaluate(() => document.querySelector(".plot")!.scrollIntoView());
    await firefox.until(() => document.querySelector(".plot .main-svg .trace") !== null);
  });

  it("runs all its cells", async () => {
    await firefox.click(".live-bar button");
    await firefox.until(
      (last) =>
        (window as unknown as { runs: readonly CellRun[] }).runs.some(
          ({ cell, ending }) => cell === last || ending !== "ok",
        ),
      cells.at(-1)!.id,
    );
    await quiet();
    const seen = await runs();
    expect(seen.map(({ cell, ending }) => `${cell} ${ending}`)).toEqual(
      cells.map(({ id }) => `${id} ok`),
    );
  });

  it("moves a slider: the figure follows", async () => {
    const line = () =>
      firefox.evaluate(() =>
        [...document.querySelectorAll(".explore .plot .trace path")]
          .map((path) => path.getAttribute("d"))
          .join(),
      );
    await firefox.evaluate(() => {
      const slider = document.querySelector<HTMLElement>(".explore input[type=range]")!;
      slider.scrollIntoView({ block: "center" });
      slider.focus();
    });
    await firefox.until(() => document.querySelector(".explore .plot .trace path") !== null);
    const before = await line();
    await firefox.press(keys.end);
    await firefox.until(
      (before) =>
        [...document.querySelectorAll(".explore .plot .trace path")]
          .map((path) => path.getAttribute("d"))
          .join() !== before,
      before,
    );
    expect(await line()).not.toBe(before);
  });

  it("refuses the stub of an exercise and accepts its solution", async () => {
    const [id, answer] = Object.entries(await firefox.evaluate(authorsAnswers))[0]!;
    const exercise = (seen: readonly CellRun[]) =>
      JSON.stringify(seen.findLast(({ cell }) => cell === id)?.outputs);
    expect(exercise(await runs())).toContain('"state":"unsolved"');
    const solution = answer.trim();
    expect(solution, "short enough to be typed").not.toContain("\n");
    await write(id, solution);
    await quiet();
    expect(exercise(await runs())).toContain('"state":"right"');
  });

  it("runs a changed cell, and again", async () => {
    const { id } = cells.at(-1)!;
    for (const [source, shown] of [
      ["6 * 7", "42"],
      ["6 * 7 + 1", "43"],
    ] as const) {
      await write(id, source);
      await quiet();
      const last = (await runs()).findLast(({ cell }) => cell === id);
      expect(JSON.stringify(last?.outputs)).toContain(`"text/plain":"${shown}"`);
    }
  });

  it("stops an endless loop, and the page lives on", async () => {
    const { id } = cells.at(-1)!;
    await write(id, "while(1);");
    await firefox.until(
      (id) => document.querySelector(`section[data-cell="${id}"][data-running]`) !== null,
      id,
    );
    await firefox.click(`${barOf(id)} .run`);
    await quiet();
    expect((await runs()).at(-1)).toMatchObject({ cell: id, ending: "stopped" });
    await write(id, "6 * 7");
    await firefox.until(
      (id) => (window as unknown as { runs: CellRun[] }).runs.at(-1)!.cell === id,
      id,
    );
    await quiet();
    expect((await runs()).at(-1)).toMatchObject({ cell: id, ending: "ok" });
  });

  it("says nothing on its console and asks for nothing", () => {
    expect(firefox.problems).toEqual([]);
  });
});
