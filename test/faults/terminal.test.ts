import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Output } from "../../src/nbformat/notebook.js";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import { LiveOutputs } from "../../src/page/live/liveOutputs.js";
import { PageWorker } from "../page/pageWorker.js";
import { render } from "../report/render.js";

const parts = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "fixtures", "terminalParts.json"), "utf8"),
) as readonly (readonly string[])[];

const sourceOf = (written: readonly string[]): string =>
  `for (const text of ${JSON.stringify(written)}) process.stdout.write(text);`;

const markupOf = async (outputs: readonly Output[]): Promise<string> =>
  (await render({ outputs })).article.text;

let folder: string;
/** What each cell gave on the kernel, in the order of the list. */
let onKernel: readonly (readonly Output[])[];
let worker: PageWorker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-terminal-"));
  const notebook = readLeniently({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: parts.map((written, at) => ({
      cell_type: "code",
      id: `c${at}`,
      metadata: {},
      source: sourceOf(written),
    })),
  });
  const run = await runNotebook(join(folder, "terminal.ipynb"), notebook);
  onKernel = run.notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  worker = await PageWorker.start();
});
afterAll(async () => {
  await worker?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("one terminal: the kernel, a stored notebook and a live cell show the same markup", () => {
  it.each(parts.map((written, at) => [written, at] as const))("of %j", async (written, at) => {
    const stored = written.map((text): Output => ({ output_type: "stream", name: "stdout", text }));
    const live = new LiveOutputs();
    const { outputs } = await worker.run(sourceOf(written), `c${at}`);
    for (const output of outputs) live.add(output, 1);
    const shown = await markupOf(onKernel[at]!);
    expect(await markupOf(stored)).toBe(shown);
    expect(await markupOf(live.report({ line: "", leftOut: "", moreErrors: "" }))).toBe(shown);
  });
});
