import { trusted } from "../../report/html.js";
import { PageIds } from "../../report/markdown/ids.js";
import type { Report } from "../../report/page/renderReport.js";
import type { RenderAnswer, RenderLimits, RenderRequest, SourceCell } from "./renderRequest.js";
import { renderInThread } from "./renderThread.js";
import { stopwatch } from "./renderTime.js";

/** A page is made within 20 s of the processor and 1 GB, all else included. */
const defaultLimits: RenderLimits = {
  cell: 3_000,
  notebook: 12_000,
  rest: 30_000,
  memory: 400,
  mostOfCell: 24_000_000,
  mostOfPage: 48_000_000,
};

export interface GuardedReport {
  readonly report: Report;
  /** The cells that are shown as their source, in order. */
  readonly sourceCells: readonly SourceCell[];
}

/**
 * Renders a notebook that nobody vouches for in another thread. A cell that takes too long, or too much memory, or
 * that cannot be set, is shown as its source.
 *
 * Errors  one line where the notebook was too much even so.
 */
export async function renderGuarded(
  request: Pick<RenderRequest, "json" | "report" | "links">,
  limits: RenderLimits = defaultLimits,
  attempt: typeof renderInThread = renderInThread,
): Promise<GuardedReport> {
  const spent = stopwatch();
  const skipped: SourceCell[] = [];
  for (;;) {
    const left = limits.notebook - spent();
    // Not all that is left is for setting cells, so that there is time to show the sources of the others.
    const outcome = await attempt(request, skipped, { ...limits, notebook: 0.7 * left }, left);
    if ("answer" in outcome) {
      const { answer } = outcome;
      return {
        report: reportOf(answer),
        sourceCells: [...skipped, ...answer.sourceCells].sort(([a], [b]) => a - b),
      };
    }
    const { at, reason } = outcome;
    if (at < 0 || left < 0 || skipped.some(([index]) => index === at))
      throw new Error(`is too much to publish: it ${reason}`);
    skipped.push([at, reason]);
  }
}

function reportOf(answer: RenderAnswer): Report {
  const ids = new PageIds();
  for (const [, name = ""] of answer.article.matchAll(/ id="n-([^"]*)"/g)) ids.takeOwn(name);
  return {
    ...answer,
    titleHtml: trusted(answer.titleHtml),
    article: trusted(answer.article),
    headings: answer.headings.map((heading) => ({ ...heading, title: trusted(heading.title) })),
    // Nothing of a foreign page is alive.
    codeCells: [],
    findAnchor: (fragment) => ids.find(fragment),
  };
}
