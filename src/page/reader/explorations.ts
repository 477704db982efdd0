import type {
  Control,
  ControlValue,
  ExploreJson,
  ExploreWords,
} from "../../lesson/displayables.js";
import { applyFrame, frameName, type FramedFigure } from "../../lesson/exploreFrames.js";
import { draw, figureDataOf, type FigureData } from "./figures.js";

/** Views computed while the reader moves: the page's worker, where there is one. */
export type Compute = (
  id: string,
  values: Readonly<Record<string, ControlValue>>,
) => Promise<{
  readonly figures: readonly {
    readonly data: FigureData["data"];
    readonly layout: FigureData["layout"];
  }[];
  readonly words: ExploreWords;
}>;

/** Controls of an exploration that was computed in advance: each place shows its frame and its words. */
export function explorations(root: ParentNode = document, compute?: Compute): void {
  for (const place of root.querySelectorAll<HTMLElement>(".explore")) {
    const script = place.querySelector("script.explore-data");
    if (script === null) continue;
    const explore = JSON.parse(script.textContent ?? "null") as ExploreJson;
    if (explore.frames !== "live") answerControls(place, explore);
    else if (compute !== undefined) answerAlive(place, explore, compute);
  }
}

function answerControls(place: HTMLElement, explore: ExploreJson): void {
  const inputs = [...place.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-name]")];
  const figures = [...place.querySelectorAll<HTMLElement>("figure.figure")].flatMap((figure) => {
    const plot = figure.querySelector<HTMLElement>(".plot");
    const data = figureDataOf(figure);
    return plot === null || data === undefined ? [] : [{ plot, data: data as FramedFigure }];
  });
  const values: Record<string, ControlValue> = {};
  for (const control of explore.controls) values[control.name] = control.start;
  const show = () => {
    const name = frameName(explore.controls, values);
    const words = explore.words[name];
    if (words === undefined) return;
    showWords(place.querySelector(".sentences"), words);
    for (const { plot, data } of figures) void draw(plot, applyFrame(data, name));
  };
  inputs.forEach((input, index) => {
    const control = explore.controls[index];
    if (control === undefined) return;
    input.addEventListener("input", () => {
      if (explore.frames === "one-at-a-time")
        explore.controls.forEach((other, at) => {
          if (other === control) return;
          values[other.name] = other.start;
          setInput(inputs[at], other);
        });
      values[control.name] = valueOf(input, control);
      say(input, control, values[control.name]!);
      show();
    });
  });
}

/** One request on its way; of what is asked meanwhile only the last is sent, when the answer is drawn. */
function answerAlive(place: HTMLElement, explore: ExploreJson, compute: Compute): void {
  const inputs = [...place.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-name]")];
  const plots = [...place.querySelectorAll<HTMLElement>("figure.figure .plot")];
  const sentences = place.querySelector(".sentences");
  const values: Record<string, ControlValue> = {};
  for (const control of explore.controls) values[control.name] = control.start;
  let busy = false;
  let stale = false;
  const ask = async (): Promise<void> => {
    if (busy) {
      stale = true;
      return;
    }
    busy = true;
    do {
      stale = false;
      try {
        const { figures, words } = await compute(explore.id, { ...values });
        showWords(sentences, words);
        await Promise.all(
          plots.map((plot, at) =>
            figures[at] === undefined ? undefined : draw(plot, figures[at]),
          ),
        );
      } catch (error) {
        showWords(sentences, {
          numbers: [],
          sentences: [error instanceof Error ? error.message : String(error)],
        });
      }
      place.dispatchEvent(new CustomEvent("lossbook:drawn"));
    } while (stale);
    busy = false;
  };
  inputs.forEach((input, index) => {
    const control = explore.controls[index];
    if (control === undefined) return;
    input.addEventListener("input", () => {
      values[control.name] = valueOf(input, control);
      say(input, control, values[control.name]!);
      void ask();
    });
  });
}

function valueOf(input: HTMLInputElement | HTMLSelectElement, control: Control): ControlValue {
  if (control.kind === "toggle") return (input as HTMLInputElement).checked;
  return control.positions[Number(input.value)] ?? control.start;
}

function setInput(input: HTMLInputElement | HTMLSelectElement | undefined, control: Control): void {
  if (input === undefined) return;
  if (control.kind === "toggle") (input as HTMLInputElement).checked = control.start;
  else input.value = String((control.positions as readonly ControlValue[]).indexOf(control.start));
  say(input, control, control.start);
}

/** The value beside a slider, and for those who hear it. */
function say(
  input: HTMLInputElement | HTMLSelectElement,
  control: Control,
  value: ControlValue,
): void {
  if (control.kind !== "slider") return;
  const text = `${String(value)}${control.unit === undefined ? "" : ` ${control.unit}`}`;
  input.setAttribute("aria-valuetext", text);
  const output = input.parentElement?.querySelector("output");
  if (output) output.textContent = text;
}

function showWords(place: Element | null, words: ExploreWords): void {
  if (place === null) return;
  const list = document.createElement("dl");
  list.className = "numbers";
  for (const { label, text } of words.numbers) {
    const pair = document.createElement("div");
    const term = document.createElement("dt");
    const value = document.createElement("dd");
    term.textContent = label;
    value.textContent = text;
    pair.append(term, value);
    list.append(pair);
  }
  const sentences = words.sentences.map((sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    return line;
  });
  place.replaceChildren(...(words.numbers.length > 0 ? [list] : []), ...sentences);
}
