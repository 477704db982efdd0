/** Plotly's layout, as plain data. */
export type Layout = Readonly<Record<string, unknown>>;
/** One of Plotly's traces, as plain data. */
export type Trace = Readonly<Record<string, unknown>>;

/** Breaks a title at spaces into lines of at most `width` characters. */
export function wrapTitle(text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join("<br>");
}

export interface FrameOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly height?: number;
  /** Whether a legend stands below the plot. */
  readonly legend?: boolean;
}

/** The common frame of a figure: the title that says the point, axes with their units, the legend below. */
export function frame({ title, x, y, height = 400, legend = true }: FrameOptions): Layout {
  return {
    ...titleAndMargins(title, height, legend),
    xaxis: { title: { text: x } },
    yaxis: { title: { text: y } },
  };
}

/**
 * Title, margins and legend, for figures that bring their own axes. `height` is that of a figure with a title of one line
 * and a legend of one row; `fitFigure` works out the rest for a width.
 */
export function titleAndMargins(title: string, height: number, legend: boolean): Layout {
  return {
    title: {
      text: title,
      x: 0,
      xref: "container",
      xanchor: "left",
      pad: { l: 12, t: 10 },
      y: 1,
      yref: "container",
      yanchor: "top",
    },
    height,
    margin: { t: 38, r: 16, b: 84, l: 56 },
    showlegend: legend,
    legend: {
      orientation: "h",
      traceorder: "normal",
      font: { size: 12 },
      x: 0,
      xanchor: "left",
      yref: "container",
      y: 0,
      yanchor: "bottom",
    },
    meta: { fit: { plot: height - 122, legend } },
  };
}

/** Evenly spaced points from a to b. */
export function linspace(a: number, b: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => a + ((b - a) * i) / (count - 1));
}

/** A number inside a sentence: three digits. */
export function numberText(x: number): string {
  if (x === Infinity) return "∞";
  if (x === -Infinity) return "−∞";
  return String(Number(x.toPrecision(3)) + 0).replace("-", "−");
}

/** `a, b and c`. */
export function joinWithAnd(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A title as a sentence: its markup gone, a full stop at its end. */
export function withFullStop(text: string): string {
  const plain = text.replace(/<[^>]*>/g, " ").trim();
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
