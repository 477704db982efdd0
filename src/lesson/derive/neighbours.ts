import type { Arithmetic } from "../expression/arithmetic.js";
import type { Quantity } from "../expression/quantity.js";

/** A place beside another: the value after a step of that length. */
export type Neighbour<T> = (step: T) => unknown;

/**
 * The directions in which a value can be moved inside its domain, as functions of how far: each number up and down,
 * on the simplex from one outcome to another, symmetric matrices symmetrically. `random` adds slanting ones.
 */
export function neighboursOf<T>(
  F: Arithmetic<T>,
  quantity: Quantity,
  value: unknown,
  random: () => number,
): Neighbour<T>[] {
  const cells = cellsOf(value);
  const n = cells.length;
  const unitVectors = cells.map((_, i) => cells.map((__, j) => (i === j ? 1 : 0)));
  let directions: number[][];
  if (quantity.sumsToOne === "vector") {
    directions = cells.flatMap((_, i) =>
      cells.flatMap((__, j) =>
        i === j ? [] : [cells.map((___, k) => (k === i ? 1 : k === j ? -1 : 0))],
      ),
    );
  } else if (quantity.kind === "symmetricPositive") {
    const rows = value as readonly unknown[];
    const pairs = rows.flatMap((_, i) => rows.slice(i).map((__, j) => [i, i + j] as const));
    directions = pairs.map(([i, j]) =>
      cells.map((_, k) => (k === i * rows.length + j || k === j * rows.length + i ? 1 : 0)),
    );
  } else {
    directions =
      n > 1 ? [...unitVectors, cells.map(() => random()), cells.map(() => 1)] : unitVectors;
  }
  const { low, high } = quantity.range ?? {};
  const slack = F.of(quantity.sumsToOne === undefined ? 0 : 1e-9);
  const stays = (moved: readonly T[]): boolean =>
    moved.every(
      (cell) =>
        (low === undefined || F.compare(cell, F.subtract(F.of(low), slack)) >= 0) &&
        (high === undefined || F.compare(cell, F.add(F.of(high), slack)) <= 0),
    );
  return directions
    .flatMap((direction) => [direction, direction.map((part) => -part)])
    .flatMap((direction): Neighbour<T>[] => {
      const after = (step: T): T[] =>
        cells.map((cell, i) => F.add(cell as T, F.multiply(step, F.of(direction[i]!))));
      return stays(after(F.of(1e-18))) ? [(step) => shaped(value, after(step))] : [];
    });
}

const cellsOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.flatMap(cellsOf) : [value];

/** Numbers in the form of a value: a number, a vector or a matrix. */
export function shaped(like: unknown, cells: readonly unknown[]): unknown {
  let next = 0;
  const fill = (part: unknown): unknown => (Array.isArray(part) ? part.map(fill) : cells[next++]);
  return fill(like);
}
