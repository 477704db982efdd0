import { range } from "./checks.js";
import type { Curve } from "./curvesFigure.js";
import type { Figure } from "../outputs/figure.js";
import { frame, linspace, numberText, withFullStop, type Trace } from "./layout.js";
import { seriesLine } from "./seriesLine.js";
import { fade, NEUTRAL_COLOUR } from "./theme.js";

/** A fitted density with the divergence that it reached. */
export interface DivergenceFit {
  readonly density: Curve;
  /** In nats. */
  readonly divergence: number;
}

export interface ForwardReverseFigureOptions {
  readonly title: string;
  readonly x?: string;
  /** The distribution to approach. */
  readonly target: Curve;
  /** The q that minimises KL(p‖q): it covers. */
  readonly forward: DivergenceFit;
  /** The q that minimises KL(q‖p): it seeks a mode. */
  readonly reverse: DivergenceFit;
  readonly range: readonly [number, number];
  readonly alt?: string;
  readonly height?: number;
}

/** One target density p and the two fits that the two directions of the divergence choose. */
export function forwardReverseFigure(options: ForwardReverseFigureOptions): Figure {
  const { title, x = "x", target, forward, reverse, height } = options;
  range("range", options.range);
  const [from, to] = options.range;
  const at = linspace(from, to, 241);
  const p: Trace = {
    type: "scatter",
    mode: "lines",
    name: "target p",
    x: at,
    y: at.map(target),
    fill: "tozeroy",
    fillcolor: fade(NEUTRAL_COLOUR, 0.25),
    line: { color: NEUTRAL_COLOUR, width: 1.5 },
  };
  const fits = [
    { name: `forward: min KL(p‖q) = ${numberText(forward.divergence)} nats`, ...forward },
    { name: `reverse: min KL(q‖p) = ${numberText(reverse.divergence)} nats`, ...reverse },
  ];
  const lines = fits.map(({ name, density }, i) => seriesLine(i, name, at, at.map(density)));
  const top = (f: Curve): string =>
    numberText(at.reduce((best, value) => (f(value) > f(best) ? value : best), from));
  return {
    data: [p, ...lines],
    layout: frame({ title, x, y: "density", ...(height === undefined ? {} : { height }) }),
    alt:
      options.alt ??
      `${withFullStop(title)} The target density p, highest at ${top(target)}, and two fits: the forward one (KL(p‖q) = ` +
        `${numberText(forward.divergence)} nats) is highest at ${top(forward.density)}, the reverse one (KL(q‖p) = ` +
        `${numberText(reverse.divergence)} nats) at ${top(reverse.density)}.`,
  };
}
