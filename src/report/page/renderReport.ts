// \ce and \pu, which Jupyter knows: a page is made with them, and what a live cell shows goes without their 34 KB.
import "katex/contrib/mhchem";
import { renderCell, type RenderedCell } from "./cell.js";
import type { ExerciseCell } from "./exerciseCell.js";
import { bundleFor, type PlotlyBundle } from "../outputs/figure.js";
import { grammarOf, highlighterFor } from "../markdown/highlight.js";
import { markup, trusted, type Html } from "../html.js";
import type { Heading, NotSet } from "../markdown/context.js";
import { fontsIn } from "../mathematics/fonts.js";
import { PageMathematics } from "../mathematics/pageMathematics.js";
import { isRecord } from "../../text/isRecord.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { Cell, CellMetadata, Notebook } from "../../nbformat/notebook.js";
import { idPrefix, PageIds } from "../markdown/ids.js";
import { footnotesIn } from "../markdown/footnotes.js";
import { PageLinks, type DeadLink, type OutgoingLink } from "../markdown/pageLinks.js";
import { wordsOf, type Words } from "../words.js";
import { renderSourceCell } from "./sourceCell.js";

export interface ReportOptions {
  /** The language of the page's own words, as a tag: `"en"`. */
  readonly language?: string;
  /** The title where the notebook has none. */
  readonly fallbackTitle: string;
  /** A picture's file as a data URL, or undefined where it may not or cannot be read. */
  readonly picture?: ((path: string) => string | undefined) | undefined;
  /** The address of another notebook's page, or undefined where it has none. */
  readonly link?: ((path: string) => string | undefined) | undefined;
  /** A reader's cell of an exercise: as the learner finds it, and as the author solved it; undefined for others. */
  readonly exerciseCell?: ((cell: Cell) => ExerciseCell | undefined) | undefined;
  /** Lets a cell that is too much be shown as its source; without one, its error is the report's. */
  readonly guard?: RenderGuard | undefined;
}

/** What stands between a notebook and what it may ask of the renderer. */
export interface RenderGuard {
  /** Asked before a cell is set, by its place from 0; false: it is shown as its source. */
  maySet(index: number): boolean;
  /** Asked of a cell's markup, by its length in characters. */
  maySay(index: number, length: number): boolean;
  /** Told of the error that a cell ended with. */
  failed(index: number, error: unknown): void;
  /** Told that the last cell is done: what remains is common to all. */
  ended?(): void;
}

/** A code cell as a live page needs it: what it says, and what it may do. */
export interface CodeCell {
  readonly id: string;
  readonly source: string;
  readonly metadata: CellMetadata;
  /** What stands where the reader is to answer; `source` is the author's version. */
  readonly stub?: string;
}

/** A rendered notebook, and what a page must bring to show it. */
export interface Report {
  readonly title: string;
  /** The title as markup, formulas typeset. */
  readonly titleHtml: Html;
  /** The first sentences, for an index. */
  readonly summary: string;
  readonly article: Html;
  readonly headings: readonly Heading[];
  readonly codeCells: readonly CodeCell[];
  /** The Plotly bundle that draws its figures; undefined where it has none. */
  readonly plotly: PlotlyBundle | undefined;
  /** The KaTeX fonts of its formulas. */
  readonly fonts: readonly string[];
  /** The links of the page that meet no target. */
  readonly deadLinks: readonly DeadLink[];
  /** The texts that were too much, and are shown as they were written. */
  readonly notSet: readonly NotSet[];
  /** Links to places in other pages: `connectPages` sees to them. */
  readonly outgoingLinks: readonly OutgoingLink[];
  /** The id that a link's fragment means in this page. */
  readonly findAnchor: (fragment: string) => string | undefined;
}

