import { showPoint } from "../derive/derivationError.js";
import type { Point } from "../derive/point.js";
import type { Line } from "../derive/line.js";

/** How far two numbers stand apart, beside the larger. */
export const relativeGap = ({ a, b }: { readonly a: number; readonly b: number }): number =>
  Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);

/** A point in words, with what either expression depends on. */
export const describePoint = (point: Point, a: Line, b: Line): string =>
  showPoint(new Map([...point.values].filter(([name]) => a.names.has(name) || b.names.has(name))));

/** Five digits, no zeros behind them. */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(5)));
