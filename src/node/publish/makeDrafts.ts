import { basename, dirname, relative, resolve, sep } from "node:path";
import { readLeniently } from "../../nbformat/readLeniently.js";
import { connectPages } from "../../report/page/connectPages.js";
import type { Draft, DraftOptions, NotebookSource } from "./draft.js";
import { linkProblems, warnOfLinks, type LinkProblem } from "./linkProblems.js";
import { addLiveParts } from "./liveParts.js";
import type { PageAssets } from "./pageAssets.js";
import { pageNames } from "./pageNames.js";
import { renderNotebook } from "./renderNotebook.js";
import { notebookKey, realPath } from "./siteManifest.js";

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
    options.course,
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
