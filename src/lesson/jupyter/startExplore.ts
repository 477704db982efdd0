import type {
  Control,
  ControlValue,
  ExploreJson,
  ExploreWords,
} from "../../outputs/exploration.js";
import { unpack } from "../typedArrays.js";
import { textOf } from "../explore/controls.js";
import { applyFrame, frameName, startValues, type FramedFigure } from "../explore/frames.js";
import { findPlotly, isDark, type Plotly } from "./findPlotly.js";

/** What the output of an exploration carries. */
export interface ExploreData {
  readonly json: ExploreJson;
  /** A list of `FramedFigure`, whose long lists may be quantised. */
  readonly figures: unknown;
  /** Plotly's own settings. */
  readonly config: unknown;
}

/**
 * Draws the controls of an exploration with the browser's own inputs, and the frame that belongs to where they stand.
 * This runs in JupyterLab and Notebook: scripts/build.mjs bundles it, and `exploreHtml` puts the bundle into its output.
 */
export function startExplore(selector: string, data: ExploreData, darkTemplate: unknown): void {
  const figures = unpack(data.figures) as readonly FramedFigure[];
  document.querySelectorAll<HTMLElement>(`${selector}:not([data-drawn])`).forEach((root) => {
    root.dataset["drawn"] = "1";
    startIn(root, { ...data, figures }, darkTemplate);
  });
}

function startIn(
  root: HTMLElement,
  { json, figures, config }: ExploreData & { readonly figures: readonly FramedFigure[] },
  darkTemplate: unknown,
): void {
  const { controls } = json;
  const places = root.querySelectorAll(".lossbook-figure");
  let values: Record<string, ControlValue> = { ...startValues(controls) };
  let plotly: Plotly | undefined;
  const draw = (): void => {
    const name = frameName(controls, values);
    const words = json.words[name];
    if (words === undefined) return;
    showWords(root.querySelector(".lossbook-words")!, words);
    figures.forEach((figure, i) => {
      const { data, layout } = applyFrame(figure, name);
      const shown = isDark() ? { ...layout, template: darkTemplate } : { ...layout };
      plotly?.react(places[i]!, data, shown, config);
    });
  };
  const rows = controls.map((control) =>
    controlRow(control, (value) => {
      const others = json.frames === "one-at-a-time" ? startValues(controls) : values;
      values = { ...others, [control.name]: value };
      showValues();
      draw();
    }),
  );
  const showValues = (): void => {
    controls.forEach((control, i) => {
      rows[i]!.show(values[control.name]!);
    });
  };
  root.querySelector(".lossbook-controls")!.append(...rows.map(({ label }) => label));
  showValues();
  const showInFigures = (text: string): void => {
    places.forEach((place) => {
      place.textContent = text;
    });
  };
  showInFigures("");
  draw();
  findPlotly().then(
    (loaded) => {
      plotly = loaded;
      draw();
    },
    () => {
      showInFigures("Start Jupyter in the project's folder to see this figure drawn.");
    },
  );
}

function showWords(place: Element, { numbers, sentences }: ExploreWords): void {
  const lines = [...numbers.map(({ label, text }) => `${label}: ${text}`), ...sentences];
  place.replaceChildren(
    ...lines.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }),
  );
}

/** A label with its input; `show` puts the input where a value stands. */
interface ControlRow {
  readonly label: HTMLElement;
  readonly show: (value: ControlValue) => void;
}

function controlRow(control: Control, moved: (value: ControlValue) => void): ControlRow {
  const label = document.createElement("label");
  label.style.cssText = "display:flex;gap:.75em;align-items:center;flex-wrap:wrap;margin:.25em 0";
  const shown = document.createElement("output");
  const { input, show } = inputOf(control, shown, moved);
  label.append(`${control.label} `, input, shown);
  return { label, show };
}

function inputOf(
  control: Control,
  shown: HTMLOutputElement,
  moved: (value: ControlValue) => void,
): { readonly input: HTMLElement; readonly show: (value: ControlValue) => void } {
  if (control.kind === "choice") {
    const select = document.createElement("select");
    for (const position of control.positions) {
      const option = document.createElement("option");
      option.value = option.textContent = position;
      select.append(option);
    }
    select.onchange = () => {
      moved(select.value);
    };
    const show = (value: ControlValue): void => {
      select.value = String(value);
    };
    return { input: select, show };
  }
  const input = document.createElement("input");
  if (control.kind === "toggle") {
    input.type = "checkbox";
    input.onchange = () => {
      moved(input.checked);
    };
    const show = (value: ControlValue): void => {
      input.checked = value === true;
    };
    return { input, show };
  }
  input.type = "range";
  input.min = "0";
  input.max = String(control.positions.length - 1);
  input.step = "1";
  input.style.flex = "1 1 12em";
  input.style.maxWidth = "32em";
  input.oninput = () => {
    moved(control.positions[Number(input.value)]!);
  };
  const show = (value: ControlValue): void => {
    input.value = String(control.positions.indexOf(value as number));
    shown.textContent = textOf(control, value);
    input.setAttribute("aria-valuetext", shown.textContent);
  };
  return { input, show };
}
