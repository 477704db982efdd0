import { curvesFigure, type Curve, type ShadedArea } from "./curvesFigure.js";
import type { Figure } from "../outputs/figure.js";

export interface DensityFigureOptions {
  readonly title: string;
  /** What x is, with its unit; `"x"` by default. */
  readonly x?: string;
  readonly densities: readonly { readonly name: string; readonly density: Curve }[];
  readonly range: readonly [number, number];
  /** Areas below a density: `{ curve: 0, from: -1, to: 1, label: "68 %" }`. */
  readonly shade?: readonly ShadedArea[];
  /** The range of the vertical axis, so that several views compare. */
  readonly yRange?: readonly [number, number];
  readonly alt?: string;
  readonly height?: number;
}

/**
 * Probability densities as curves over one variable, with shaded areas.
 *
 *     densityFigure({ title: "The narrow one is taller", range: [-5, 5], densities: [
 *       { name: "σ = 1", density: (x) => normal({ mean: 0, standardDeviation: 1 }).prob(x) }] })
 */
export function densityFigure({ x = "x", densities, ...rest }: DensityFigureOptions): Figure {
  const figure = curvesFigure({
    ...rest,
    x,
    y: "density",
    curves: densities.map(({ name, density }) => ({ name, f: density })),
  });
  return {
    ...figure,
    layout: {
      ...figure.layout,
      yaxis: { ...(figure.layout["yaxis"] as object), rangemode: "tozero" },
    },
  };
}
