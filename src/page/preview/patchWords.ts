const cells = "article > section";

/**
 * Puts the words of a page's new version into the page that is shown, where nothing but words has changed: what its
 * cells did, its figures and its worker stay. False where more than that differs: the page is then to be loaded anew.
 *
 * `before` and `after` are the two versions as they were written; `shown` is the first, as its scripts left it.
 */
export function patchWords(shown: Document, before: Document, after: Document): boolean {
  if (!isSameAround(before, after)) return false;
  const [old, now] = [sectionsOf(before), sectionsOf(after)];
  const live = sectionsOf(shown);
  if (old === undefined || now === undefined || live?.size !== old.size) return false;
  if (codeOf(old) !== codeOf(now)) return false;
  const changed = [...now].filter(([id, section]) => old.get(id)?.outerHTML !== section.outerHTML);
  // Blocks of code in a text have a button that only the page's own script makes.
  if (changed.some(([, section]) => section.querySelector(".block") !== null)) return false;
  const article = shown.querySelector("article");
  if (article === null) return false;
  for (const [id, section] of live) if (!now.has(id)) section.remove();
  let last: Element | null = null;
  for (const [id, section] of now) {
    const there = live.get(id);
    const isChanged = changed.some(([one]) => one === id);
    const wanted: Element =
      there === undefined || isChanged ? shown.importNode(section, true) : there;
    if (there !== undefined && wanted !== there) {
      keepOpen(there, wanted);
      there.remove();
    }
    const next: Element | null =
      last === null ? article.firstElementChild : last.nextElementSibling;
    if (wanted !== next) article.insertBefore(wanted, next);
    last = wanted;
    if (isChanged) reachableBoxes(wanted);
  }
  const [foot, newFoot] = [shown.querySelector("footer.foot"), after.querySelector("footer.foot")];
  if (foot !== null && newFoot !== null) foot.innerHTML = newFoot.innerHTML;
  return true;
}

/** Scripts and what they are given, styles, contents, title. */
function isSameAround(before: Document, after: Document): boolean {
  const around = (page: Document): string =>
    [...page.querySelectorAll("script, style, link, meta[http-equiv], title, header, nav")]
      .map((one) => one.outerHTML)
      .join("\n");
  return around(before) === around(after);
}

/** The cells by their ids; undefined where two have one, or something else stands among them. */
function sectionsOf(page: Document): Map<string, HTMLElement> | undefined {
  const sections = [...page.querySelectorAll<HTMLElement>(cells)];
  const byId = new Map(sections.map((section) => [section.dataset["cell"] ?? "", section]));
  return byId.size === sections.length && !byId.has("") ? byId : undefined;
}

/** All cells of code, as they were written. */
const codeOf = (sections: ReadonlyMap<string, HTMLElement>): string =>
  [...sections.values()]
    .filter((section) => section.dataset["kind"] === "code")
    .map((section) => section.outerHTML)
    .join("\n");

/** What stood open in a text stays open in its new version. */
function keepOpen(before: Element, after: Element): void {
  const open = [...before.querySelectorAll("details")].map((box) => box.open);
  after.querySelectorAll("details").forEach((box, index) => (box.open = open[index] ?? box.open));
}

/** A box that scrolls sideways must be reachable with the keyboard. */
function reachableBoxes(section: Element): void {
  for (const box of section.querySelectorAll("[data-scroll]"))
    if (box.scrollWidth > box.clientWidth + 1) {
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.getAttribute("data-scroll") ?? "box");
    }
}
