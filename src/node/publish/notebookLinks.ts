// A link to a notebook that is not published yet keeps its place in the page: `<a data-notebook="KEY#section">`, which
// no reader can follow. When that notebook's page comes into the site, the link leads to it; when the page is taken away,
// it waits again.
import { resolve } from "node:path";
import { trusted, type Html } from "../../report/html.js";
import { notebookKey } from "./siteManifest.js";

const scheme = "lossbook-notebook:";

/** Where the links of a notebook lead from and to. */
export interface LinkPlaces {
  /** The notebook's folder, and the folder of the site. */
  readonly folder: string;
  readonly site: string;
  /** The page of each notebook that has one, by its key. */
  readonly pages: ReadonlyMap<string, string>;
}

/** A link to another notebook leads to its page, or waits for it; other paths lead nowhere. */
export function notebookLink({ folder, site, pages }: LinkPlaces) {
  return (target: string): string | undefined => {
    if (!/\.ipynb$/i.test(target) || target.includes("\0")) return undefined;
    const key = notebookKey(site, resolve(folder, target));
    return pages.get(key) ?? `${scheme}${key}`;
  };
}

/** Whether an address waits for the page of a notebook that has none yet. */
export const isWaiting = (address: string): boolean => address.startsWith(scheme);

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

/** A page whose links to pages that are gone (page → key) wait for their notebooks again. */
export function withoutLinks(page: string, gone: ReadonlyMap<string, string>): string {
  if (gone.size === 0) return page;
  return page.replace(
    /(<a (?:[^<>"]|"[^"]*")*?)href="([^"#]+)((?:#[^"]*)?)"/g,
    (whole, before: string, target: string, fragment: string) => {
      const key = gone.get(target);
      return key === undefined ? whole : `${before}data-notebook="${key}${fragment}"`;
    },
  );
}
