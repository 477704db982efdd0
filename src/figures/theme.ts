/**
 * One theme for all figures. A figure carries the colours of its data, which hold on a white and on a dark ground
 * (contrast at least 3 : 1 for the first four); everything else comes from a template that the page exchanges.
 */

/** Okabe and Ito's colours for all kinds of colour vision, in the order in which series take them. */
export const SERIES_COLOURS = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#b8860b",
  "#56b4e9",
] as const;

/** Dashes go with the colours, so that a series is known without them. */
export const SERIES_DASHES = [
  "solid",
  "dash",
  "dot",
  "dashdot",
  "longdash",
  "longdashdot",
] as const;

export const SERIES_SYMBOLS = ["circle", "square", "diamond", "cross", "x", "triangle-up"] as const;

/** For references: zero lines, diagonals, grids of other people's points. */
export const NEUTRAL_COLOUR = "#767676";

/** Dark is little, bright is much; even in grey. */
export const SEQUENTIAL_SCALE = "Cividis";

export const seriesColour = (i: number): string =>
  SERIES_COLOURS[i % SERIES_COLOURS.length] as string;
export const seriesDash = (i: number): string => SERIES_DASHES[i % SERIES_DASHES.length] as string;
export const seriesSymbol = (i: number): string =>
  SERIES_SYMBOLS[i % SERIES_SYMBOLS.length] as string;

/** The colour with an opacity, as Plotly reads it. */
export function fade(hex: string, opacity: number): string {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${channel(1)},${channel(3)},${channel(5)},${opacity})`;
}

/** What stands for the deeper colours on a dark ground, where a thin line or a small point of them is hard to see. */
const brighter: Readonly<Record<string, string>> = {
  "#0072b2": "#3f9fe0",
  "#d55e00": "#ee8434",
  "#009e73": "#25b98c",
  [NEUTRAL_COLOUR]: "#9a9a9a",
};

const fadedOnes = new Map(
  Object.entries(brighter).map(([deep, bright]) => [fade(deep, 1).slice(0, -",1)".length), bright]),
);

/** One of our colours, whole or faded, as it is drawn on a dark ground; any other text as it is. */
export function onDark(text: string): string {
  const faded = /^(rgba\(\d+,\d+,\d+),([\d.]+)\)$/.exec(text);
  if (faded === null) return brighter[text] ?? text;
  const [, colour = "", opacity] = faded;
  const bright = fadedOnes.get(colour);
  return bright === undefined ? text : fade(bright, Number(opacity));
}

export type FigureTheme = "light" | "dark" | "print";

/** A Plotly template: `layout.template`. */
export type FigureTemplate = Readonly<Record<string, unknown>>;

interface Ink {
  readonly text: string;
  readonly ground: string;
  readonly grid: string;
  readonly line: string;
}

function templateOf({ text, ground, grid, line }: Ink): FigureTemplate {
  const axis = {
    gridcolor: grid,
    linecolor: line,
    zerolinecolor: line,
    zeroline: false,
    showline: true,
    ticks: "outside",
    tickcolor: line,
    automargin: true,
    // 10⁻⁴, not "100µ".
    exponentformat: "power",
  };
  return {
    layout: {
      font: { family: "system-ui, sans-serif", size: 14, color: text },
      title: { font: { size: 16, color: text } },
      paper_bgcolor: ground,
      plot_bgcolor: ground,
      colorway: SERIES_COLOURS,
      xaxis: axis,
      yaxis: axis,
      hoverlabel: { bgcolor: ground, bordercolor: line, font: { color: text } },
      legend: { bgcolor: "rgba(0,0,0,0)" },
      annotationdefaults: { font: { color: text }, arrowcolor: text },
    },
  };
}

export const lightTemplate = templateOf({
  text: "#1f2328",
  ground: "#ffffff",
  grid: "#e4e7eb",
  line: "#8a929b",
});
export const darkTemplate = templateOf({
  text: "#e6e8eb",
  ground: "#16181d",
  grid: "#2d3138",
  line: "#7c848e",
});
export const printTemplate = templateOf({
  text: "#000000",
  ground: "#ffffff",
  grid: "#dddddd",
  line: "#555555",
});

export const templates: Readonly<Record<FigureTheme, FigureTemplate>> = {
  light: lightTemplate,
  dark: darkTemplate,
  print: printTemplate,
};
