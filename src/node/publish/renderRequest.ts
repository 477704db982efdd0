import type { Report, ReportOptions } from "../../report/page/renderReport.js";
import type { LinkPlaces } from "./notebookLinks.js";

/** What a notebook that nobody vouches for may take. */
export interface RenderLimits {
  /** Milliseconds of the processor for one cell, and for all. */
  readonly cell: number;
  readonly notebook: number;
  /** Milliseconds by the clock in which the thread may have nothing to do. */
  readonly rest: number;
  /** MiB of the thread's heap. */
  readonly memory: number;
  /** Characters of markup, of one cell and of all. */
  readonly mostOfCell: number;
  readonly mostOfPage: number;
}

export interface RenderRequest {
  /** The notebook's JSON, as text: what is nested deeply crosses to another thread so. */
  readonly json: string;
  readonly report: Pick<ReportOptions, "language" | "fallbackTitle">;
  readonly links: LinkPlaces;
  /** Cells that are shown as their source, with the reason. */
  readonly skipped: readonly SourceCell[];
  /** `notebook` is what this thread may spend on setting cells; those that are left are shown as their source. */
  readonly limits: RenderLimits;
  /** An Int32 that says which cell is being set; -1 where none is. */
  readonly place: SharedArrayBuffer;
}

/** A cell's place from 0, and what it did that was too much. */
export type SourceCell = readonly [index: number, reason: string];

/** A report without its classes, as it crosses from one thread to another. */
export type RenderAnswer = Omit<
  Report,
  "titleHtml" | "article" | "headings" | "codeCells" | "findAnchor"
> & {
  readonly titleHtml: string;
  readonly article: string;
  readonly headings: readonly (Omit<Report["headings"][number], "title"> & {
    readonly title: string;
  })[];
  readonly sourceCells: readonly SourceCell[];
};
