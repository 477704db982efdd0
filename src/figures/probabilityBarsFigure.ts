import { DomainError } from "../math/numeric/domainError.js";
import { probability, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { fade, NEUTRAL_COLOUR, SERIES_COLOURS, seriesColour } from "./theme.js";

export interface LabelledProbability {
  /** The point's name on the axis. */
  readonly name: string;
  /** Its class, by its place in `classes`. */
  readonly label: number;
  /** The probability that the model gives to the point's own class. */
  readonly probability: number;
}

export interface ProbabilityBarsFigureOptions {
  readonly title: string;
  /** What the points are; `"example"` by default. */
  readonly x?: string;
  /** The names of the classes. A class that is called red, green or blue is drawn in that colour. */
  readonly classes: readonly string[];
  readonly points: readonly LabelledProbability[];
  readonly alt?: string;
  readonly height?: number;
}

const PATTERNS = ["", "/", ".", "x"];

/** A bar called green must not be orange: where these colours stand in the palette. */
const NAMED_COLOURS = new Map([
  ["blue", 0],
  ["red", 1],
  ["green", 2],
]);

/** The named classes their own colour, the others what the palette has left. */
function coloursOf(classes: readonly string[]): string[] {
  const named = classes.map((name) => NAMED_COLOURS.get(name));
  const left = SERIES_COLOURS.map((_, i) => i).filter((i) => !named.includes(i));
  let next = 0;
  return named.map((colour) => seriesColour(colour ?? (left[next++ % left.length] as number)));
}

/**
 * What a model gives to the true class of each point, a bar each, coloured by class.
 *
 * Errors  DomainError for a probability outside [0, 1] or a label without a class.
 */
export function probabilityBarsFigure(options: ProbabilityBarsFigureOptions): Figure {
  return bars(options, "probability of the true class", (p) => p, "");
}

/**
 * −ln p of the true class of each point, a bar each, coloured by class; their mean is the loss. A bar of probability 0
 * is infinite: it is drawn to the top and says so.
 */
export function minusLogBarsFigure(options: ProbabilityBarsFigureOptions): Figure {
  return bars(options, "−ln p, nats", (p) => -Math.log(p) + 0, "mean");
}

function bars(
  { title, x = "example", classes, points, alt, height }: ProbabilityBarsFigureOptions,
  y: string,
  of: (p: number) => number,
  mean: "" | "mean",
): Figure {
  checkNotEmpty("points", points);
  for (const point of points) {
    probability(`the probability of ${point.name}`, point.probability);
    if (classes[point.label] === undefined) {
      throw new DomainError(
        `the label of ${point.name} must be the place of one of ${classes.length} classes, got ${point.label}`,
      );
    }
  }
  const values = points.map((point) => of(point.probability));
  const finite = values.filter(Number.isFinite);
  const top = finite.length > 0 ? Math.max(...finite) * 1.15 : 1;
  const shown = values.map((value) => (Number.isFinite(value) ? value : top));
  const colours = coloursOf(classes);
  const data = classes.map((name, label): Trace => {
    const mine = points.map((point) => point.label === label);
    return {
      type: "bar",
      name,
      x: points.filter((_, i) => mine[i]).map((point) => point.name),
      y: shown.filter((_, i) => mine[i]),
      text: values.filter((_, i) => mine[i]).map(numberText),
      textposition: "outside",
      cliponaxis: false,
      marker: {
        color: fade(colours[label] as string, 0.85),
        pattern: { shape: PATTERNS[label % PATTERNS.length] },
      },
    };
  });
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const line: Trace = {
    type: "scatter",
    mode: "lines",
    name: `mean ${numberText(average)}`,
    x: points.map((point) => point.name),
    y: points.map(() => Math.min(average, top)),
    line: { color: NEUTRAL_COLOUR, dash: "dash", width: 2 },
    hoverinfo: "name",
  };
  const base = frame({ title, x, y, ...(height === undefined ? {} : { height }) });
  const descriptions = points.map((point, i) => `${point.name} ${numberText(values[i] as number)}`);
  const worst = points[values.indexOf(mean ? Math.max(...values) : Math.min(...values))]?.name;
  return {
    data: mean ? [...data, line] : data,
    layout: {
      ...base,
      xaxis: {
        ...(base["xaxis"] as object),
        type: "category",
        categoryorder: "array",
        categoryarray: points.map((point) => point.name),
      },
    },
    alt:
      alt ??
      `${withFullStop(title)} Bars of ${y} for ${points.length} points of the classes ${joinWithAnd(classes)}` +
        (points.length <= 12 ? `: ${descriptions.join(", ")}` : "") +
        `; the worst is ${worst}` +
        (mean ? `, the mean ${numberText(average)} nats` : "") +
        ".",
  };
}
