import type { LiveWords } from "../../report/page/liveWords.js";
import { button, Menu } from "./menu.js";

export interface CellControlActions {
  runOrStop(): void;
  runFrom(): void;
  edit(): void;
  undo(): void;
}

/** Over a cell's code: what runs it, and behind three dots what else there is. */
export class CellControls {
  readonly element = document.createElement("div");
  readonly #run: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #words: LiveWords;

  /** `cellName` says to a screen reader which cell it is. */
  constructor(cellName: string, words: LiveWords, actions: CellControlActions) {
    this.#words = words;
    this.element.className = "cell-bar";
    const about = ` ${cellName}`;
    this.#run = button(words.run, about, () => actions.runOrStop());
    this.#run.className = "run";
    this.#undo = button(words.undo, about, () => actions.undo());
    this.#undo.hidden = true;
    const menu = new Menu(`${words.more},${about}`);
    menu.add(button(words.edit, about, () => actions.edit()));
    menu.add(button(words.runFromHere, about, () => actions.runFrom()));
    menu.add(this.#undo);
    this.element.append(this.#run, menu.element);
  }

  /** Puts the bar over the code, with the button that copies it between run and menu. */
  placeOver(block: HTMLElement): void {
    const copy = block.querySelector(".copy");
    if (copy !== null) this.#run.after(copy);
    block.append(this.element);
  }

  setRunning(running: boolean): void {
    const text = this.#run.firstChild;
    if (text) text.textContent = running ? this.#words.stop : this.#words.run;
  }

  setEdited(edited: boolean): void {
    this.#undo.hidden = !edited;
  }

  focusRun(): void {
    this.#run.focus();
  }
}