/** Notebook JSON to markup. Reads nothing and runs nothing: pictures and links come through the options. */
export async function renderReport(notebook: Notebook, options: ReportOptions): Promise<Report> {
  const words = wordsOf(options.language ?? "en");
  const language = languageOf(notebook);
  const highlighter = await highlighterFor([language, ...fencedLanguages(notebook.cells)]);
  const ids = new PageIds();
  const links = new PageLinks(ids);
  const footnotes = footnotesIn(
    notebook.cells
      .filter((cell) => cell.cell_type === "markdown")
      .map((cell) => joinText(cell.source)),
  );
  const mathematics = new PageMathematics(ids);
  const traces = new Set<string>();
  const notSet: NotSet[] = [];
  let figures = 0;
  const rendered = notebook.cells
    .map((cell, index) =>
      guarded(cell, index, words, options.guard, () =>
        renderCell(cell, language, options.exerciseCell?.(cell), {
          highlighter,
          ids,
          links,
          footnotes,
          cellNumber: index + 1,
          mathematics,
          words,
          notSet: (text) => notSet.push(text),
          cell: `c${index + 1}`,
          attachments: cell.cell_type === "code" ? {} : (cell.attachments ?? {}),
          picture: options.picture,
          link: options.link,
          figureId: () => `${idPrefix}figure-${++figures}`,
          usesTrace: (type) => traces.add(type),
        }),
      ),
    )
    .filter((cell) => cell !== undefined)
    .map((cell) => ({ ...cell, html: withAnchor(cell.html, cell.id, ids) }));
  options.guard?.ended?.();
  const headings = rendered
    .flatMap((cell) => cell.headings)
    .map((heading) => ({ ...heading, title: mathematics.resolve(heading.title) }));
  const article = links.resolve(mathematics.resolve(markup`${rendered.map((cell) => cell.html)}`));
  const first = headings.find((heading) => heading.level === 1) ?? headings[0];
  return {
    title: first?.text || options.fallbackTitle,
    titleHtml:
      first === undefined || first.text === "" ? markup`${options.fallbackTitle}` : first.title,
    summary: summaryOf(notebook.cells),
    article,
    headings,
    codeCells: notebook.cells
      .filter((cell) => cell.cell_type === "code")
      .map((cell) => {
        const { id, metadata } = cell;
        const stub = options.exerciseCell?.(cell)?.stub;
        return {
          id,
          source: joinText(cell.source),
          metadata,
          ...(stub === undefined ? {} : { stub }),
        };
      }),
    plotly: bundleFor(traces),
    fonts: fontsIn(article.text),
    deadLinks: links.dead,
    notSet,
    outgoingLinks: links.outgoing,
    findAnchor: (fragment) => ids.find(fragment),
  };
}

/** The cell as `render` sets it, or as its source where the guard says so. */
function guarded(
  cell: Cell,
  index: number,
  words: Words,
  guard: RenderGuard | undefined,
  render: () => RenderedCell | undefined,
): RenderedCell | undefined {
  if (guard === undefined) return render();
  if (!guard.maySet(index)) return renderSourceCell(cell, words);
  try {
    const set = render();
    if (set === undefined || guard.maySay(index, set.html.text.length)) return set;
  } catch (error) {
    guard.failed(index, error);
  }
  return renderSourceCell(cell, words);
}

/** A cell can be linked to by its id, where no heading, derivation or exercise bears that name already. */
function withAnchor(html: Html, id: string, ids: PageIds): Html {
  if (!/^[\w-]{1,64}$/.test(id) || ids.take(id) !== idPrefix + id) return html;
  return trusted(html.text.replace(/^<section /, `<section id="${idPrefix}${id}" `));
}

/** The language that the notebook's code is highlighted in; a name we do not know colours nothing. */
function languageOf(notebook: Notebook): string {
  const info = notebook.metadata["language_info"];
  const kernel = notebook.metadata["kernelspec"];
  for (const name of [
    isRecord(info) ? info["name"] : undefined,
    isRecord(kernel) ? kernel["language"] : undefined,
  ])
    if (typeof name === "string" && grammarOf(name) !== undefined) return name;
  return "typescript";
}

function fencedLanguages(cells: readonly Cell[]): Set<string> {
  const found = new Set<string>();
  for (const cell of cells)
    if (cell.cell_type === "markdown")
      for (const [, name] of joinText(cell.source).matchAll(
        /^[ \t>]*(?:```+|~~~+)[ \t]*([\w+#.-]{1,40})/gm,
      ))
        if (name !== undefined) found.add(name);
  return found;
}

/** The opening question (a quotation) or the first paragraph of prose, without its marks, cut at a word. */
function summaryOf(cells: readonly Cell[]): string {
  for (const cell of cells) {
    if (cell.cell_type !== "markdown") continue;
    for (const paragraph of joinText(cell.source)
      .slice(0, 20_000)
      .split(/\n\s*\n/)) {
      const text = paragraph.trim().replace(/^>(?![ \t]*\[!)[ \t]*/gm, "");
      if (text === "" || /^(?:#|>|\||[-*+] |\d+\. |```|\$\$|<|!\[)/.test(text)) continue;
      const plain = text
        .replace(/<!--[\s\S]*?-->/g, "")
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
        .split("`")
        // Code stands between the marks as it is; elsewhere an underscore within a word is none.
        .map((part, i) =>
          i % 2 === 1
            ? part
            : part.replace(/[*$\\]/g, "").replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, ""),
        )
        .join("")
        .replace(/\s+/g, " ");
      return plain.length <= 220 ? plain : `${plain.slice(0, 220).replace(/\s+\S*$/, "")} …`;
    }
  }
  return "";
}
