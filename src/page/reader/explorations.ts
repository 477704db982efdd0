import { nearest } from "../../lesson/explore/controls.js";
import type {
  Control,
  ControlValue,
  ExploreJson,
  ExploreWords,
} from "../../outputs/displayables.js";
import { applyFrame, frameName, type FramedFigure } from "../../lesson/explore/frames.js";
import { draw, figureDataOf, type FigureData } from "./figures.js";

/** Views computed while the reader moves: the page's worker, where there is one. */
export type Compute = (
  id: string,
  values: Readonly<Record<string, ControlValue>>,
) => Promise<Computed>;

export interface Computed {
  readonly figures: readonly {
    readonly data: FigureData["data"];
    readonly layout: FigureData["layout"];
  }[];
  readonly words: ExploreWords;
}

/** Makes ready what computes for an exploration that was computed in advance; undefined: it stays with its frames. */
export type Wake = (
  place: HTMLElement,
  id: string,
) => Promise<{ readonly explore: unknown; readonly compute: Compute } | undefined>;

/** What computed for an exploration does not do so any more: its frames answer again. */
export class AsleepError extends Error {}

/** Controls of an exploration: each place shows its frame and its words, or what is computed for it. */
export function explorations(
  root: ParentNode = document,
  { compute, wake }: { readonly compute?: Compute; readonly wake?: Wake | undefined } = {},
): void {
  for (const place of root.querySelectorAll<HTMLElement>(".explore")) {
    const script = place.querySelector("script.explore-data");
    if (script === null) continue;
    const read = () => JSON.parse(script.textContent ?? "null") as ExploreJson;
    if (compute === undefined) {
      // All frames of all explorations take a while to read: each when its first knob is moved.
      const begin = (): void => {
        const explore = read();
        if (explore.frames !== "live") answerControls(place, explore, wake);
      };
      place.addEventListener("input", begin, { capture: true, once: true });
      continue;
    }
    const explore = read();
    if (explore.frames === "live") answerAlive(place, explore, compute);
    else answerControls(place, explore, wake);
  }
}

/** The frames answer at once; where the page can compute, it takes over as soon as it is ready. */
function answerControls(place: HTMLElement, explore: ExploreJson, wake: Wake | undefined): void {
  const inputs = inputsOf(place);
  const figures = [...place.querySelectorAll<HTMLElement>("figure.figure")].flatMap((figure) => {
    const plot = figure.querySelector<HTMLElement>(".plot");
    const data = figureDataOf(figure);
    return plot === null || data === undefined ? [] : [{ plot, data: data as FramedFigure }];
  });
  const plots = figures.map(({ plot }) => plot);
  const values = startValues(explore.controls);
  let controls = explore.controls;
  let compute: Compute | undefined;
  let waking = false;

  const show = () => {
    const name = frameName(explore.controls, values);
    const words = explore.words[name];
    if (words === undefined) return;
    showWords(place.querySelector(".sentences"), words);
    for (const { plot, data } of figures) void draw(plot, applyFrame(data, name));
  };
  const alone = (moved: Control | undefined) =>
    explore.controls.forEach((other, at) => {
      if (other.name === moved?.name) return;
      values[other.name] = other.start;
      setInput(inputs[at], other, other.start);
    });
  const ask = oneAtATime(async () => {
    if (compute === undefined) return;
    try {
      await showView(place, plots, await compute(explore.id, { ...values }));
    } catch (error) {
      if (error instanceof AsleepError) sleep();
      else showError(place, error);
    }
  });
  const sleep = () => {
    compute = undefined;
    delete place.dataset["awake"];
    controls = explore.controls;
    explore.controls.forEach((control, at) => {
      values[control.name] = nearestPosition(control, values[control.name]!);
      setInput(inputs[at], control, values[control.name]!);
    });
    if (explore.words[frameName(explore.controls, values)] === undefined) alone(undefined);
    show();
  };
  const rouse = async (): Promise<void> => {
    if (waking) return;
    waking = true;
    try {
      const woken = await wake?.(place, explore.id);
      const finer = woken && finerControls(explore.controls, woken.explore);
      if (woken === undefined || finer === undefined) return;
      const asked = JSON.stringify(values);
      const view = await woken.compute(explore.id, { ...values });
      // The cell may have been run meanwhile, and something else stands here.
      if (view.figures.length !== figures.length || !place.isConnected) return;
      compute = woken.compute;
      controls = finer;
      controls.forEach((control, at) => setInput(inputs[at], control, values[control.name]!));
      place.dataset["awake"] = "";
      if (JSON.stringify(values) === asked) await showView(place, plots, view);
      else await ask();
    } catch {
      // The frames go on answering.
    } finally {
      waking = false;
    }
  };
  inputs.forEach((input, index) => {
    input.addEventListener("input", () => {
      const control = controls[index];
      if (control === undefined) return;
      values[control.name] = valueOf(input, control);
      say(input, control, values[control.name]!);
      if (compute !== undefined) {
        void ask();
        return;
      }
      if (explore.frames === "one-at-a-time") alone(control);
      show();
      void rouse();
    });
  });
}

