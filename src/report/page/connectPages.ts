import { escapeHtml } from "../../text/escapeHtml.js";
import { trusted } from "../html.js";
import type { DeadLink } from "../markdown/pageLinks.js";
import type { Report } from "./renderReport.js";

/** The reports of a site with the links between them leading to the places that they mean, and those that do not. */
export interface ConnectedPages {
  /** By address, as given. */
  readonly reports: ReadonlyMap<string, Report>;
  readonly dead: readonly (DeadLink & { readonly page: string })[];
}

/**
 * Checks every link of every page, when all of them are rendered. A link to a place in another page is written with
 * the spelling that its author used: it gets the id that the place has.
 */
export function connectPages(pages: ReadonlyMap<string, Report>): ConnectedPages {
  const dead: (DeadLink & { page: string })[] = [];
  const reports = new Map<string, Report>();
  for (const [page, report] of pages) {
    for (const link of report.deadLinks) dead.push({ page, ...link });
    const addresses = new Map<string, string>();
    for (const { cell, line, href, page: target, fragment, written } of report.outgoingLinks) {
      const id = pages.get(target)?.findAnchor(fragment);
      if (id === undefined) dead.push({ page, cell, line, href });
      // Where there is no such place, the page itself is still there.
      addresses.set(written, id === undefined ? target : `${target}#${encodeURI(id)}`);
    }
    reports.set(page, {
      ...report,
      article: trusted(
        addresses.size === 0
          ? report.article.text
          : report.article.text.replace(/ href="([^"#]*#[^"]*)"/g, (whole, written: string) => {
              const address = addresses.get(written);
              return address === undefined ? whole : ` href="${escapeHtml(address)}"`;
            }),
      ),
    });
  }
  return { reports, dead };
}
