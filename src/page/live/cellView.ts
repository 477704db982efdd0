import type { LiveWords } from "../../report/page/liveWords.js";
import { CellControls } from "./cellControls.js";
import { CellEditor } from "./cellEditor.js";
import type { CellData } from "./liveData.js";
import { OutputPlace } from "./outputPlace.js";
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
  readonly outputs: OutputPlace | undefined;
  readonly #words: LiveWords;
  readonly #store: Store;
  readonly #block: HTMLElement | undefined;
  readonly #controls: CellControls | undefined;
  readonly #editor: CellEditor | undefined;
  #needsNote: HTMLElement | undefined;
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
    this.#words = words;
    this.#store = store;
    this.#source = data.source;
    this.section = [...document.querySelectorAll<HTMLElement>('section[data-kind="code"]')].find(
      (section) => section.dataset["cell"] === data.id,
    );
    this.outputs = this.section && OutputPlace.in(this.section);
    const block = this.section?.querySelector<HTMLElement>(".input.block");
    if (!block) return;
    this.#block = block;
    if (data.nodeOnly) {
      block.after(note(words.nodeOnly));
      return;
    }
    const name = words.code.replace("{number}", String(number));
    this.#controls = new CellControls(name, words, {
      runOrStop: () => (this.#running ? actions.stop() : actions.run(this)),
      runFrom: () => actions.runFrom(this),
      edit: () => void this.#editor?.edit(),
      undo: () => this.reset(),
    });
    this.#controls.placeOver(block);
    const code = block.querySelector("pre");
    if (code === null) return;
    this.#editor = new CellEditor(code, () => ({
      source: this.#source,
      label: name,
      onChange: (source) => this.#keep(source),
      onRun: () => actions.run(this),
      onLeave: () => this.#controls?.focusRun(),
    }));
    const kept = store.get(this.#storeName);
    if (kept === undefined || kept === data.source) return;
    this.#source = kept;
    this.#markEdited();
    void this.#editor.open();
  }

  /** The code as the reader has it. */
  get source(): string {
    return this.#source;
  }

  /** The code as the worker gets it. */
  get program(): string {
    return this.edited ? this.#source : (this.data.compiled ?? this.#source);
  }

  get edited(): boolean {
    return this.#source !== this.data.source;
  }

  /**
   * Whether it runs with the others: not where it needs Node, as it is written. What the reader changed is the
   * reader's to run.
   */
  get runsInPage(): boolean {
    return !this.data.nodeOnly && (this.#needsNote === undefined || this.edited);
  }

  /** Says beforehand what it needs and a page does not have. */
  showNeeds(names: readonly string[]): void {
    if (this.data.nodeOnly) return;
    this.#needsNote ??= note("");
    this.#needsNote.textContent = this.#words.needsNode.replace("{names}", names.join(", "));
    this.#block?.after(this.#needsNote);
  }

  /** The code and the outputs that the page was written with. */
  reset(): void {
    this.#keep(this.data.source);
    this.#editor?.set(this.data.source);
    this.outputs?.restore();
  }

  setRunning(running: boolean): void {
    this.#running = running;
    this.section?.toggleAttribute("data-running", running);
    this.#controls?.setRunning(running);
  }

  get #storeName(): string {
    return `cell:${this.data.id}`;
  }

  #keep(source: string): void {
    this.#source = source;
    this.#store.set(this.#storeName, this.edited ? source : undefined);
    this.#markEdited();
  }

  #markEdited(): void {
    this.#controls?.setEdited(this.edited);
    this.section?.classList.toggle("edited", this.edited);
  }
}

function note(text: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "cell-note";
  line.textContent = text;
  return line;
}
