import { range, checkSameLength, checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { fade, seriesColour } from "./theme.js";

export interface MassFigureOptions {
  readonly title: string;
  /** What the outcomes are; `"outcome"` by default. */
  readonly x?: string;
  readonly outcomes: readonly (number | string)[];
  readonly masses: readonly { readonly name: string; readonly probabilities: ArrayLike<number> }[];
  /** Outcomes drawn in full colour; the others fade. All by default. */
  readonly highlight?: readonly (number | string)[];
  /** The range of the vertical axis, so that several views compare; from 0 to the largest by default. */
  readonly yRange?: readonly [number, number];
  readonly alt?: string;
  readonly height?: number;
}

/** Patterns go with the colours, so that neighbouring bars differ in grey too. */
const PATTERNS = ["", "/", ".", "x", "-", "|"];

/**
 * Probability mass functions as bars beside each other.
 *
 *     massFigure({ title: "A loaded die", outcomes: [1, 2, 3, 4, 5, 6],
 *       masses: [{ name: "fair", probabilities: fair }, { name: "loaded", probabilities: loaded }] })
 *
 * Errors  DomainError when a list of probabilities does not have one entry per outcome, or yRange is not ascending.
 */
export function massFigure(options: MassFigureOptions): Figure {
  const { title, x = "outcome", outcomes, masses, highlight, yRange, height } = options;
  checkNotEmpty("outcomes", outcomes);
  checkNotEmpty("masses", masses);
  if (yRange !== undefined) range("yRange", yRange);
  const labels = outcomes.map(String);
  const bright = highlight?.map(String);
  const data = masses.map(({ name, probabilities }, i): Trace => {
    checkSameLength("outcomes", outcomes, `probabilities of ${name}`, probabilities);
    return {
      type: "bar",
      name,
      x: labels,
      y: Array.from(probabilities),
      marker: {
        color: labels.map((label) =>
          bright === undefined || bright.includes(label)
            ? seriesColour(i)
            : fade(seriesColour(i), 0.3),
        ),
        pattern: { shape: PATTERNS[i % PATTERNS.length] },
      },
    };
  });
  const base = frame({
    title,
    x,
    y: "probability",
    legend: masses.length > 1,
    ...(height === undefined ? {} : { height }),
  });
  const descriptions = masses.map(
    ({ name, probabilities }) => `${name} ${Array.from(probabilities, numberText).join(", ")}`,
  );
  return {
    data,
    layout: {
      ...base,
      barmode: "group",
      xaxis: { ...(base["xaxis"] as object), type: "category" },
      yaxis: {
        ...(base["yaxis"] as object),
        ...(yRange === undefined ? { rangemode: "tozero" } : { range: yRange }),
      },
    },
    alt:
      options.alt ??
      `${withFullStop(title)} Bars of probability` +
        (labels.length <= 10
          ? ` over the outcomes ${labels.join(", ")}: ${joinWithAnd(descriptions)}.`
          : ` over ${labels.length} outcomes from ${labels[0]} to ${labels.at(-1)}: ${joinWithAnd(masses.map((mass) => mass.name))}.`),
  };
}
