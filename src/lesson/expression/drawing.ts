import type { Rng } from "../../math/random/rng.js";
import type { DrawContext } from "./quantity.js";

// How values are drawn: in the middle of a domain, at its edges and far out.
export const pickOne = <V>(rng: Rng, list: readonly V[]): V => list[rng.integer(list.length)]!;
export const between = (rng: Rng, low: number, high: number): number =>
  low + (high - low) * rng.uniform();
/** The extreme of that number; one after the other, so that none is left to luck. */
export const inTurn = <V>(list: readonly V[], extreme: number): V => list[extreme % list.length]!;
/** A loop: every point of every test is drawn by it, and Array.from takes several times as long. */
export function many<V>(count: number, make: (i: number) => V): V[] {
  const list: V[] = [];
  for (let i = 0; i < count; i++) list.push(make(i));
  return list;
}

type Drawn = Pick<DrawContext, "rng" | "edge" | "extreme">;

export function drawReal({ rng, edge, extreme }: Drawn): number {
  if (extreme !== undefined) {
    return inTurn([1e3, -1e3, 1e-12, -1e-12, 60, -60, 1e100, -1e100, 150, -150], extreme);
  }
  if (edge) return pickOne(rng, [0, 1, -1, 0.5, -12, 12, 25, -25]);
  return rng.normal() * pickOne(rng, [0.5, 1, 2, 4]);
}

export function drawPositive({ rng, edge, extreme }: Drawn): number {
  if (extreme !== undefined) return inTurn([1e-4, 1e3, 1e-12, 1e15, 1e-100, 1e100], extreme);
  if (edge) return pickOne(rng, [1, 2, 0.5, 1e-3, 30]);
  return Math.exp(rng.normal() * pickOne(rng, [0.3, 0.7, 1.2]));
}

/** The first component beside the others. The last is a vertex itself, where the simplex has them. */
const simplexExtremes = [
  [1, 1e-13],
  [1e-13, 1],
  [1, 1],
  [2, 1],
  [1e-100, 1],
  [1, 1e-100],
] as const;

const isAtVertex = (extreme: number): boolean =>
  extreme % simplexExtremes.length === simplexExtremes.length - 1;

/** The extreme at which the i-th simplex stands at a vertex, each at another: distributions that share no outcome. */
export const vertexExtreme = (i: number): number => (i + 1) * simplexExtremes.length - 1;

export function drawSimplex(context: DrawContext, count: number, open: boolean): number[] {
  const { rng, wide, edge, extreme } = context;
  if (extreme !== undefined && count > 1) {
    // Nearly a vertex, nearly an edge, and ties; each component in turn.
    const one = (extreme + Math.floor(extreme / simplexExtremes.length)) % count;
    const [first, rest] = !open && isAtVertex(extreme) ? [1, 0] : inTurn(simplexExtremes, extreme);
    const raw = many(count, (i) => (i === one ? first : rest));
    const total = raw.reduce((a, b) => a + b, 0);
    return wide ? raw : raw.map((value) => value / total);
  }
  if (edge && !wide) {
    const style = rng.integer(4);
    if (style === 0) return many(count, () => 1 / count);
    if (!open && style === 1) {
      const one = rng.integer(count);
      return many(count, (i) => (i === one ? 1 : 0));
    }
  }
  const spread = pickOne(rng, [0.4, 1, 2]);
  let raw = many(count, () => Math.exp(spread * rng.normal()));
  if (edge && count > 1) {
    // Zero is on the edge of the closed simplex; close to it is all that the open one has.
    const small = rng.integer(count);
    raw = raw.map((value, i) => (i === small ? (open ? value * 1e-5 : 0) : value));
  }
  if (wide) return raw;
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / total);
}
