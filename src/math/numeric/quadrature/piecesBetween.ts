import type { Integrand } from "./gaussKronrod.js";
import { interval, nearest, ray, type Piece, type TailOf } from "./pieces.js";

/**
 * Finite numbers in rising order at which the way from `lower` to `upper` is cut; at least one. All `fixed` ones are
 * among them, and of the `points` those that are not too near to another.
 */
export function edgesOf(
  lower: number,
  upper: number,
  points: readonly number[],
  fixed: readonly number[] = [],
): number[] {
  const kept = new Set([lower, upper].filter((x) => Number.isFinite(x)));
  for (const x of fixed) if (x > lower && x < upper && Number.isFinite(x)) kept.add(x);
  const edges: number[] = [];
  const loose = new Set(points);
  const all = [...kept, ...loose].filter((x) => x >= lower && x <= upper && Number.isFinite(x));
  for (const x of [...new Set(all)].sort((a, b) => a - b)) {
    const last = edges.at(-1);
    const near =
      last !== undefined && x - last < 4 * nearest(Math.max(Math.abs(x), Math.abs(last)));
    if (!near || (kept.has(x) && kept.has(last))) edges.push(x);
    else if (kept.has(x)) edges[edges.length - 1] = x;
  }
  return edges.length === 0 ? [0] : edges;
}

/** The first pieces of an integral: between the edges, and beyond the outermost where there is no end. */
export function piecesBetween(
  f: Integrand,
  lower: number,
  upper: number,
  edges: readonly number[],
  channels: number,
  /** The edges at which the integrand may be infinite. */
  singular: ReadonlySet<number>,
  tailOf: TailOf,
): Piece[] {
  const pieces: Piece[] = [];
  for (let k = 0; k + 1 < edges.length; k++) {
    const [a, b] = [edges[k]!, edges[k + 1]!];
    const ends = { lower: singular.has(a), upper: singular.has(b) };
    pieces.push(interval(f, a, b, channels, ends, tailOf));
  }
  // A ray sets out with the neighbouring piece's width, or one that can be told beside all that lies behind it.
  const behind = (edges.at(-1)! - edges[0]!) / 8;
  const width = (a: number | undefined, b: number | undefined): number =>
    a === undefined || b === undefined ? Math.max(1, nearest(edges[0]!)) : Math.max(b - a, behind);
  if (lower === -Infinity) {
    const step = width(edges[0], edges[1]);
    pieces.push(ray(f, edges[0]!, -1, step, channels, tailOf, false));
  }
  if (upper === Infinity) {
    const step = width(edges.at(-2), edges.at(-1));
    pieces.push(ray(f, edges.at(-1)!, 1, step, channels, tailOf, false));
  }
  return pieces;
}
