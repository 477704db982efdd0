import type { Notebook } from "../../nbformat/notebook.js";
import { readLeniently } from "../../nbformat/readLeniently.js";
import { typeOf, unknownCells } from "../../nbformat/unknownCells.js";
import type { NotSet } from "../../report/markdown/context.js";
import type { Report, ReportOptions } from "../../report/page/renderReport.js";
import { exactJsonText } from "../../text/exactJsonText.js";
import { courseOf } from "../course/course.js";
import type { DraftOptions, NotebookSource } from "./draft.js";
import { exerciseCell } from "./exerciseCell.js";
import { notebookLink, type LinkPlaces } from "./notebookLinks.js";
import { projectPictures } from "./projectPicture.js";
import { renderGuarded } from "./renderGuarded.js";
import type { SourceCell } from "./renderRequest.js";

/**
 * An executed notebook is rendered here, with the pictures of its course. A foreign one is rendered within limits, and
 * its strings are never paths. Cells that cannot be set are shown as their source, and told of.
 */
export async function renderNotebook(
  notebook: Notebook,
  report: Pick<ReportOptions, "language" | "fallbackTitle">,
  links: LinkPlaces,
  {
    path,
    executed,
    onWarning,
  }: Pick<NotebookSource, "path" | "executed"> & Pick<DraftOptions, "onWarning">,
): Promise<Report> {
  if (executed === undefined) {
    const guarded = await renderGuarded({ json: jsonText(notebook, path), report, links }).catch(
      (error: unknown) => {
        throw new Error(`${path} ${error instanceof Error ? error.message : String(error)}`);
      },
    );
    warnOfSourceCells(path, guarded.sourceCells, onWarning);
    warnOfNotSet(path, guarded.report.notSet, onWarning);
    warnOfUnknownCells(path, notebook, onWarning);
    return guarded.report;
  }
  const sourceCells: SourceCell[] = [];
  // A foreign notebook is rendered in a thread: here nothing of KaTeX, Shiki and the parsers is read for it.
  const { renderReport } = await import("../../report/page/renderReport.js");
  const made = await renderReport(withKnownCells(notebook), {
    ...report,
    picture: projectPictures(courseOf([path]).folder, links.folder),
    link: notebookLink(links),
    exerciseCell,
    guard: {
      maySet: () => true,
      maySay: () => true,
      failed: (index, error) =>
        sourceCells.push([index, error instanceof Error ? error.message : String(error)]),
    },
  });
  warnOfSourceCells(path, sourceCells, onWarning);
  warnOfUnknownCells(path, notebook, onWarning);
  warnOfNotSet(path, made.notSet, onWarning);
  return made;
}

function jsonText(notebook: Notebook, path: string): string {
  try {
    return exactJsonText(notebook) ?? "null";
  } catch (error) {
    throw new Error(`${path} is too much to publish: it is nested too deeply`, { cause: error });
  }
}

function withKnownCells(notebook: Notebook): Notebook {
  return unknownCells(notebook).length === 0 ? notebook : readLeniently(notebook);
}

/** One line a notebook, however many of its cells there are. */
function warnOfUnknownCells(
  path: string,
  notebook: Notebook,
  onWarning: (line: string) => void,
): void {
  const unknown = unknownCells(notebook);
  const [first] = unknown;
  if (first === undefined) return;
  const more = unknown.length > 1 ? `, and ${unknown.length - 1} more` : "";
  onWarning(
    `${path}: cell ${first.number} is of type ${typeOf(first)}, which notebooks do not have: the page shows its text${more}`,
  );
}

/** One line a notebook, however many of its cells there are. */
function warnOfSourceCells(
  path: string,
  cells: readonly SourceCell[],
  onWarning: (line: string) => void,
): void {
  const [first] = cells;
  if (first === undefined) return;
  const more = cells.length === 1 ? "" : `, and ${cells.length - 1} more`;
  onWarning(`${path}: cell ${first[0] + 1} ${first[1]}${more}: shown as source`);
}

/** Texts too much to set that are told of one by one. */
const mostTextsTold = 20;

function warnOfNotSet(
  path: string,
  texts: readonly NotSet[],
  onWarning: (line: string) => void,
): void {
  for (const { cell, line, what } of texts.slice(0, mostTextsTold)) {
    const place = line === undefined ? `the output of cell ${cell}` : `cell ${cell}, line ${line}:`;
    onWarning(`${path}: ${place} ${what}: shown as source`);
  }
  if (texts.length > mostTextsTold)
    onWarning(`${path}: ${texts.length - mostTextsTold} more texts are shown as source`);
}
