import { forgetFigures } from "../reader/figures.js";

/** The place of a cell's outputs, and what stood there when the page was opened. */
export class OutputPlace {
  readonly #element: HTMLElement;
  readonly #written: readonly Node[];

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#written = [...element.childNodes];
  }

  /** The outputs of a cell that the reader has; those of an author's answer belong to another text. */
  static in(section: HTMLElement): OutputPlace | undefined {
    const element = [...section.querySelectorAll<HTMLElement>(".outputs")].find(
      (outputs) => outputs.closest(".author-answer") === null,
    );
    return element && new OutputPlace(element);
  }

  /** Text as it comes, while the cell runs. */
  progress(text: string): void {
    let pre = this.#element.querySelector<HTMLElement>("pre.progress");
    if (pre === null) {
      pre = document.createElement("pre");
      pre.className = "text stream progress";
      this.#replace([pre]);
    }
    pre.textContent = text;
  }

  /** Puts sanitised markup here. */
  put(html: string): HTMLElement {
    this.#replace([]);
    this.#element.innerHTML = html;
    // What a run gave is not to be looked for in a fold, unless the author folded outputs.
    const fold = this.#element.closest<HTMLDetailsElement>("details.hidden-part");
    if (fold !== null) fold.open = true;
    return this.#element;
  }

  /** Says in words why nothing else stands here. */
  fail(message: string): void {
    const box = document.createElement("div");
    const pre = document.createElement("pre");
    box.className = "error";
    pre.className = "text";
    pre.textContent = message;
    box.append(pre);
    this.#replace([box]);
  }

  /** What the page was written with. */
  restore(): void {
    this.#replace(this.#written);
  }

  #replace(nodes: readonly Node[]): void {
    forgetFigures(this.#element);
    this.#element.replaceChildren(...nodes);
  }
}
