import { basename, dirname, relative, resolve, sep } from "node:path";
import type { TableData } from "../../outputs/table.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { readLeniently } from "../../nbformat/readLeniently.js";
import type { CodeCell, Report, ReportOptions } from "../../report/page/renderReport.js";
import { connectPages } from "../../report/page/connectPages.js";
import type { NotSet } from "../../report/markdown/context.js";
import { courseOf, type Course } from "../course/course.js";
import { printable } from "../course/printable.js";
import { exerciseCell } from "./exerciseCell.js";
import type { PageImports } from "../../page/courseModules.js";
import { zippable, type LiveAssets, type PageAssets, type ZippedText } from "./pageAssets.js";
import { pageNames } from "./pageNames.js";
import { pageTables, tablesOnce } from "./pageTables.js";
import { projectPictures } from "./projectPicture.js";
import { linkProblems, warnOfLinks, type LinkProblem } from "./linkProblems.js";
import { notebookLink, type LinkPlaces } from "./notebookLinks.js";
import { renderGuarded } from "./renderGuarded.js";
import type { SourceCell } from "./renderRequest.js";
import { notebookKey, realPath, type ManifestPage } from "./siteManifest.js";

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

/**
 * Renders the notebooks.
 *
 * Errors  NotebookError where a file is no notebook.
 */
export async function makeDrafts(
  sources: readonly NotebookSource[],
  options: DraftOptions,
  assets: PageAssets,
): Promise<readonly Draft[]> {
  const { drafts, problems } = await renderDrafts(sources, options);
  if (options.linksAreChecked !== true) warnOfLinks(problems, options.onWarning);
  return addLiveParts(drafts, options, assets);
}

/**
 * Renders the notebooks and checks the links between them: drafts without what makes a page alive.
 *
 * Errors  NotebookError where a file is no notebook.
 */
export async function renderDrafts(
  sources: readonly NotebookSource[],
  options: DraftOptions,
): Promise<{ readonly drafts: readonly Draft[]; readonly problems: readonly LinkProblem[] }> {
  const { folder, earlier } = options;
  const keys = sources.map(({ path }) => notebookKey(folder, path));
  const pageOf = new Map(earlier.map(({ notebook, file }) => [notebook, file]));
  const fresh = sources.filter((_, index) => !pageOf.has(keys[index] ?? ""));
  const names = pageNames(
    fresh.map(({ path }) => path),
    pageOf.values(),
  );
  fresh.forEach(({ path }, index) => pageOf.set(notebookKey(folder, path), names[index] ?? ""));
  const drafts: Draft[] = [];
  for (const [index, source] of sources.entries())
    drafts.push(await makeDraft(source, keys[index] ?? "", pageOf, options));
  return connectDrafts(drafts, sources);
}

/** Leads the links between the pages of this call to the places that they mean, and finds those that meet none. */
function connectDrafts(
  drafts: readonly Draft[],
  sources: readonly NotebookSource[],
): { readonly drafts: readonly Draft[]; readonly problems: readonly LinkProblem[] } {
  const pagesOfThisCall = new Set(drafts.map(({ page }) => page));
  const { reports, dead } = connectPages(
    new Map(
      drafts.map(({ page, report }) => [
        page,
        // What leads to a page of an earlier call, or waits for one, stays as it is written.
        {
          ...report,
          outgoingLinks: report.outgoingLinks.filter(
            ({ page, fragment }) => fragment !== "" && pagesOfThisCall.has(page),
          ),
        },
      ]),
    ),
  );
  const problems = drafts.flatMap(({ page, executed, report }, index) =>
    linkProblems(sources[index]?.path ?? page, executed !== undefined, report, {
      dead: dead.filter((link) => link.page === page),
    }),
  );
  return {
    drafts: drafts.map((draft) => ({ ...draft, report: reports.get(draft.page) ?? draft.report })),
    problems,
  };
}

