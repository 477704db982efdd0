import { basename, dirname, relative, resolve, sep } from "node:path";
import type { TableData } from "../../outputs/table.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { readLeniently } from "../../nbformat/readLeniently.js";
import { renderReport, type Report } from "../../report/page/renderReport.js";
import { exerciseCell } from "./exerciseCell.js";
import { exportedNames, importsOf, unitedImports } from "./importsOf.js";
import type { LiveAssets, PageAssets, ZippedText } from "./pageAssets.js";
import { pageNames } from "./pageNames.js";
import { pageTables, tablesOnce } from "./pageTables.js";
import { projectOf } from "./projectOf.js";
import { projectPictures } from "./projectPicture.js";
import { placeOf } from "./notebookLinks.js";
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
}

/** A rendered notebook and all that its page is planned from: nothing is read after this. */
export interface Draft {
  readonly notebook: Notebook;
  /** The notebook's file as it was read. */
  readonly bytes: Uint8Array;
  /** When it was run in this call; a notebook that was not is foreign. */
  readonly executed: Date | undefined;
  /** The file name of its page. */
  readonly page: string;
  /** Which notebook it is, seen from the site's folder. */
  readonly key: string;
  /** Its path inside the project, with `/`. */
  readonly name: string;
  readonly report: Report;
  /** What makes its page alive; a foreign notebook's page is not. */
  readonly live: DraftLive | undefined;
}

export interface DraftLive {
  readonly assets: LiveAssets;
  readonly worker: ZippedText;
  readonly tables: Readonly<Record<string, TableData>>;
}

export interface DraftOptions {
  readonly project: string;
  readonly language: string;
  readonly singleFile: boolean;
  /** The site's folder, and what it holds already: its pages keep their names and can be linked to. */
  readonly folder: string;
  readonly earlier: readonly ManifestPage[];
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
  return enliven(drafts, options.singleFile, assets);
}

async function makeDraft(
  { path, bytes, json, executed }: NotebookSource,
  key: string,
  pageOf: ReadonlyMap<string, string>,
  { project, language, folder: site }: DraftOptions,
): Promise<Draft> {
  const folder = dirname(realPath(path));
  const notebook = readLeniently(json);
  const report = await renderReport(notebook, {
    language,
    fallbackTitle: basename(path, ".ipynb"),
    // A foreign notebook's strings are never paths.
    picture: executed === undefined ? undefined : projectPictures(projectOf(path), folder),
    // A link to another notebook leads to its page, or waits for it.
    link: (target) => {
      if (!/\.ipynb$/i.test(target) || target.includes("\0")) return undefined;
      const other = notebookKey(site, resolve(folder, target));
      return pageOf.get(other) ?? placeOf(other);
    },
    exerciseCell,
  });
  const inside = relative(project, resolve(path)).split(sep).join("/");
  const name = inside.startsWith("..") ? basename(path) : inside;
  const page = pageOf.get(key) ?? "";
  return { notebook, bytes, executed, page, key, name, report, live: undefined };
}

/** Gives executed notebooks what their cells need: a single file what its own import, a site one worker for all. */
async function enliven(
  drafts: readonly Draft[],
  singleFile: boolean,
  assets: PageAssets,
): Promise<readonly Draft[]> {
  const runnable = drafts.filter(
    ({ executed, report }) => executed !== undefined && report.codeCells.length > 0,
  );
  if (runnable.length === 0) return drafts;
  const exported = await exportedNames();
  const imports = new Map(
    runnable.map((draft) => [draft, importsOf(draft.report.codeCells, exported)]),
  );
  const united = unitedImports([...imports.values()]);
  const tableOf = tablesOnce();
  return Promise.all(
    drafts.map(async (draft) => {
      const needed = imports.get(draft);
      if (needed === undefined) return draft;
      const [worker, tables] = await Promise.all([
        assets.worker(singleFile ? needed : united),
        pageTables(draft.report.codeCells, tableOf),
      ]);
      return { ...draft, live: { assets: assets.live(), worker, tables } };
    }),
  );
}