/**
 * The controls as the cell has them now: with the positions that were left out to save room. Undefined where they are
 * not the same controls.
 */
function finerControls(
  stored: readonly Control[],
  explore: unknown,
): readonly Control[] | undefined {
  const live = (explore as Partial<ExploreJson> | undefined)?.controls;
  if (!Array.isArray(live) || live.length !== stored.length) return undefined;
  const finer = stored.map((control, at): Control | undefined => {
    const { name, kind, positions } = (live[at] ?? {}) as Partial<Control>;
    if (name !== control.name || kind !== control.kind || !Array.isArray(positions))
      return undefined;
    if (control.kind !== "slider")
      return String(positions) === String(control.positions) ? control : undefined;
    const numbers = (positions as readonly unknown[]).filter((one) => Number.isFinite(one));
    return numbers.length === positions.length &&
      numbers.length <= 1000 &&
      control.positions.every((position) => numbers.includes(position))
      ? { ...control, positions: numbers as number[] }
      : undefined;
  });
  return finer.every((control) => control !== undefined) ? finer : undefined;
}

function nearestPosition(control: Control, value: ControlValue): ControlValue {
  return control.kind === "slider" ? nearest(control.positions, Number(value)) : value;
}

function answerAlive(place: HTMLElement, explore: ExploreJson, compute: Compute): void {
  const inputs = inputsOf(place);
  const plots = [...place.querySelectorAll<HTMLElement>("figure.figure .plot")];
  const values = startValues(explore.controls);
  const ask = oneAtATime(async () => {
    try {
      await showView(place, plots, await compute(explore.id, { ...values }));
    } catch (error) {
      showError(place, error);
    }
  });
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

/** One request on its way; of what is asked meanwhile only the last is sent, when the answer is drawn. */
function oneAtATime(request: () => Promise<void>): () => Promise<void> {
  let busy = false;
  let stale = false;
  return async () => {
    if (busy) {
      stale = true;
      return;
    }
    busy = true;
    do {
      stale = false;
      await request();
    } while (stale);
    busy = false;
  };
}

async function showView(
  place: HTMLElement,
  plots: readonly HTMLElement[],
  { figures, words }: Computed,
): Promise<void> {
  if (!place.isConnected) return;
  showWords(place.querySelector(".sentences"), words);
  await Promise.all(
    plots.map((plot, at) => (figures[at] === undefined ? undefined : draw(plot, figures[at]))),
  );
  place.dispatchEvent(new CustomEvent("lossbook:drawn"));
}

function showError(place: HTMLElement, error: unknown): void {
  showWords(place.querySelector(".sentences"), {
    numbers: [],
    sentences: [error instanceof Error ? error.message : String(error)],
  });
  place.dispatchEvent(new CustomEvent("lossbook:drawn"));
}

type Input = HTMLInputElement | HTMLSelectElement;

const inputsOf = (place: HTMLElement): Input[] => [...place.querySelectorAll<Input>("[data-name]")];

const startValues = (controls: readonly Control[]): Record<string, ControlValue> =>
  Object.fromEntries(controls.map((control) => [control.name, control.start]));

function valueOf(input: Input, control: Control): ControlValue {
  if (control.kind === "toggle") return (input as HTMLInputElement).checked;
  return control.positions[Number(input.value)] ?? control.start;
}

function setInput(input: Input | undefined, control: Control, value: ControlValue): void {
  if (input === undefined) return;
  if (control.kind === "toggle") (input as HTMLInputElement).checked = value === true;
  else {
    const { positions }: { positions: readonly ControlValue[] } = control;
    if (control.kind === "slider") (input as HTMLInputElement).max = String(positions.length - 1);
    input.value = String(positions.indexOf(value));
  }
  say(input, control, value);
}

/** The value beside a slider, and for those who hear it. */
function say(input: Input, control: Control, value: ControlValue): void {
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
