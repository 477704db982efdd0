// A link to a notebook that is not published yet keeps its place in the page: `<a data-notebook="KEY#section">`, which
// no reader can follow. When that notebook's page comes into the site, the link leads to it.
import type { Html } from "../../report/html.js";
import { trusted } from "../../report/html.js";

const scheme = "lossbook-notebook:";

/** What the report is told that a link to such a notebook leads to. */
export const placeOf = (key: string): string => `${scheme}${key}`;

/** The article with the places as they stand in a page. */
export function withPlaces(article: Html): Html {
  return trusted(
    article.text.replace(
      /(<a (?:[^<>"]|"[^"]*")*?)href="lossbook-notebook:([0-9a-f]{16}(?:#[^"]*)?)"/g,
      '$1data-notebook="$2"',
    ),
  );
}

/** A page whose places for the given notebooks (key → page) have become links. */
export function withLinks(page: string, pages: ReadonlyMap<string, string>): string {
  return page.replace(
    /(<a (?:[^<>"]|"[^"]*")*?)data-notebook="([0-9a-f]{16})((?:#[^"]*)?)"/g,
    (whole, before: string, key: string, fragment: string) => {
      const target = pages.get(key);
      return target === undefined ? whole : `${before}href="${target}${fragment}"`;
    },
  );
}
