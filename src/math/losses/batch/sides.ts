import type { TypedNumbers } from "../../numeric/vector.js";

/**
 * Writes what the one and the zero of each example from `start` to `end` weigh, w·c·y and w·(1 − y), to the first places
 * of two lists. False where a target is no probability.
 */
export type Sides = (
  start: number,
  end: number,
  ones: Float64Array,
  zeros: Float64Array,
) => boolean;

/** With a weight w for each example and a posWeight c for each column, where they are given. */
export function sidesOf(
  targets: TypedNumbers,
  weight: TypedNumbers | undefined,
  posWeight: TypedNumbers | undefined,
): Sides {
  return (start, end, ones, zeros) => {
    let ordinary = true;
    const columns = posWeight === undefined ? 1 : posWeight.length;
    let column = start % columns;
    for (let n = start; n < end; n++) {
      const y = targets[n]!;
      if (!(y >= 0 && y <= 1)) ordinary = false;
      const w = weight === undefined ? 1 : weight[n]!;
      ones[n - start] = w * y * (posWeight === undefined ? 1 : posWeight[column]!);
      zeros[n - start] = w * (1 - y);
      if (++column === columns) column = 0;
    }
    return ordinary;
  };
}
