import type { Page } from "playwright-core";
import { EXPLORE_MIME } from "../../src/outputs/mimeTypes.js";
import type { MimeBundle } from "../../src/outputs/mimeBundle.js";
import type { CellMetadata, Notebook, Output } from "../../src/nbformat/notebook.js";
import { hasTag } from "../../src/nbformat/tags.js";
import type { LiveData } from "../../src/page/live/liveData.js";
import type { WorkerOutput } from "../../src/page/messages.js";

/** What the page tells of a cell that ran (`lossbook:outputs`). */
export interface CellRun {
  readonly cell: string;
  readonly ending: "ok" | "failed" | "stopped";
  readonly outputs: readonly WorkerOutput[];
}

/** A code cell as the page was written with it. */
export interface PageCell {
  readonly id: string;
  readonly source?: string;
  readonly metadata: CellMetadata;
}

const dataOf = <Data>(page: Page, id: string): Promise<Data> =>
  page.evaluate(
    (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null") as never,
    id,
  );

export const pageCells = (page: Page): Promise<readonly PageCell[]> =>
  dataOf<readonly PageCell[]>(page, "lossbook-cells");

/** The author's answers by cell, as they stand in their folds. Runs in the page. */
export const authorsAnswers = (): Record<string, string> =>
  Object.fromEntries(
    [...document.querySelectorAll<HTMLElement>("section[data-cell]")].flatMap((section) => {
      const solved = section.querySelector(".author-answer .solved code");
      return solved === null ? [] : [[section.dataset["cell"]!, solved.textContent]];
    }),
  );

export const isNodeOnly = (cell: PageCell): boolean => hasTag(cell, "node-only");

export async function alive(page: Page): Promise<void> {
  await page.waitForSelector("html[data-alive]", { state: "attached", timeout: 60_000 });
}

/** Presses "Run all" and waits until every cell has run, or one has failed. */
export async function runAll(page: Page): Promise<readonly CellRun[]> {
  const cells = (await pageCells(page)).filter((cell) => !isNodeOnly(cell));
  await page.evaluate(() => {
    const all: CellRun[] = [];
    (window as unknown as { runs: CellRun[] }).runs = all;
    document.addEventListener("lossbook:outputs", (event) =>
      all.push((event as CustomEvent<CellRun>).detail),
    );
  });
  await page.getByRole("button", { name: /^(?:Run all|Alle ausführen)$/ }).click();
  await page.waitForFunction(
    ({ last, mayFail }) => {
      const { runs } = window as unknown as { runs: CellRun[] };
      return (
        runs.some(({ cell }) => cell === last) ||
        runs.some(({ cell, ending }) => ending !== "ok" && !mayFail.includes(cell))
      );
    },
    {
      last: cells.at(-1)!.id,
      mayFail: cells.filter((cell) => hasTag(cell, "raises-exception")).map((cell) => cell.id),
    },
    { timeout: 240_000 },
  );
  await page.waitForFunction(() => document.querySelector("[data-running]") === null);
  return page.evaluate(() => (window as unknown as { runs: CellRun[] }).runs);
}

/** Opens the page anew with other texts in these cells, as if a reader had written them on the last visit. */
export async function reopenWith(
  page: Page,
  edits: Readonly<Record<string, string>>,
): Promise<void> {
  const { course, notebook } = await dataOf<LiveData>(page, "lossbook-live");
  const written = await dataOf<readonly { id: string; source: string }[]>(page, "lossbook-cells");
  const start = `lossbook:work:${encodeURIComponent(course)}:${encodeURIComponent(notebook)}:`;
  const kept = Object.entries(edits).map(([id, source]) => {
    const from = written.find((cell) => cell.id === id)?.source ?? "";
    return [`${start}cell:${id}`, JSON.stringify({ source, from })] as const;
  });
  await page.evaluate((entries) => {
    for (const [name, text] of entries) localStorage.setItem(name, text);
  }, kept);
  await page.reload();
  await alive(page);
}

export const bundlesOf = (runs: readonly CellRun[]): MimeBundle[] =>
  runs.flatMap(({ outputs }) =>
    outputs.flatMap((output) => (output.kind === "data" ? [output.data] : [])),
  );

/**
 * The notebook with what the page showed in the place of its outputs, so that `compareLocks` can compare them. An
 * exploration holds all its frames on the kernel and is computed on demand in the page: what both have is its text.
 */
export function asNotebook(notebook: Notebook, runs: readonly CellRun[] | undefined): Notebook {
  const copy = structuredClone(notebook);
  copy.cells = copy.cells.filter((cell) => cell.cell_type === "code" && !hasTag(cell, "node-only"));
  for (const cell of copy.cells) {
    if (cell.cell_type !== "code") continue;
    if (runs !== undefined)
      cell.outputs = (runs.findLast((run) => run.cell === cell.id)?.outputs ?? []).map(asOutput);
    cell.outputs = cell.outputs.map((output) =>
      "data" in output && EXPLORE_MIME in output.data
        ? { ...output, data: { "text/plain": output.data["text/plain"] } }
        : output,
    );
  }
  return copy;
}

function asOutput(output: WorkerOutput): Output {
  switch (output.kind) {
    case "stream":
      return { output_type: "stream", name: output.name, text: output.text };
    case "data":
      return { output_type: "display_data", data: { ...output.data }, metadata: {} };
    case "error":
      return {
        output_type: "error",
        ename: output.name,
        evalue: output.message,
        traceback: [],
      };
  }
}
