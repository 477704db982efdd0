import { curvesFigure, type Curve, type MarkedPoint } from "./curvesFigure.js";
import type { Figure } from "../outputs/figure.js";

export interface EntropyFigureOptions {
  readonly title: string;
  /** The parameter, such as `"probability of heads"` or `"standard deviation σ"`. */
  readonly parameter: string;
  /** Entropies (or cross-entropies, divergences) as functions of the parameter. */
  readonly curves: readonly { readonly name: string; readonly f: Curve }[];
  readonly range: readonly [number, number];
  readonly unit?: "nats" | "bits";
  readonly marks?: readonly MarkedPoint[];
  readonly yRange?: readonly [number, number];
  readonly alt?: string;
  readonly height?: number;
}

/** Entropy against a parameter of the distribution. */
export function entropyFigure({ parameter, unit = "nats", ...rest }: EntropyFigureOptions): Figure {
  return curvesFigure({ ...rest, x: parameter, y: `entropy, ${unit}` });
}
