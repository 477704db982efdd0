import { markup, trusted, type Html } from "../../report/html.js";
import type { SiteConfig } from "../course/siteConfig.js";

/** A line of the index: a page, its title as markup, and its first sentences. */
export interface IndexEntry {
  readonly page: string;
  readonly title: Html;
  readonly summary: string;
}

/** The first page of a course: its title and its notebooks in order. */
export function renderIndex(config: SiteConfig, entries: readonly IndexEntry[]): Html {
  return markup`<h1>${config.title}</h1>
    ${config.subtitle !== undefined && markup`<p class="lead">${config.subtitle}</p>`}
    ${config.author !== undefined && markup`<p>${config.author}</p>`}
    <ol class="course">
      ${entries.map(
        ({ page, title, summary }, index) =>
          markup`<li>
            <span class="number" aria-hidden="true">${/^(\d+)/.exec(page)?.[1] ?? index + 1}</span>
            <div>
              <a href="${page}">${withoutNumber(title)}</a
              >${summary !== "" && markup`<p>${summary}</p>`}
            </div>
          </li>`,
      )}
    </ol>`;
}

/** The number stands in a column of its own, so the title does not repeat it. */
const withoutNumber = (title: Html): Html => trusted(title.text.replace(/^\d+ · /, ""));
