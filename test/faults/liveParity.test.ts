import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinText } from "../../src/nbformat/multilineText.js";
import type { Output } from "../../src/nbformat/notebook.js";
import { readLeniently } from "../../src/nbformat/readLeniently.js";
import { compileForPage } from "../../src/node/publish/compileForPage.js";
import { runNotebook } from "../../src/node/run/runNotebook.js";
import type { WorkerOutput } from "../../src/page/messages.js";
import { PageWorker } from "../page/pageWorker.js";
import { terminalText } from "../../src/text/terminal.js";
import { liveCells as first } from "./liveCells.js";
import { moreLiveCells } from "./moreLiveCells.js";

const liveCells = [...first, ...moreLiveCells];

let folder: string;
/** What each cell gave on the kernel, in the order of the list. */
let onKernel: string[];
let worker: PageWorker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-live-"));
  const notebook = readLeniently({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: liveCells.map(([source], at) => ({
      cell_type: "code",
      id: `c${at}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  });
  const run = await runNotebook(join(folder, "cells.ipynb"), notebook, { allowErrors: true });
  onKernel = run.notebook.cells.map((cell) =>
    cell.cell_type === "code" ? cell.outputs.map(kernelText).join("") : "",
  );
  worker = await PageWorker.start();
});
afterAll(async () => {
  await worker?.close();
  rmSync(folder, { recursive: true, force: true });
});

const kernelText = (output: Output): string => {
  switch (output.output_type) {
    case "stream":
      return `${output.name}: ${joinText(output.text)}`;
    case "error":
      return `${output.ename}: ${output.evalue}`;
    default:
      return joinText(output.data["text/plain"]);
  }
};

/** The outputs of a page: pieces of one stream put together, and as a terminal shows them. */
function pageText(outputs: readonly WorkerOutput[]): string {
  const parts: { readonly stream: string; text: string }[] = [];
  for (const output of outputs)
    if (output.kind !== "stream")
      parts.push({
        stream: "",
        text:
          output.kind === "data"
            ? String(output.data["text/plain"])
            : `${output.name}: ${output.message}`,
      });
    else if (parts.at(-1)?.stream === output.name) parts.at(-1)!.text += output.text;
    else parts.push({ stream: output.name, text: output.text });
  return parts
    .map(({ stream, text }) => (stream === "" ? text : `${stream}: ${terminalText(text)}`))
    .join("");
}

describe("a live cell says what the kernel says", () => {
  it.each(liveCells.map(([source, difference], at) => [source, difference, at] as const))(
    "%s",
    async (source, difference, at) => {
      await worker.run(compileForPage(source) ?? source, `c${at}`);
      const seen = (): string => pageText(worker.outputs(`c${at}`));
      // What a timer prints comes after the cell's end.
      if (difference === undefined) await expect.poll(seen, { timeout: 500 }).toBe(onKernel[at]);
      else {
        const inPage = seen();
        expect(inPage).toMatch(difference.page);
        expect(onKernel[at], "no difference is left: take its reason away").not.toBe(inPage);
      }
    },
  );

  it("names the reader's line where a cell was compiled for the page", async () => {
    const source =
      "enum E { A }\n\nnamespace Far {\n  export const a = 1;\n}\n\nfunction f() {\n  throw new Error('here');\n}\nf();";
    const { outputs } = await worker.run(compileForPage(source) ?? "", "lines");
    expect(outputs.at(-1)).toMatchObject({ kind: "error", message: "here", line: 8 });
    expect(outputs.at(-1)).toMatchObject({ stack: expect.stringMatching(/cell-lines:10/) });
  });
});
