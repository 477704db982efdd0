import type { PageLink } from "../../report/page/page.js";
import type { Draft } from "./draft.js";
import { planIndex, planPage, type PagePlan, type SiteParts } from "./planPage.js";

/** All that a call writes: the pages in the order of the notebooks, the index last where there is one. */
export interface SitePlan {
  readonly pages: readonly PagePlan[];
  /** The shared files that any of the pages asks for: name → content. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Plans the pages of rendered notebooks. Reads and writes nothing. */
export function planSite(drafts: readonly Draft[], parts: Omit<SiteParts, "fonts">): SitePlan {
  const fonts = [...new Set(drafts.flatMap(({ report }) => report.fonts))].sort();
  const site: SiteParts = { ...parts, fonts };
  const indexed = !site.singleFile || drafts.length > 1;
  const pages = drafts.map((draft, at) =>
    planPage(
      draft,
      {
        home: indexed ? "index.html" : undefined,
        previous: linkTo(drafts[at - 1]),
        next: linkTo(drafts[at + 1]),
      },
      site,
    ),
  );
  if (indexed)
    pages.push(
      planIndex(
        drafts.map(({ page, report }) => ({
          page,
          title: report.titleHtml,
          summary: report.summary,
        })),
        site,
      ),
    );
  return { pages, assets: new Map(pages.flatMap((page) => [...page.assets])) };
}

const linkTo = (draft: Draft | undefined): PageLink | undefined =>
  draft === undefined ? undefined : { href: draft.page, title: draft.report.titleHtml };
