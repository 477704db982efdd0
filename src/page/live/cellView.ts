import type { LiveWords } from "../../report/page/liveWords.js";
import { forgetFigures } from "../reader/figures.js";
import { loadScript } from "../reader/loadScript.js";
import type { Editor } from "./editor.js";
import type { CellData } from "./liveData.js";
import { button, Menu } from "./menu.js";
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
  #editor: Promise<Editor | undefined> | undefined;
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
    if (kept === undefined || kept === data.source) return;
    this.#source = kept;
    this.#mark();
    void this.#open();
  }

  get source(): string {
    return this.#source;
  }

  get edited(): boolean {
    return this.#source !== this.data.source;
  }

  /** Over the code: what runs it, and behind three dots what else there is. */
  #furnish(block: HTMLElement): void {
    const bar = document.createElement("div");
    bar.className = "cell-bar";
    const { run, runFromHere, edit, undo, more } = this.#words;
    const name = ` ${this.#words.code.replace("{number}", String(this.#number))}`;
    const menu = new Menu(`${more},${name}`);
    this.#run = button(run, name, () =>
      this.#running ? this.#actions.stop() : this.#actions.run(this),
    );
    this.#run.className = "run";
    this.#undo = button(undo, name, () => this.reset());
    this.#undo.hidden = true;
    menu.add(button(edit, name, () => void this.edit()));
    menu.add(button(runFromHere, name, () => this.#actions.runFrom(this)));
    menu.add(this.#undo);
    bar.append(this.#run);
    const copy = block.querySelector(".copy");
    if (copy !== null) bar.append(copy);
    bar.append(menu.element);
    block.append(bar);
    // A click into the code edits it; a drag selects.
    this.#pre?.addEventListener("click", () => {
      if (getSelection()?.isCollapsed !== false) void this.edit(placeInText(this.#pre!));
    });
  }

  /** Opens the editor, with the focus in it. */
  async edit(at?: number): Promise<void> {
    (await this.#open())?.focus(at);
  }

  #open(): Promise<Editor | undefined> {
    this.#editor ??= this.#makeEditor();
    return this.#editor;
  }

  async #makeEditor(): Promise<Editor | undefined> {
    const pre = this.#pre;
    if (pre === undefined) return undefined;
    const make = await loadEditor();
    const place = document.createElement("div");
    place.className = "editor code";
    const editor = make({
      place,
      source: this.#source,
      label: this.#words.code.replace("{number}", String(this.#number)),
      onChange: (source) => {
        this.#source = source;
        // Hidden, but what is copied.
        pre.textContent = source;
        this.#store.set(`cell:${this.data.id}`, this.edited ? source : undefined);
        this.#mark();
      },
      onRun: () => this.#actions.run(this),
      onLeave: () => this.#run?.focus(),
    });
    pre.hidden = true;
    pre.after(place);
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
    void this.#editor?.then((editor) => editor?.set(this.data.source));
    this.#outputs?.replaceChildren(...this.#before);
    this.#mark();
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

let loading: Promise<NonNullable<Window["lossbookEditor"]>> | undefined;

function loadEditor(): Promise<NonNullable<Window["lossbookEditor"]>> {
  loading ??= loadScript("lossbook-editor").then(() => window.lossbookEditor!);
  return loading;
}

/** Which character of the code was clicked: where the click has put the selection. */
function placeInText(code: HTMLElement): number | undefined {
  const from = getSelection();
  const node = from?.anchorNode;
  if (from === null || !node || !code.contains(node)) return undefined;
  const before = document.createRange();
  before.setStart(code, 0);
  before.setEnd(node, from.anchorOffset);
  return before.toString().length;
}
