import type { ExerciseJson, Feedback } from "../../outputs/exercise.js";
import type { LiveWords } from "../../report/page/liveWords.js";
import type { Store } from "./store.js";

export interface ExerciseBoardOptions {
  readonly words: LiveWords;
  readonly store: Store;
  /** Judges an answer in the worker, after the cells that the exercise stands on. */
  judge(place: HTMLElement, id: string, answer: string): Promise<Feedback>;
  /** Sanitised markup of Markdown. */
  markdown(text: string): Promise<string>;
  /** Points, as words for the toolbar. */
  onPoints(text: string): void;
  /** An answer could not be judged. */
  onError(message: string): void;
}

/** The exercises of a page: answers that are pressed, what is said to them, and the points that were earned. */
export class ExerciseBoard {
  readonly #options: ExerciseBoardOptions;

  constructor(options: ExerciseBoardOptions) {
    this.#options = options;
  }

  /** Options of a choice or a prediction become buttons. */
  enhance(root: ParentNode): void {
    for (const place of root.querySelectorAll<HTMLElement>(".exercise")) {
      const exercise = exerciseOf(place);
      if (exercise === undefined) continue;
      for (const letter of place.querySelectorAll<HTMLElement>(".options .letter"))
        letter.replaceWith(this.#option(place, exercise.id, letter.textContent ?? ""));
    }
    this.countPoints();
  }

  /** Keeps the points of an answer that a cell gave. */
  award(id: string, feedback: Feedback): void {
    if (feedback.state === "right" || feedback.points > 0)
      this.#options.store.set(nameOf(id), String(Number(feedback.points) || 0));
    this.countPoints();
  }

  /** Marks what is solved, and says how many points were earned. */
  countPoints(): void {
    const { store, words, onPoints } = this.#options;
    const possible = new Map<string, number>();
    for (const place of document.querySelectorAll<HTMLElement>(".exercise")) {
      const exercise = exerciseOf(place);
      if (exercise === undefined) continue;
      possible.set(exercise.id, Number(exercise.points) || 0);
      place.classList.toggle("solved", store.get(nameOf(exercise.id)) !== undefined);
    }
    const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
    const earned = sum([...possible.keys()].map((id) => Number(store.get(nameOf(id)) ?? 0)));
    onPoints(
      possible.size === 0
        ? ""
        : words.points
            .replace("{earned}", String(earned))
            .replace("{all}", String(sum(possible.values()))),
    );
  }

  /** What was said to answers goes; the store is emptied by whoever resets the page. */
  reset(): void {
    document
      .querySelectorAll(".exercise > .exercise-answer")
      .forEach((feedback) => feedback.remove());
    this.countPoints();
  }

  #option(place: HTMLElement, id: string, letter: string): HTMLButtonElement {
    const option = document.createElement("button");
    option.type = "button";
    option.className = "letter choose";
    option.textContent = letter;
    option.setAttribute("aria-label", this.#options.words.choose.replace("{letter}", letter));
    option.addEventListener("click", () => void this.#answer(place, id, letter));
    return option;
  }

  async #answer(place: HTMLElement, id: string, letter: string): Promise<void> {
    try {
      const feedback = await this.#options.judge(place, id, letter);
      this.award(id, feedback);
      this.#showFeedback(place, feedback, await this.#options.markdown(String(feedback.message)));
      for (const option of place.querySelectorAll(".choose"))
        option.setAttribute("aria-pressed", String(option.textContent === letter));
    } catch (error) {
      this.#options.onError(error instanceof Error ? error.message : String(error));
    }
  }

  #showFeedback(place: HTMLElement, feedback: Feedback, html: string): void {
    let box = place.querySelector<HTMLElement>(":scope > .exercise-answer");
    if (box === null) {
      box = document.createElement("div");
      box.className = "exercise-answer";
      box.setAttribute("role", "status");
      place.querySelector(".options")?.after(box);
    }
    box.dataset["state"] = feedback.state === "right" ? "right" : "wrong";
    box.innerHTML = html;
  }
}

const nameOf = (id: string): string => `exercise:${id}`;

function exerciseOf(place: HTMLElement): ExerciseJson | undefined {
  const script = place.querySelector('script[type="application/json"]');
  return (JSON.parse(script?.textContent ?? "null") as ExerciseJson | null) ?? undefined;
}
