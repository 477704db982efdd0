import type { LiveWords } from "../../report/liveWords.js";
import { forgetFigures } from "../reader/figures.js";
import type { CellData } from "./liveData.js";
import type { Store } from "./store.js";

export interface CellActions {
  run(cell: CellView): void;
  runFrom(cell: CellView): void;
  stop(): void;
}

/** A code cell in the page: its code, which can be changed, its buttons, and the place of its outputs. */
export class CellView {
  readonly data: CellData;
  readonly section: HTMLElement | undefined;
  readonly #outputs: HTMLElement | undefined;
  readonly #pre: HTMLElement | undefined;
  readonly #before: readonly Node[];
  readonly #words: LiveWords;
  readonly #store: Store;
  readonly #number: number;
  readonly #actions: CellActions;
  #editor: HTMLTextAreaElement | undefined;
  #run: HTMLButtonElement | undefined;
  #undo: HTMLButtonElement | undefined;
  #running = false;
  #source: string;

  constructor(
    data: CellData,
    number: number,
    words: LiveWords,
    store: Store,
    actions: CellActions,
  ) {
    this.data = data;
    this.#number = number;
    this.#words = words;
    this.#store = store;
    this.#actions = actions;
    this.section =
      [...document.querySelectorAll<HTMLElement>('section[data-kind="code"]')].find(
        (section) => section.dataset["cell"] === data.id,
      ) ?? undefined;
    this.#outputs =
      [...(this.section?.querySelectorAll<HTMLElement>(".outputs") ?? [])].find(
        (outputs) => outputs.closest(".author-answer") === null,
      ) ?? undefined;
    this.#before = [...(this.#outputs?.childNodes ?? [])];
    const block = this.section?.querySelector<HTMLElement>(".input.block") ?? undefined;
    this.#pre = block?.querySelector("pre") ?? undefined;
    this.#source = data.source;
    if (data.nodeOnly) {
      if (block !== undefined) block.after(note(words.nodeOnly));
      return;
    }
    if (block !== undefined) this.#furnish(block);
    const kept = store.get(`cell:${data.id}`);
    if (kept !== undefined && kept !== data.source) this.#show(kept);
  }

  get source(): string {
    return this.#source;
  }

  get edited(): boolean {
    return this.#source !== this.data.source;
  }

  #furnish(block: HTMLElement): void {
    const bar = document.createElement("div");
    bar.className = "cell-bar";
    const button = (text: string, action: () => void): HTMLButtonElement => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", action);
      bar.append(made);
      return made;
    };
    const { run, runFromHere, edit, undo } = this.#words;
    this.#run = button(run, () => (this.#running ? this.#actions.stop() : this.#actions.run(this)));
    this.#run.className = "run";
    button(edit, () => this.edit());
    button(runFromHere, () => this.#actions.runFrom(this));
    this.#undo = button(undo, () => this.reset());
    this.#undo.hidden = true;
    const name = document.createElement("span");
    name.className = "sr-only";
    name.textContent = ` ${this.#words.code.replace("{number}", String(this.#number))}`;
    bar.querySelectorAll("button").forEach((one) => one.append(name.cloneNode(true)));
    block.after(bar);
    // A click into the code edits it; a drag selects.
    this.#pre?.addEventListener("click", () => {
      if (getSelection()?.isCollapsed !== false) this.edit();
    });
  }

  /** Opens the editor, with the focus in it. */
  edit(): void {
    this.#show(this.#source);
    this.#editor?.focus();
  }

  #show(source: string): void {
    this.#source = source;
    if (this.#pre !== undefined && this.#editor === undefined) this.#editor = this.#makeEditor();
    if (this.#editor !== undefined) {
      if (this.#editor.value !== source) this.#editor.value = source;
      this.#editor.rows = source.split("\n").length;
      this.#editor.hidden = false;
    }
    if (this.#pre !== undefined) this.#pre.hidden = true;
    this.#mark();
  }

  #makeEditor(): HTMLTextAreaElement {
    const editor = document.createElement("textarea");
    editor.className = "editor";
    editor.spellcheck = false;
    editor.autocapitalize = "off";
    editor.setAttribute("autocomplete", "off");
    editor.setAttribute("aria-label", this.#words.code.replace("{number}", String(this.#number)));
    editor.addEventListener("input", () => {
      this.#source = editor.value;
      editor.rows = editor.value.split("\n").length;
      this.#store.set(`cell:${this.data.id}`, this.edited ? this.#source : undefined);
      this.#mark();
    });
    editor.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#actions.run(this);
      } else if (event.key === "Escape") this.#run?.focus();
    });
    this.#pre!.after(editor);
    return editor;
  }

  #mark(): void {
    if (this.#undo !== undefined) this.#undo.hidden = !this.edited;
    this.section?.classList.toggle("edited", this.edited);
  }

  /** The code and the outputs that the page was written with. */
  reset(): void {
    this.#source = this.data.source;
    this.#store.set(`cell:${this.data.id}`, undefined);
    if (this.#editor !== undefined) {
      this.#editor.hidden = true;
      this.#editor.value = this.#source;
    }
    if (this.#pre !== undefined) this.#pre.hidden = false;
    this.#outputs?.replaceChildren(...this.#before);
    this.section?.classList.remove("stale");
    this.#mark();
    if (document.activeElement === document.body) this.#run?.focus();
  }

  setRunning(running: boolean): void {
    this.#running = running;
    this.section?.toggleAttribute("data-running", running);
    if (this.#run?.firstChild)
      this.#run.firstChild.textContent = running ? this.#words.stop : this.#words.run;
  }

  /** Text as it comes, while the cell runs. */
  progress(text: string): void {
    if (this.#outputs === undefined) return;
    let pre = this.#outputs.querySelector<HTMLElement>("pre.progress");
    if (pre === null) {
      pre = document.createElement("pre");
      pre.className = "text stream progress";
      this.clear();
      this.#outputs.append(pre);
    }
    pre.textContent = text;
  }

  clear(): void {
    if (this.#outputs === undefined) return;
    forgetFigures(this.#outputs);
    this.#outputs.replaceChildren();
  }

  /** Sanitised markup in the place of the outputs. */
  place(html: string): HTMLElement | undefined {
    if (this.#outputs === undefined) return undefined;
    this.clear();
    this.#outputs.innerHTML = html;
    this.section?.querySelectorAll("details.hidden-part").forEach((details) => {
      // What a run gave is not to be looked for in a fold, unless the author folded outputs.
      if (details.contains(this.#outputs!)) (details as HTMLDetailsElement).open = true;
    });
    return this.#outputs;
  }
}

function note(text: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "cell-note";
  line.textContent = text;
  return line;
}
