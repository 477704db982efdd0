import type { ExploreWords } from "../../../outputs/exploration.js";
import type { FigureData } from "../figureData.js";
import { draw } from "../figures.js";

/** What a worker computed for one set of control values. */
export interface ComputedView {
  readonly figures: readonly Pick<FigureData, "data" | "layout">[];
  readonly words: ExploreWords;
}

/** Figures of an exploration that this page can draw. */
export const plotsOf = (place: HTMLElement): HTMLElement[] => [
  ...place.querySelectorAll<HTMLElement>("figure.figure .plot:not(.failed)"),
];

/** Shows a computed view in an exploration's place, and tells when it stands there (`lossbook:drawn`). */
export async function showView(
  place: HTMLElement,
  plots: readonly HTMLElement[],
  { figures, words }: ComputedView,
): Promise<void> {
  if (!place.isConnected) return;
  showWords(place, words);
  await Promise.all(
    plots.map((plot, at) => (figures[at] === undefined ? undefined : draw(plot, figures[at]))),
  );
  place.dispatchEvent(new CustomEvent("lossbook:drawn"));
}

export function showError(place: HTMLElement, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  showWords(place, { numbers: [], sentences: [message] });
  place.dispatchEvent(new CustomEvent("lossbook:drawn"));
}

export function showWords(place: HTMLElement, { numbers, sentences }: ExploreWords): void {
  const box = place.querySelector(".sentences");
  if (box === null) return;
  const list = document.createElement("dl");
  list.className = "numbers";
  for (const { label, text } of numbers) {
    const pair = document.createElement("div");
    const term = document.createElement("dt");
    const value = document.createElement("dd");
    term.textContent = label;
    value.textContent = text;
    pair.append(term, value);
    list.append(pair);
  }
  const lines = sentences.map((sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    return line;
  });
  box.replaceChildren(...(numbers.length > 0 ? [list] : []), ...lines);
}
