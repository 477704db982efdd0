import { markup, trusted, type Html } from "../../report/html.js";
import type { Report } from "../../report/page/renderReport.js";
import type { SiteConfig } from "../course/siteConfig.js";

/** The first page of a course: its title and its notebooks in order. */
export function renderIndex(
  config: SiteConfig,
  pages: readonly { readonly page: string; readonly report: Report }[],
): Html {
  return markup`<h1>${config.title}</h1>
    ${config.subtitle !== undefined && markup`<p class="lead">${config.subtitle}</p>`}
    ${config.author !== undefined && markup`<p>${config.author}</p>`}
    <ol class="course">
      ${pages.map(
        ({ page, report }, index) =>
          markup`<li>
            <span class="number" aria-hidden="true">${/^(\d+)/.exec(page)?.[1] ?? index + 1}</span>
            <div>
              <a href="${page}">${withoutNumber(report.titleHtml)}</a
              >${report.summary !== "" && markup`<p>${report.summary}</p>`}
            </div>
          </li>`,
      )}
    </ol>`;
}

/** The number stands in a column of its own, so the title does not repeat it. */
const withoutNumber = (title: Html): Html => trusted(title.text.replace(/^\d+ · /, ""));
