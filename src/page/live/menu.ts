/** A button that says to a screen reader what it belongs to. */
export function button(text: string, about: string, action: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (about !== "") {
    const name = document.createElement("span");
    name.className = "sr-only";
    name.textContent = about;
    made.append(name);
  }
  made.addEventListener("click", action);
  return made;
}

/**
 * Further buttons behind three dots: a fold, so that it works as any other; it closes after use, on Escape and by a
 * click outside; not when it loses the focus, which an editor may take back while it settles its cursor.
 */
export class Menu {
  readonly element = document.createElement("details");
  readonly #summary = document.createElement("summary");
  readonly #list = document.createElement("div");

  constructor(label: string) {
    const { element } = this;
    element.className = "menu";
    this.#summary.textContent = "⋯";
    this.#summary.setAttribute("aria-label", label);
    this.#list.className = "menu-list";
    element.append(this.#summary, this.#list);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Tab")
        setTimeout(() => {
          if (!element.contains(document.activeElement)) element.open = false;
        });
      if (event.key !== "Escape" || !element.open) return;
      element.open = false;
      this.#summary.focus();
    });
    addEventListener("pointerdown", ({ target }) => {
      if (element.open && target instanceof Node && !element.contains(target)) element.open = false;
    });
  }

  add(item: HTMLButtonElement): void {
    // Before its action, which may move the focus.
    item.addEventListener("click", () => (this.element.open = false), { capture: true });
    this.#list.append(item);
  }
}
