import { DomainError } from "../math/numeric/domainError.js";
import { checkNotEmpty } from "./checks.js";
import type { Figure } from "../outputs/figure.js";
import { frame, joinWithAnd, numberText, withFullStop, type Trace } from "./layout.js";
import { fade, NEUTRAL_COLOUR, seriesColour, seriesDash, seriesSymbol } from "./theme.js";

export interface PrivacyUtilityCurve {
  readonly name: string;
  readonly points: readonly {
    /** The privacy budget ε. */
    readonly epsilon: number;
    /** The utility, such as the accuracy. */
    readonly utility: number;
    /** The band around it, such as the extremes of several seeds. */
    readonly low?: number;
    readonly high?: number;
  }[];
}

export interface PrivacyUtilityFigureOptions {
  readonly title: string;
  /** What utility is, with its unit: `"accuracy on test data"`. */
  readonly y: string;
  readonly curves: readonly PrivacyUtilityCurve[];
  /** What is reached without privacy. */
  readonly withoutPrivacy?: number;
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Utility against the privacy budget ε on a logarithmic axis: left is private, right is useful.
 *
 * Errors  DomainError unless every ε is positive.
 */
export function privacyUtilityFigure(options: PrivacyUtilityFigureOptions): Figure {
  const { title, y, curves, withoutPrivacy, height } = options;
  checkNotEmpty("curves", curves);
  const data = curves.flatMap(({ name, points }, i): Trace[] => {
    checkNotEmpty(`points of ${name}`, points);
    const sorted = [...points].sort((a, b) => a.epsilon - b.epsilon);
    for (const { epsilon } of sorted) {
      if (!(epsilon > 0)) throw new DomainError(`epsilon must be positive, got ${epsilon}`);
    }
    const at = sorted.map((point) => point.epsilon);
    const line: Trace = {
      type: "scatter",
      mode: "lines+markers",
      name,
      x: at,
      y: sorted.map((point) => point.utility),
      line: { color: seriesColour(i), dash: seriesDash(i), width: 2.5 },
      marker: { color: seriesColour(i), symbol: seriesSymbol(i), size: 8 },
    };
    const edge = { type: "scatter", mode: "lines", x: at, line: { width: 0 }, hoverinfo: "skip" };
    const banded = sorted.some((point) => point.low !== undefined || point.high !== undefined);
    return banded
      ? [
          { ...edge, y: sorted.map((point) => point.low ?? point.utility), showlegend: false },
          {
            ...edge,
            y: sorted.map((point) => point.high ?? point.utility),
            fill: "tonexty",
            fillcolor: fade(seriesColour(i), 0.2),
            showlegend: false,
          },
          line,
        ]
      : [line];
  });
  const all = curves.flatMap((curve) => curve.points.map((point) => point.epsilon));
  const ceiling: Trace[] =
    withoutPrivacy === undefined
      ? []
      : [
          {
            type: "scatter",
            mode: "lines",
            name: `without privacy: ${numberText(withoutPrivacy)}`,
            x: [Math.min(...all), Math.max(...all)],
            y: [withoutPrivacy, withoutPrivacy],
            line: { color: NEUTRAL_COLOUR, dash: "dash", width: 1.5 },
          },
        ];
  const base = frame({
    title,
    x: "privacy budget ε, log scale",
    y,
    ...(height === undefined ? {} : { height }),
  });
  const descriptions = curves.map(({ name, points }) => {
    const sorted = [...points].sort((a, b) => a.epsilon - b.epsilon);
    const [first, last] = [sorted[0], sorted.at(-1)] as [
      (typeof sorted)[number],
      (typeof sorted)[number],
    ];
    return `${name} from ${numberText(first.utility)} at ε = ${numberText(first.epsilon)} to ${numberText(last.utility)} at ε = ${numberText(last.epsilon)}`;
  });
  return {
    data: [...ceiling, ...data],
    layout: { ...base, xaxis: { ...(base["xaxis"] as object), type: "log", dtick: 1 } },
    alt:
      options.alt ??
      `${withFullStop(title)} ${y} against the privacy budget ε: ${joinWithAnd(descriptions)}` +
        (withoutPrivacy === undefined ? "" : `; without privacy ${numberText(withoutPrivacy)}`) +
        ".",
  };
}
