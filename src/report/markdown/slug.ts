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

/** Hands out each slug once in a page: the second "example" becomes "example-1". */
export class Slugs {
  readonly #used = new Set<string>();

  take(text: string): string {
    const base = slug(text) || "section";
    let name = base;
    for (let count = 1; this.#used.has(name); count++) name = `${base}-${count}`;
    this.#used.add(name);
    return idPrefix + name;
  }
}
