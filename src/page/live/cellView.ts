import type { LiveWords } from "../../report/page/liveWords.js";
import { CellControls } from "./cellControls.js";
import { CellEditor } from "./cellEditor.js";
import type { CellData } from "./liveData.js";
import { OutputPlace } from "./outputPlace.js";
import { CellVersions } from "../work/cellVersions.js";
import type { KeptCell } from "../work/kept.js";
import type { ReadersWork } from "../work/readersWork.js";
import { versionChoice } from "./versionChoice.js";

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
  readonly #versions: CellVersions;
  readonly #block: HTMLElement | undefined;
  readonly #controls: CellControls | undefined;
  readonly #editor: CellEditor | undefined;
  #needsNote: HTMLElement | undefined;
  #versionChoice: HTMLElement | undefined;
  #running = false;

  constructor(
    data: CellData,
    number: number,
    words: LiveWords,
    work: ReadersWork,
    actions: CellActions,
  ) {
    this.data = data;
    this.#words = words;
    this.#versions = new CellVersions(data.source, work.cell(data.id), (kept) =>
      work.keepCell(data.id, kept),
    );
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
      source: this.source,
      label: name,
      onChange: (source) => this.#edit(source),
      onRun: () => actions.run(this),
      onLeave: () => this.#controls?.focusRun(),
    }));
    this.#showVersion();
    if (this.edited) void this.#editor.open();
  }

  /** The code as the reader has it. */
  get source(): string {
    return this.#versions.source;
  }

  /** The code as the worker gets it. */
  get program(): string {
    return this.edited ? this.source : (this.data.compiled ?? this.source);
  }

  get edited(): boolean {
    return this.#versions.edited;
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
    this.#versions.undo();
    this.#editor?.set(this.source);
    this.#showVersion();
    this.outputs?.restore();
  }

  /** The code as it is kept now, after entries were brought back. */
  reload(kept: KeptCell | undefined): void {
    this.#versions.take(kept);
    this.#showVersion();
    if (this.edited) void this.#editor?.open().then((editor) => editor.set(this.source));
    else this.#editor?.set(this.source);
  }

  setRunning(running: boolean): void {
    this.#running = running;
    this.section?.toggleAttribute("data-running", running);
    this.#controls?.setRunning(running);
  }

  #edit(source: string): void {
    this.#versions.edit(source);
    this.#showVersion();
  }

  /** Marks what is shown, and offers the other version where there is one. */
  #showVersion(): void {
    this.#controls?.setEdited(this.edited);
    this.section?.classList.toggle("edited", this.edited);
    const { choice } = this.#versions;
    if (choice === this.#versionChoice?.dataset["shown"]) return;
    const hadFocus = this.#versionChoice?.contains(document.activeElement) === true;
    this.#versionChoice?.remove();
    this.#versionChoice = undefined;
    if (choice === undefined) return;
    this.#versionChoice = versionChoice(choice, this.#words, () => {
      this.#versions.swap();
      void this.#editor?.open().then((editor) => editor.set(this.source));
      this.#showVersion();
    });
    this.#block?.after(this.#versionChoice);
    if (hadFocus) this.#versionChoice.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }
}

function note(text: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "cell-note";
  line.textContent = text;
  return line;
}
