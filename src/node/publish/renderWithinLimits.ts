import { readLeniently } from "../../nbformat/readLeniently.js";
import { renderReport } from "../../report/page/renderReport.js";
import { exerciseCell } from "./exerciseCell.js";
import { notebookLink } from "./notebookLinks.js";
import type { RenderAnswer, RenderRequest, SourceCell } from "./renderRequest.js";
import { stopwatch } from "./renderTime.js";

/** Renders a notebook that nobody vouches for, and shows as their source the cells that its limits leave out. */
export async function renderWithinLimits(request: RenderRequest): Promise<RenderAnswer> {
  const { json, report, links, skipped, limits, place } = request;
  const current = new Int32Array(place);
  const skippedAt = new Set(skipped.map(([index]) => index));
  const sourceCells: SourceCell[] = [];
  const spent = stopwatch();
  let total = 0;
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
    notSet: rendered.notSet,
    outgoingLinks: rendered.outgoingLinks,
    sourceCells,
  };
}
