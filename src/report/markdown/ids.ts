/**
 * Every id in a page that comes from a notebook starts with this: an `id="location"` or `name="forms"` of a
 * notebook then cannot shadow a property of the page ("DOM clobbering").
 */
export const idPrefix = "n-";

/** The anchor of a heading, as Jupyter and GitHub form it: "From likelihood to loss" → "from-likelihood-to-loss". */
export function slug(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
    .replace(/\s+/g, "-")
    .slice(0, 80);
}

/** The ids of one page: each is handed out once, so that the second "example" becomes "example-1". */
export class PageIds {
  readonly #used = new Set<string>();
  /** The last number given to a name: a thousand equal headings are not counted a thousand times each. */
  readonly #last = new Map<string, number>();

  take(text: string): string {
    const base = slug(text) || "section";
    let name = base;
    let count = this.#last.get(base) ?? 0;
    while (this.#used.has(name)) name = `${base}-${++count}`;
    this.#last.set(base, count);
    this.#used.add(name);
    return idPrefix + name;
  }
}
