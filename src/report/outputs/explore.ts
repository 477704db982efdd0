import { readExplore } from "../../outputs/exploration.js";
import { EXPLORE_MIME, FIGURE_MIME } from "../../outputs/mimeTypes.js";
import type { Control } from "../../outputs/exploration.js";
import { alternativeOf, cleanFigure, renderFigure, type CleanFigure } from "./figure.js";
import { markup, embeddedJson, type Html } from "../html.js";
import { isRecord } from "../../text/isRecord.js";
import { slug } from "../markdown/ids.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";

export const exploreOutput: OutputRenderer = {
  mimeType: EXPLORE_MIME,
  kind: "lesson",
  render: renderExplore,
};

interface ExploreFigure {
  readonly figure: CleanFigure;
  readonly alternative: string | undefined;
}

/** The figures of an exploration: the first, and those that stand beside it under `more`. */
function exploreFigures(
  { data, plain }: OutputBundle,
  context: OutputContext,
): readonly ExploreFigure[] {
  const json = data[FIGURE_MIME];
  const others = isRecord(json) && Array.isArray(json["more"]) ? json["more"] : [];
  // The text alternative of the bundle: its title, a line for each figure, then the words.
  const lines = plain.split("\n").slice(1);
  return [json, ...others].flatMap((one, index) => {
    const figure = cleanFigure(one);
    if (figure === undefined) return [];
    figure.traces.forEach(context.usesTrace);
    // The page has controls of its own, which a keyboard can reach.
    const layout: Record<string, unknown> = { ...figure.layout };
    delete layout["sliders"];
    delete layout["updatemenus"];
    return [{ figure: { ...figure, layout }, alternative: alternativeOf(one, lines[index] ?? "") }];
  });
}

/** The name of the frame at which every control stands first (`frameName` in lesson/exploreFrames.ts). */
function startFrame(controls: readonly Control[]): string {
  return controls
    .map((control) => (control.positions as readonly unknown[]).indexOf(control.start))
    .join("-");
}

/**
 * An exploration: controls of the page itself (so that keyboard and screen reader work), the figure of the first
 * frame, and the words of it. The reader's script, or the live page, answers the controls.
 */
function renderExplore(
  value: unknown,
  bundle: OutputBundle,
  context: OutputContext,
): Html | undefined {
  const explore = readExplore(value);
  if (explore === undefined) return undefined;
  const figures = exploreFigures(bundle, context);
  const id = context.ids.take(slug(explore.id) || "explore");
  const start: unknown = explore.words[startFrame(explore.controls)];
  return markup`<div
    class="explore"
    id="${id}"
    role="group"
    aria-labelledby="${id}-title"
    data-explore="${explore.id}"
  >
    <p class="explore-title" id="${id}-title">${explore.title}</p>
    <div class="controls">
      ${explore.controls.map((control, index) => renderControl(control, `${id}-${index}`))}
    </div>
    ${figures.map(({ figure, alternative }) => renderFigure(figure, context.figureId(), alternative, context.words))}
    <div class="sentences" aria-live="polite">${isRecord(start) && renderWords(start)}</div>
    <script type="application/json" class="explore-data">
      ${embeddedJson(explore)}
    </script>
  </div>`;
}

function renderWords(words: Readonly<Record<string, unknown>>): Html {
  const numbers = Array.isArray(words["numbers"]) ? words["numbers"].filter(isRecord) : [];
  const sentences = Array.isArray(words["sentences"]) ? words["sentences"] : [];
  return markup`${
    numbers.length > 0 &&
    markup`<dl class="numbers">
      ${numbers.map(
        (number) =>
          markup`<div>
            <dt>${String(number["label"])}</dt>
            <dd>${String(number["text"])}</dd>
          </div>`,
      )}
    </dl>`
  }${sentences.map((sentence) => markup`<p>${String(sentence)}</p>`)}`;
}

function renderControl(control: Control, id: string): Html {
  const label = markup`<label for="${id}">${control.label}</label>`;
  switch (control.kind) {
    case "slider": {
      const at = Math.max(0, control.positions.indexOf(control.start));
      const unit = typeof control.unit === "string" ? ` ${control.unit}` : "";
      return markup`<div class="control">
        ${label}<input
          type="range"
          id="${id}"
          data-name="${control.name}"
          min="0"
          max="${control.positions.length - 1}"
          step="1"
          value="${at}"
          aria-valuetext="${control.positions[at]}${unit}"
        /><output for="${id}">${control.positions[at]}${unit}</output>
      </div>`;
    }
    case "choice":
      return markup`<div class="control">
        ${label}<select id="${id}" data-name="${control.name}">
          ${control.positions.map((position, index) => markup`<option value="${index}" ${position === control.start && markup` selected`}>${position}</option>`)}
        </select>
      </div>`;
    case "toggle":
      return markup`<div class="control">
        <input
          type="checkbox"
          id="${id}"
          data-name="${control.name}"
          ${control.start === true && markup` checked`}
        />${label}
      </div>`;
    default:
      return markup``;
  }
}
