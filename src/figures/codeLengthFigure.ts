import { probability, checkSameLength, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, numberText, withFullStop, type Trace } from "./layout.js";
import { fade, NEUTRAL_COLOUR, seriesColour } from "./theme.js";

export interface CodeLengthFigureOptions {
  readonly title: string;
  readonly outcomes: readonly (number | string)[];
  /** How often the outcomes come. */
  readonly truth: ArrayLike<number>;
  /** What the code was made for; the truth itself by default. */
  readonly model?: ArrayLike<number>;
  readonly unit?: "nats" | "bits";
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Code lengths as rectangles: as wide as the outcome is probable, as tall as its code −log q. The whole area is the
 * cross-entropy; what lies above the dark part −log p is what the wrong model costs. An outcome of probability 0 has no
 * width; an infinite code is cut at the top and named.
 *
 * Errors  DomainError when the lists differ in length or hold something else than probabilities.
 */
export function codeLengthFigure(options: CodeLengthFigureOptions): Figure {
  const { title, outcomes, truth, model = truth, unit = "bits", height } = options;
  checkNotEmpty("outcomes", outcomes);
  checkSameLength("outcomes", outcomes, "truth", truth);
  checkSameLength("outcomes", outcomes, "model", model);
  const p = Array.from(truth);
  const q = Array.from(model);
  [...p, ...q].forEach((x) => probability("a probability", x));
  const scale = unit === "bits" ? Math.LN2 : 1;
  const length = (x: number): number => -Math.log(x) / scale + 0;
  const codes = q.map(length);
  const finite = [...codes, ...p.map(length)].filter(Number.isFinite);
  const top = Math.max(1, ...finite) * 1.2;
  const left = p.map((_, i) => p.slice(0, i).reduce((sum, x) => sum + x, 0));
  const centre = p.map((x, i) => (left[i] as number) + x / 2);
  const other = options.model !== undefined;
  const bars = (name: string, heights: readonly number[], style: Trace): Trace => ({
    type: "bar",
    name,
    x: centre,
    y: heights.map((h) => Math.min(h, top)),
    width: p,
    ...style,
  });
  const best = bars("−log p: the best code", p.map(length), {
    marker: {
      color: fade(seriesColour(0), 0.85),
      line: { width: 1.5, color: NEUTRAL_COLOUR },
    },
  });
  const orange = { width: 3, color: seriesColour(1) };
  const coded = bars("−log q: the code for the model", codes, {
    marker: { color: fade(seriesColour(1), 0.4), line: orange },
  });
  // Where the model's code is the shorter one, its edge must not hide behind the other.
  const edge = bars("edge", codes, {
    marker: { color: "rgba(0,0,0,0)", line: orange },
    showlegend: false,
    hoverinfo: "skip",
  });
  const labels: Trace = {
    type: "scatter",
    mode: "text",
    x: centre,
    // A little above the bar, so that its edge does not run through the number.
    y: codes.map((code, i) => Math.min(Math.max(code, length(p[i] as number)), top) + 0.02 * top),
    text: codes.map((code, i) => (p[i] === 0 ? "" : numberText(code))),
    textposition: "top center",
    textfont: { size: 12 },
    cliponaxis: false,
    showlegend: false,
    hoverinfo: "skip",
  };
  const area = (lengths: readonly number[]): number =>
    p.reduce((sum, x, i) => sum + (x === 0 ? 0 : x * (lengths[i] as number)), 0);
  const entropy = area(p.map(length));
  const cross = area(codes);
  const base = frame({
    title,
    x: "probability p of the outcome (width)",
    y: `code length, ${unit}`,
    legend: other,
    ...(height === undefined ? {} : { height }),
  });
  return {
    data: other ? [coded, best, edge, labels] : [best, labels],
    layout: {
      ...base,
      barmode: "overlay",
      xaxis: {
        ...(base["xaxis"] as object),
        range: [0, 1],
        tickvals: centre.filter((_, i) => (p[i] as number) > 0.02),
        ticktext: outcomes.filter((_, i) => (p[i] as number) > 0.02).map(String),
      },
    },
    alt:
      options.alt ??
      `${withFullStop(title)} ${outcomes.length} rectangles, as wide as the outcome is probable and as tall as its code; ` +
        (other
          ? `their area, the cross-entropy, is ${numberText(cross)} ${unit}, of which ${numberText(entropy)} ${unit} are the entropy.`
          : `their area, the entropy, is ${numberText(entropy)} ${unit}.`),
  };
}
