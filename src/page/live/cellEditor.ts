import { loaded, loadScript } from "../reader/loadScript.js";
import type { Editor, EditorOptions } from "./editor.js";

/** The editor of a cell in the place of its code, made when it is first opened. */
export class CellEditor {
  readonly #code: HTMLElement;
  readonly #options: () => Omit<EditorOptions, "place">;
  #editor: Promise<Editor> | undefined;

  constructor(code: HTMLElement, options: () => Omit<EditorOptions, "place">) {
    this.#code = code;
    this.#options = options;
    // A click into the code edits it; a drag selects.
    code.addEventListener("click", () => {
      if (getSelection()?.isCollapsed !== false) void this.edit(clickedPlace(code));
    });
  }

  open(): Promise<Editor> {
    this.#editor ??= this.#make();
    return this.#editor;
  }

  /** Opens the editor, with the focus in it. */
  async edit(at?: number): Promise<void> {
    (await this.open()).focus(at);
  }

  /** Replaces the text, where the editor is open. */
  set(source: string): void {
    void this.#editor?.then((editor) => editor.set(source));
  }

  async #make(): Promise<Editor> {
    const make = await loadEditor();
    const place = document.createElement("div");
    place.className = "editor code";
    const options = this.#options();
    const editor = make({
      ...options,
      place,
      onChange: (source) => {
        // Hidden, but what is copied.
        this.#code.textContent = source;
        options.onChange(source);
      },
    });
    this.#code.hidden = true;
    this.#code.after(place);
    return editor;
  }
}

let loading: Promise<NonNullable<Window["lossbookEditor"]>> | undefined;

function loadEditor(): Promise<NonNullable<Window["lossbookEditor"]>> {
  loading ??= loadScript("lossbook-editor").then(() => loaded(window.lossbookEditor));
  return loading;
}

/** Which character of the code was clicked: where the click has put the selection. */
function clickedPlace(code: HTMLElement): number | undefined {
  const selection = getSelection();
  const node = selection?.anchorNode;
  if (!selection || !node || !code.contains(node)) return undefined;
  const before = document.createRange();
  before.setStart(code, 0);
  before.setEnd(node, selection.anchorOffset);
  return before.toString().length;
}