async function makeDraft(
  { path, bytes, json, executed, tables = [] }: NotebookSource,
  key: string,
  pageOf: ReadonlyMap<string, string>,
  { course, language, folder: site, onWarning }: DraftOptions,
): Promise<Draft> {
  const notebook = readLeniently(json);
  const folder = dirname(realPath(path));
  const report = await renderNotebook(
    notebook,
    { language, fallbackTitle: basename(path, ".ipynb") },
    { folder, site, pages: pageOf },
    { path, executed, onWarning },
  );
  const inside = relative(course.folder, resolve(path)).split(sep).join("/");
  const name = inside.startsWith("..") ? basename(path) : inside;
  const page = pageOf.get(key) ?? "";
  return {
    notebook,
    bytes,
    folder,
    executed,
    page,
    key,
    name,
    report,
    live: undefined,
    tablesRead: tables,
  };
}

/**
 * An executed notebook is rendered here, with the pictures of its course. A foreign one is rendered within limits, and
 * its strings are never paths. Cells that cannot be set are shown as their source, and told of.
 */
async function renderNotebook(
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
    return guarded.report;
  }
  const sourceCells: SourceCell[] = [];
  // A foreign notebook is rendered in a thread: here nothing of KaTeX, Shiki and the parsers is read for it.
  const { renderReport } = await import("../../report/page/renderReport.js");
  const made = await renderReport(notebook, {
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
  warnOfNotSet(path, made.notSet, onWarning);
  return made;
}

function jsonText(notebook: Notebook, path: string): string {
  try {
    return JSON.stringify(notebook);
  } catch (error) {
    throw new Error(`${path} is too much to publish: it is nested too deeply`, { cause: error });
  }
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

/** Gives executed notebooks what their cells need: a single file what its own import, a site one worker for all. */
async function addLiveParts(
  drafts: readonly Draft[],
  { course, singleFile, onWarning, onRefused }: DraftOptions,
  assets: PageAssets,
): Promise<readonly Draft[]> {
  const runnable = drafts.filter(
    ({ executed, report }) => executed !== undefined && report.codeCells.length > 0,
  );
  if (runnable.length === 0) return drafts;
  const { exportedNames, importsOf, unitedImports } = await import("./importsOf.js");
  const { collectModules } = await import("./courseModules.js");
  const { livenessOf } = await import("./liveness.js");
  const exported = await exportedNames();
  const tableOf = tablesOnce(onWarning);
  const made = new Map<Draft, DraftLive>();
  const refused = new Set<Draft>();
  for (const group of singleFile ? runnable.map((draft) => [draft]) : [runnable]) {
    const modules = await collectModules(
      course,
      group.map(({ folder, report }) => ({ folder, sources: report.codeCells.flatMap(textsOf) })),
    );
    const ofModules = importsOf(modules.sources.map(asCell), exported);
    const imports = group.map(({ report }) => importsOf(report.codeCells, exported));
    const worker = await assets.worker(unitedImports([...imports, ofModules]));
    const zipped = zippable(JSON.stringify(modules.course));
    for (const [at, draft] of group.entries()) {
      const own = modules.pages[at];
      const { codeCells } = draft.report;
      const { unsolvable, warning } = livenessOf(draft.notebook, codeCells, own?.places ?? {});
      if (unsolvable !== undefined) {
        refused.add(draft);
        onRefused?.(printable(`${draft.name}: ${unsolvable}`));
        continue;
      }
      if (warning !== undefined) onWarning(printable(`${draft.name}: ${warning}`));
      made.set(draft, {
        assets: assets.live(),
        worker,
        ...(own === undefined ? {} : { modules: zipped, imports: own }),
        tables: await pageTables(draft, tableOf),
      });
    }
  }
  return drafts
    .filter((draft) => !refused.has(draft))
    .map((draft) => ({ ...draft, live: made.get(draft) }));
}

/** What the author wrote, and what the reader finds in its place. */
const textsOf = ({ source, stub }: CodeCell): string[] =>
  stub === undefined ? [source] : [source, stub];

const asCell = (source: string, index: number): CodeCell => ({
  id: `module-${index}`,
  source,
  metadata: {},
});
