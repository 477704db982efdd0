import { markup, type Html } from "../html.js";
import type { Words } from "../words.js";

export interface PageLink {
  readonly href: string;
  readonly title: Html;
}

/** The pages before and after one, in the order of the index. */
export interface PageNeighbours {
  readonly previous?: PageLink | undefined;
  readonly next?: PageLink | undefined;
}

/** The links to the pages before and after; nothing where there is neither. */
export function renderPager({ previous, next }: PageNeighbours, words: Words): Html | undefined {
  if (previous === undefined && next === undefined) return undefined;
  return markup`<nav class="pager" aria-label="${words.allNotebooks}">${turn(previous, words.previous, "prev")}${turn(next, words.next, "next")}</nav>`;
}

function turn(to: PageLink | undefined, label: string, rel: "prev" | "next"): Html {
  return to === undefined
    ? markup`<span></span>`
    : markup`<a class="${rel}" rel="${rel}" href="${to.href}"><span class="turn">${label}</span> <span class="turn-title">${to.title}</span></a>`;
}

/** What stands after the article of a page, and what ends it: `renderPage` writes them so. */
export const pagerPlace = {
  before: "</article>\n            ",
  after: '\n          </main>\n          <footer class="foot">',
} as const;

/** A page of `renderPage` with other neighbours; as it is where the pager's place is not found. */
export function withPager(page: string, near: PageNeighbours, words: Words): string {
  const to = page.lastIndexOf(pagerPlace.after);
  const from = to < 0 ? -1 : page.lastIndexOf(pagerPlace.before, to);
  if (from < 0) return page;
  const pager = renderPager(near, words)?.text ?? "";
  return page.slice(0, from + pagerPlace.before.length) + pager + page.slice(to);
}
