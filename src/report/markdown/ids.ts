/**
 * Every id in a page that comes from a notebook starts with this: an `id="location"` or `name="forms"` of a
 * notebook then cannot shadow a property of the page ("DOM clobbering").
 */
export const idPrefix = "n-";

/** What the ids of Markdown's footnotes begin with, before they are known by their cell: an author's own `fn1` is his. */
export const footnotePrefix = "of-markdown-";

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

/** What all spellings of an anchor have in common: `Loss-&-risk`, `loss--risk` and "Loss & risk" are `loss-risk`. */
function key(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** The ids of one page: each is handed out once, so that the second "example" becomes "example-1". */
export class PageIds {
  readonly #used = new Set<string>();
  /** The last number given to a name: a thousand equal headings are not counted a thousand times each. */
  readonly #last = new Map<string, number>();
  readonly #byAuthor = new Map<string, string>();
  readonly #byKey = new Map<string, string>();
  readonly #suffix: string;

  /** `suffix` ends every id: what a live cell shows later must not take the ids of the page. */
  constructor(suffix = "") {
    this.#suffix = suffix;
  }

  /** An id made of a text. */
  take(text: string): string {
    const base = slug(text) || "section";
    let name = base;
    let count = this.#last.get(base) ?? 0;
    while (this.#used.has(name)) name = `${base}-${++count}`;
    this.#last.set(base, count);
    this.#used.add(name);
    const id = idPrefix + name + this.#suffix;
    this.#remember(name, id);
    // The second heading of a name is found by its number alone.
    if (name === base) this.#remember(text, id);
    return id;
  }

  /** The id that the author gave to an element (`<a id="Custom">`); undefined where it is given already. */
  takeOwn(given: string): string | undefined {
    const name = given.trim().replace(/\s+/g, "-").slice(0, 200);
    if (name === "" || this.#used.has(name)) return undefined;
    this.#used.add(name);
    const id = idPrefix + name + this.#suffix;
    this.#byAuthor.set(given, id);
    this.#remember(name, id);
    return id;
  }

  /** The id that a link's fragment means: an author's own id, else the anchor of that spelling; undefined if none. */
  find(fragment: string): string | undefined {
    return (
      this.#byAuthor.get(fragment) ??
      (this.#used.has(fragment) ? idPrefix + fragment + this.#suffix : undefined) ??
      this.#byKey.get(key(fragment))
    );
  }

  #remember(text: string, id: string): void {
    const name = key(text);
    if (name !== "" && !this.#byKey.has(name)) this.#byKey.set(name, id);
  }
}
