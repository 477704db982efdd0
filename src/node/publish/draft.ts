import type { Notebook } from "../../nbformat/notebook.js";
import type { TableData } from "../../outputs/table.js";
import type { PageImports } from "../../page/courseModules.js";
import type { Report } from "../../report/page/renderReport.js";
import type { Course } from "../course/course.js";
import type { LiveAssets, ZippedText } from "./pageAssets.js";
import type { ManifestPage } from "./siteManifest.js";

/** A notebook to publish: its file, and what stands in it, or what a run of this call made of it. */
export interface NotebookSource {
  readonly path: string;
  /** The file as it was read, before the run. */
  readonly bytes: Uint8Array;
  /** The notebook's JSON, with outputs. */
  readonly json: unknown;
  /** When it was run in this call; absent for one that was not, which nobody vouches for. */
  readonly executed?: Date;
  /** The tables that its run read, by the names or paths that the cells gave: they travel in its page. */
  readonly tables?: readonly string[];
}

/** A rendered notebook and all that its page is planned from: nothing is read after this. */
export interface Draft {
  readonly notebook: Notebook;
  /** The notebook's file as it was read. */
  readonly bytes: Uint8Array;
  /** The folder that it really lies in. */
  readonly folder: string;
  /** When it was run in this call; a notebook that was not is foreign. */
  readonly executed: Date | undefined;
  /** The tables that its run read. */
  readonly tablesRead: readonly string[];
  /** The file name of its page. */
  readonly page: string;
  /** Which notebook it is, seen from the site's folder. */
  readonly key: string;
  /** Its path inside the course, with `/`. */
  readonly name: string;
  readonly report: Report;
  /** What makes its page alive; a foreign notebook's page is not. */
  readonly live: DraftLive | undefined;
}

export interface DraftLive {
  readonly assets: LiveAssets;
  readonly worker: ZippedText;
  /** What the page's cells import beside lossbook, and where each import leads; absent where it is nothing else. */
  readonly modules?: ZippedText;
  readonly imports?: PageImports;
  readonly tables: Readonly<Record<string, TableData>>;
}

export interface DraftOptions {
  readonly course: Course;
  readonly language: string;
  readonly singleFile: boolean;
  /** The site's folder, and what it holds already: its pages keep their names and can be linked to. */
  readonly folder: string;
  readonly earlier: readonly ManifestPage[];
  /** Nothing is said of links. */
  readonly linksAreChecked?: boolean;
  /** Told in one line of what is not shown as it was meant. */
  readonly onWarning: (line: string) => void;
  /** Told in one line of a notebook that gets no page. */
  readonly onRefused?: (line: string) => void;
}
