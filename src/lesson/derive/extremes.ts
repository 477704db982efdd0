import { vertexExtreme } from "../expression/drawing.js";

/** Every quantity at one of its extremes, the next of them at every turn: none is left to luck. */
export const extremesTogether = (
  names: readonly string[],
  turn: number,
): ReadonlyMap<string, number> =>
  new Map(names.map((name, i) => [name, turn + i * Math.floor(turn / 8)]));

/** The same at every second point; in between one quantity alone, beside ordinary values of the others. */
export function extremesAt(names: readonly string[], n: number): ReadonlyMap<string, number> {
  if (names.length === 1) return extremesTogether(names, n);
  const turn = Math.floor(n / 2);
  if (n % 2 === 0) return extremesTogether(names, turn);
  return new Map([[names[turn % names.length]!, Math.floor(turn / names.length)]]);
}

/** Every distribution at a vertex of its simplex, no two at the same: they share no outcome. */
export const extremesApart = (simplexes: readonly string[]): ReadonlyMap<string, number> =>
  new Map(simplexes.map((name, i) => [name, vertexExtreme(i)]));
