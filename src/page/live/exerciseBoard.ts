import type { ExerciseJson, Feedback } from "../../outputs/exercise.js";
import type { LiveWords } from "../../report/page/liveWords.js";
import type { KeptAnswer } from "../work/kept.js";
import type { ReadersWork } from "../work/readersWork.js";

export interface ExerciseBoardOptions {
  readonly words: LiveWords;
  readonly work: ReadersWork;
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

  /** Options of a choice or a prediction become buttons; what was answered before is shown with what was said to it. */
  enhance(root: ParentNode): void {
    for (const place of root.querySelectorAll<HTMLElement>(".exercise")) {
      const exercise = exerciseOf(place);
      if (exercise === undefined) continue;
      for (const letter of place.querySelectorAll<HTMLElement>(".options .letter:not(button)"))
        letter.replaceWith(this.#option(place, exercise.id, letter.textContent ?? ""));
      void this.#showKept(place, this.#options.work.answer(exercise.id));
    }
    this.countPoints();
  }

  /** Keeps an answer that a cell gave: its outputs say what is to be said, and not the answer before it. */
  award(id: string, feedback: Feedback): void {
    this.#keep(id, feedback);
    for (const place of document.querySelectorAll<HTMLElement>(".exercise"))
      if (exerciseOf(place)?.id === id) feedbackBox(place)?.remove();
  }

  /** Keeps the answer, and the most points that any answer earned. */
  #keep(id: string, feedback: Feedback, option?: string): void {
    const { work } = this.#options;
    const before = work.answer(id);
    const points = Math.max(Number(feedback.points) || 0, before?.points ?? 0);
    const right = feedback.state === "right";
    work.keepAnswer(id, {
      solved: right || points > 0 || before?.solved === true,
      points,
      state: right ? "right" : "wrong",
      message: String(feedback.message).slice(0, longestMessage),
      ...(option !== undefined && { option }),
    });
    this.countPoints();
  }

  /** Marks what is solved, and says how many points were earned. */
  countPoints(): void {
    const { work, words, onPoints } = this.#options;
    const possible = new Map<string, number>();
    for (const place of document.querySelectorAll<HTMLElement>(".exercise")) {
      const exercise = exerciseOf(place);
      if (exercise === undefined) continue;
      possible.set(exercise.id, Number(exercise.points) || 0);
      place.classList.toggle("solved", work.answer(exercise.id)?.solved === true);
    }
    const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
    const earned = sum([...possible.keys()].map((id) => work.answer(id)?.points ?? 0));
    onPoints(
      possible.size === 0
        ? ""
        : words.points
            .replace("{earned}", String(earned))
            .replace("{all}", String(sum(possible.values()))),
    );
  }

  /** What is kept now: after a reset nothing, after it was taken back what was there. */
  reset(): void {
    for (const place of document.querySelectorAll<HTMLElement>(".exercise")) {
      feedbackBox(place)?.remove();
      press(place, undefined);
      const id = exerciseOf(place)?.id;
      if (id !== undefined) void this.#showKept(place, this.#options.work.answer(id));
    }
    this.countPoints();
  }

  async #showKept(place: HTMLElement, kept: KeptAnswer | undefined): Promise<void> {
    if (kept === undefined) return;
    press(place, kept.option);
    // What sets the words is large, and nobody waits for them.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const html = await this.#options.markdown(kept.message);
    const { work } = this.#options;
    const id = exerciseOf(place)?.id;
    // A new answer, or a reset, may have come meanwhile.
    if (id !== undefined && work.answer(id)?.message === kept.message)
      this.#showFeedback(place, kept.state, html);
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
      this.#keep(id, feedback, letter);
      press(place, letter);
      const html = await this.#options.markdown(String(feedback.message));
      this.#showFeedback(place, feedback.state === "right" ? "right" : "wrong", html);
    } catch (error) {
      this.#options.onError(error instanceof Error ? error.message : String(error));
    }
  }

  #showFeedback(place: HTMLElement, state: "right" | "wrong", html: string): void {
    let box = feedbackBox(place);
    if (box === null) {
      box = document.createElement("div");
      box.className = "exercise-answer";
      box.setAttribute("role", "status");
      (
        place.querySelector(".options") ??
        place.querySelector(".exercise-asks") ??
        place.lastElementChild
      )?.after(box);
    }
    box.dataset["state"] = state;
    box.innerHTML = html;
  }
}

/** What is said to an answer is a few sentences. */
const longestMessage = 20_000;

const feedbackBox = (place: HTMLElement): HTMLElement | null =>
  place.querySelector<HTMLElement>(":scope > .exercise-answer");

function press(place: HTMLElement, letter: string | undefined): void {
  for (const option of place.querySelectorAll(".choose"))
    if (letter === undefined) option.removeAttribute("aria-pressed");
    else option.setAttribute("aria-pressed", String(option.textContent === letter));
}

function exerciseOf(place: HTMLElement): ExerciseJson | undefined {
  const script = place.querySelector('script[type="application/json"]');
  return (JSON.parse(script?.textContent ?? "null") as ExerciseJson | null) ?? undefined;
}
