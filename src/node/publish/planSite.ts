import { readExercise } from "../../outputs/exercise.js";
import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import type { IndexExercise } from "../../page/index/courseData.js";
import { markup, type Html } from "../../report/html.js";
import { withPager, type PageLink, type PageNeighbours } from "../../report/page/pager.js";
import { wordsOf } from "../../report/words.js";
import { contentHash } from "./contentHash.js";
import type { Draft } from "./draft.js";
import { withLinks, withoutLinks } from "./notebookLinks.js";
import { planIndex, planPage, type PagePlan, type SiteParts } from "./planPage.js";
import type { ManifestPage } from "./siteManifest.js";
import { notebookId } from "./workName.js";

/** All that a call writes. */
export interface SitePlan {
  /** The pages in the order of the notebooks, the index last where there is one. */
  readonly pages: readonly PagePlan[];
  /** The shared files that any of these pages asks for: name → content. */
  readonly assets: ReadonlyMap<string, string>;
  /** Pages of earlier calls whose neighbours or links have changed: file → content. */
  readonly relinked: ReadonlyMap<string, string>;
  /** The pages of the site in the order of its index; undefined where files stand alone, without one. */
  readonly manifest: readonly ManifestPage[] | undefined;
}

/** What the site's folder holds already. */
export interface EarlierSite {
  readonly pages: readonly ManifestPage[];
  /** Pages that somebody took away: what led to them waits again. */
  readonly gone: readonly ManifestPage[];
  /** A page as it was written; undefined where it was changed since. */
  readonly html: (page: ManifestPage) => string | undefined;
}

/** A page in the order of the index: one of this call, or one of an earlier call. */
type Entry = {
  readonly link: PageLink;
  readonly plainTitle: string;
  readonly summary: string;
  readonly id: string | undefined;
  readonly exercises: readonly IndexExercise[] | undefined;
} & ({ readonly draft: Draft } | { readonly page: ManifestPage });

/** Plans the pages of rendered notebooks beside those that are there. Writes nothing, and reads through `earlier`. */
export function planSite(
  drafts: readonly Draft[],
  parts: Omit<SiteParts, "fonts">,
  earlier: EarlierSite,
): SitePlan {
  const fonts = [...new Set(drafts.flatMap(({ report }) => report.fonts))].sort();
  const site: SiteParts = { ...parts, fonts };
  const kept = earlier.pages.filter(({ file }) => !drafts.some(({ page }) => page === file));
  const entries = mergeByName(drafts.map(entryOfDraft), kept.map(entryOfEarlierPage));
  const indexed = !site.singleFile || entries.length > 1 || earlier.pages.length > 0;
  const planned = new Map<Draft, PagePlan>();
  const relinked = new Map<string, string>();
  const links = new Map(drafts.map(({ key, page }) => [key, page]));
  const gone = new Map(
    earlier.gone
      .filter(({ file }) => !drafts.some(({ page }) => page === file))
      .map(({ file, notebook }) => [file, notebook]),
  );
  const manifest = entries.map((entry, at) => {
    const near = { previous: entries[at - 1]?.link, next: entries[at + 1]?.link };
    if ("draft" in entry) {
      const { draft } = entry;
      const page = planPage(draft, { home: indexed ? "index.html" : undefined, ...near }, site);
      planned.set(draft, page);
      return manifestPage(draft, page);
    }
    const before = earlier.html(entry.page);
    if (before === undefined) return entry.page;
    const after = relink(withoutLinks(before, gone), near, links, site);
    if (after === before) return entry.page;
    relinked.set(entry.page.file, after);
    return { ...entry.page, hash: contentHash(after) };
  });
  const pages = drafts.flatMap((draft) => planned.get(draft) ?? []);
  if (indexed)
    pages.push(
      planIndex(
        entries.map(({ link, plainTitle, summary, id, exercises }) => ({
          page: link.href,
          title: link.title,
          plainTitle,
          summary,
          id,
          exercises,
        })),
        site,
      ),
    );
  return {
    pages,
    assets: new Map(pages.flatMap((page) => [...page.assets])),
    relinked,
    manifest: indexed ? manifest : undefined,
  };
}

function relink(
  html: string,
  near: PageNeighbours,
  links: ReadonlyMap<string, string>,
  { config }: SiteParts,
): string {
  return withLinks(withPager(html, near, wordsOf(config.language)), links);
}

function manifestPage(draft: Draft, { html, assets }: PagePlan): ManifestPage {
  const { page: file, key, report } = draft;
  const exercises = exercisesOf(draft);
  const id = notebookId(draft.notebook);
  return {
    file,
    notebook: key,
    title: report.title,
    summary: report.summary,
    ...(id !== undefined && { id }),
    ...(exercises !== undefined && { exercises }),
    assets: [...assets.keys()],
    hash: contentHash(html),
  };
}

const entryOfDraft = (draft: Draft): Entry => ({
  draft,
  link: { href: draft.page, title: draft.report.titleHtml },
  plainTitle: draft.report.title,
  summary: draft.report.summary,
  id: notebookId(draft.notebook),
  exercises: exercisesOf(draft),
});

/** The manifest's words are text, whoever wrote it: a title of an earlier call stands without its formulas. */
const entryOfEarlierPage = (page: ManifestPage): Entry => ({
  page,
  link: { href: page.file, title: text(page.title) },
  plainTitle: page.title,
  summary: page.summary,
  id: page.id,
  exercises: page.exercises,
});

/** The exercises that a live page poses, each once; undefined for a page that is not alive. */
function exercisesOf({ live, notebook }: Draft): readonly IndexExercise[] | undefined {
  if (live === undefined) return undefined;
  const found = new Map<string, IndexExercise>();
  for (const cell of notebook.cells)
    for (const output of cell.cell_type === "code" ? cell.outputs : []) {
      const exercise = "data" in output ? readExercise(output.data[EXERCISE_MIME]) : undefined;
      if (exercise?.part === "question")
        found.set(exercise.id, { id: exercise.id, points: Number(exercise.points) || 0 });
    }
  return [...found.values()];
}

const text = (words: string): Html => markup`${words}`;

const byName = new Intl.Collator("en", { numeric: true });

/** The pages of this call in their order, those of earlier calls in theirs, and the two by name among each other. */
function mergeByName(fresh: readonly Entry[], kept: readonly Entry[]): readonly Entry[] {
  const all: Entry[] = [];
  let at = 0;
  for (const entry of fresh) {
    for (let next = kept[at]; next !== undefined; next = kept[++at]) {
      if (byName.compare(next.link.href, entry.link.href) > 0) break;
      all.push(next);
    }
    all.push(entry);
  }
  return [...all, ...kept.slice(at)];
}
