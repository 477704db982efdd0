// What sets the outputs of live cells: the report's own code, which sanitises all that it is given.
import { cleanFigure, type CleanFigure } from "../../report/outputs/figure.js";
import type { Highlighter } from "../../report/markdown/highlight.js";
import { markup, type Html } from "../../report/html.js";
import { renderMarkdown } from "../../report/markdown/renderMarkdown.js";
import type { Output } from "../../nbformat/notebook.js";
import { renderOutput } from "../../report/outputs/output.js";
import type { OutputContext } from "../../report/outputs/renderer.js";
import { PageLinks } from "../../report/markdown/pageLinks.js";
import { PageMathematics } from "../../report/mathematics/pageMathematics.js";
import { idPrefix, PageIds, slug } from "../../report/markdown/ids.js";
import { wordsOf } from "../../report/words.js";

export interface Renderer {
  /** The outputs of one cell as markup, and the kinds of traces in their figures. */
  outputs(
    outputs: readonly Output[],
    cell: string,
  ): { readonly html: string; readonly traces: readonly string[] };
  markdown(text: string): string;
  figure(json: unknown): CleanFigure | undefined;
}

declare global {
  interface Window {
    lossbookRender?: Renderer;
  }
}

const highlighter: Highlighter = { code: (source) => markup`${source}` };
let runs = 0;

function contextOf(cell: string, traces: Set<string>): OutputContext {
  // Ids of this page stand there already: what is made later gets numbers of its own.
  const run = ++runs;
  const ids = new PageIds(`-r${run}`);
  let figures = 0;
  return {
    highlighter,
    ids,
    links: new PageLinks({ find: (fragment) => ids.find(fragment) ?? idPrefix + slug(fragment) }),
    cellNumber: 0,
    footnotes: new Map(),
    mathematics: new PageMathematics(ids),
    words: wordsOf(document.documentElement.lang),
    cell: `${cell}-r${run}`,
    attachments: {},
    figureId: () => `${idPrefix}figure-r${run}-${++figures}`,
    usesTrace: (type) => traces.add(type),
  };
}

/** References of formulas and links inside the page, when all that was shown is there. */
const resolved = (html: Html, { links, mathematics }: OutputContext): string =>
  links.resolve(mathematics.resolve(html)).text;

window.lossbookRender = {
  outputs(outputs, cell) {
    const traces = new Set<string>();
    const context = contextOf(cell, traces);
    const html = outputs
      .map((output) => renderOutput(output, context))
      .filter((one) => one !== undefined);
    return { html: resolved(markup`${html}`, context), traces: [...traces] };
  },
  markdown(text) {
    const context = contextOf("answer", new Set());
    return resolved(renderMarkdown(text, context).html, context);
  },
  figure: cleanFigure,
};
