// A thread that renders one notebook that nobody vouches for: what it asks for too much of ends the thread, not the
// command. The place of the cell that is being set stands in shared memory, for whoever watches.
import { parentPort, workerData } from "node:worker_threads";
import { readLeniently } from "../../nbformat/readLeniently.js";
import { renderReport } from "../../report/page/renderReport.js";
import { exerciseCell } from "./exerciseCell.js";
import { notebookLink } from "./notebookLinks.js";
import {
  stopwatch,
  type RenderAnswer,
  type RenderRequest,
  type SourceCell,
} from "./renderGuarded.js";

const { json, report, links, skipped, limits, place } = workerData as RenderRequest;
const current = new Int32Array(place);
const skippedAt = new Set(skipped.map(([index]) => index));
const sourceCells: SourceCell[] = [];
const spent = stopwatch(limits.patience);
let total = 0;

async function render(): Promise<RenderAnswer> {
  const rendered = await renderReport(readLeniently(JSON.parse(json)), {
    ...report,
    link: notebookLink(links),
    exerciseCell,
    guard: {
      maySet(index) {
        Atomics.store(current, 0, index);
        if (skippedAt.has(index)) return false;
        if (spent() <= limits.notebook) return true;
        sourceCells.push([index, "came after the time for the whole notebook was used up"]);
        return false;
      },
      maySay(index, length) {
        total += length;
        if (length <= limits.mostOfCell && total <= limits.mostOfPage) return true;
        total -= length;
        sourceCells.push([index, `became ${(length / 1e6).toFixed(0)} MB of markup`]);
        return false;
      },
      ended: () => void Atomics.store(current, 0, -1),
      failed(index, error) {
        sourceCells.push([
          index,
          error instanceof RangeError ? "is nested too deeply" : "could not be read",
        ]);
      },
    },
  });
  const { title, titleHtml, summary, article, headings, plotly, fonts } = rendered;
  return {
    title,
    titleHtml: titleHtml.text,
    summary,
    article: article.text,
    headings: headings.map((heading) => ({ ...heading, title: heading.title.text })),
    plotly,
    fonts,
    deadLinks: rendered.deadLinks,
    outgoingLinks: rendered.outgoingLinks,
    sourceCells,
  };
}

// What it ends with otherwise is the thread's error.
void render().then((answer) => parentPort?.postMessage(answer));
