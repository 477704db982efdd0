import { markProvisional } from "./markProvisional.js";
import { patchWords } from "./patchWords.js";
import { goTo, openBoxes, placeIn } from "./place.js";

/** Milliseconds for which a new page is held at its place while it is laid out. */
const settling = 400;

/** The frame that shows a page, and the next one, which is loaded out of sight. */
export class Frames {
  readonly #holder: HTMLElement;
  readonly #onShown: (page: string) => void;
  #frame: HTMLIFrameElement;
  #next: HTMLIFrameElement | undefined;
  /** The texts of pages by their address. */
  readonly #texts = new Map<string, string>();

  constructor(holder: HTMLElement, first: string, onShown: (page: string) => void) {
    this.#holder = holder;
    this.#onShown = onShown;
    this.#frame = this.#make(`pages/${first}`, () => this.#shown());
  }

  /** The name of the page that is shown, and its version. */
  get showing(): { readonly page: string; readonly version: number } {
    const { pathname = "", search = "" } = this.#frame.contentWindow?.location ?? {};
    const page = decodeURIComponent(pathname.split("/").at(-1) ?? "");
    return { page, version: Number(new URLSearchParams(search).get("v")) };
  }

  /** Shows a page's new version: in place where words alone have changed, else by another frame. */
  async show(page: string, version: number): Promise<void> {
    const shown = this.showing;
    const shownVersion = this.#patched ?? shown.version;
    if (shown.page !== page || shownVersion === version) return;
    const [before, after] = await Promise.all([
      this.#text(page, shownVersion),
      this.#text(page, version),
    ]);
    if (this.showing.page !== page) return;
    const document = this.#frame.contentDocument;
    // By the frame's own parser: the policy of this page would take styles out of formulas.
    const { DOMParser: FrameParser } = this.#frame.contentWindow as Window & typeof globalThis;
    const parser = new FrameParser();
    if (
      document !== null &&
      this.#next === undefined &&
      patchWords(
        document,
        parser.parseFromString(before, "text/html"),
        parser.parseFromString(after, "text/html"),
      )
    )
      this.#patched = version;
    else this.#swap(page, version);
  }

  /** The version that the words in the frame are of, where it is not that of its address. */
  #patched: number | undefined;

  /** Goes to a cell of the page. */
  reveal(cell: string): void {
    const page = this.#frame.contentDocument;
    const sections = [...(page?.querySelectorAll<HTMLElement>("section[data-cell]") ?? [])];
    sections.find((one) => one.dataset["cell"] === cell)?.scrollIntoView({ block: "start" });
  }

  /** Marks the cells of the page that show what a warm kernel said. */
  mark(cells: readonly string[]): void {
    if (this.#frame.contentDocument !== null) markProvisional(this.#frame.contentDocument, cells);
  }

  #swap(page: string, version: number): void {
    this.#next?.remove();
    const old = this.#frame;
    const next = this.#make(`pages/${encodeURIComponent(page)}?v=${version}`, () => {
      if (this.#next !== next) return;
      const place = old.contentDocument === null ? undefined : placeIn(old.contentDocument);
      const focused = document.activeElement === old;
      this.#next = undefined;
      this.#frame = next;
      this.#patched = undefined;
      next.className = "";
      if (place !== undefined) this.#hold(next, place);
      old.remove();
      if (focused) next.contentWindow?.focus();
      next.onload = () => this.#shown();
      this.#shown();
    });
    next.className = "next";
    this.#next = next;
  }

  /** Until everything has its height, or the author moves. */
  #hold(frame: HTMLIFrameElement, place: ReturnType<typeof placeIn>): void {
    if (frame.contentDocument !== null) openBoxes(frame.contentDocument, place);
    const until = performance.now() + settling;
    let moved = false;
    for (const kind of ["wheel", "keydown", "pointerdown", "touchstart"])
      frame.contentWindow?.addEventListener(kind, () => (moved = true), { once: true });
    const step = (): void => {
      if (moved || frame.contentDocument === null) return;
      goTo(frame.contentDocument, place);
      if (performance.now() < until) requestAnimationFrame(step);
    };
    step();
  }

  #make(address: string, onLoad: () => void): HTMLIFrameElement {
    const frame = document.createElement("iframe");
    frame.title = "the page";
    frame.src = address;
    frame.onload = onLoad;
    this.#holder.append(frame);
    return frame;
  }

  #shown(): void {
    const { page } = this.showing;
    document.title = `${this.#frame.contentDocument?.title ?? page} (preview)`;
    this.#onShown(page);
  }

  async #text(page: string, version: number): Promise<string> {
    const address = `pages/${encodeURIComponent(page)}?v=${version}`;
    const known = this.#texts.get(address);
    if (known !== undefined) return known;
    const text = await (await fetch(address)).text();
    this.#texts.set(address, text);
    // The version before is all that is compared with.
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= 3) break;
      this.#texts.delete(oldest);
    }
    return text;
  }
}
