import type { LiveWords } from "../../report/page/liveWords.js";
import { button } from "./menu.js";

export interface ToolbarActions {
  runAll(): void;
  stop(): void;
  reset(): void;
  nextExercise(): void;
}

/** Above the article: what runs, stops and resets the cells, and in words what they do. */
export class Toolbar {
  readonly element = document.createElement("div");
  readonly #runAll: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #status = document.createElement("span");
  readonly #points = document.createElement("span");
  readonly #nextExercise: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  /** Buttons that belong to what is said, and go with it. */
  readonly #replies = document.createElement("span");
  readonly #words: LiveWords;
  #reload: HTMLButtonElement | undefined;
  /** How many things are under way that Stop would end. */
  #stoppable = 0;

  constructor(words: LiveWords, actions: ToolbarActions) {
    this.#words = words;
    this.element.className = "live-bar";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", words.cells);
    this.#runAll = button(words.runAll, "", () => actions.runAll());
    this.#stop = button(words.stop, "", () => actions.stop());
    this.#stop.className = "stop";
    this.#stop.disabled = true;
    this.#status.className = "live-status intro";
    this.#status.setAttribute("role", "status");
    this.#status.textContent = words.intro;
    this.#points.className = "live-points";
    this.#replies.className = "live-replies";
    // On a phone the arrow stands for the words.
    this.#nextExercise = button("", "", () => actions.nextExercise());
    this.#nextExercise.className = "next-exercise";
    this.#nextExercise.setAttribute("aria-label", words.nextExercise);
    const label = document.createElement("span");
    label.textContent = words.nextExercise;
    this.#nextExercise.append(label, " ↓");
    this.#nextExercise.setAttribute("aria-keyshortcuts", "Alt+N");
    this.#nextExercise.title = "Alt+N";
    this.#nextExercise.hidden = true;
    this.#reset = button(words.reset, "", () => actions.reset());
    this.element.append(
      this.#runAll,
      this.#stop,
      this.#status,
      this.#replies,
      this.#points,
      this.#nextExercise,
      this.#reset,
    );
  }

  say(text: string): void {
    this.#status.classList.remove("intro");
    this.#status.textContent = text;
    if (this.#replies.contains(document.activeElement)) this.#reset.focus();
    this.#replies.replaceChildren();
  }

  /** Says something that can be answered with a button each, until something else is said. */
  ask(text: string, replies: readonly (readonly [string, () => void])[]): void {
    this.say(text);
    const buttons = replies.map(([name, reply]) => button(name, "", reply));
    this.#replies.append(...buttons);
    buttons.at(-1)?.focus();
  }

  /** The points as words, empty where the page has no exercise. */
  showPoints(text: string): void {
    this.#points.textContent = text;
    this.#nextExercise.hidden = text === "";
  }

  /** Stop can be pressed while this goes on, once it takes longer than a moment. */
  async stoppable<Result>(work: Promise<Result>, moment = 300): Promise<Result> {
    this.#stoppable++;
    const enable = (): void => {
      this.#stop.disabled = false;
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (moment === 0) enable();
    else timer = setTimeout(enable, moment);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.#stoppable--;
      if (this.#stoppable === 0) {
        if (document.activeElement === this.#stop) this.#runAll.focus();
        this.#stop.disabled = true;
      }
    }
  }

  /** No cell can run any more until the page is loaded again. */
  offerReload(): void {
    this.say(this.#words.lost);
    this.#reload ??= button(this.#words.reload, "", () => location.reload());
    this.#status.after(this.#reload);
  }

  withdrawReload(): void {
    this.#reload?.remove();
    this.#reload = undefined;
  }

  focusReload(): void {
    this.#reload?.focus();
  }
}
