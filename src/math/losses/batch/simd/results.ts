import type { RunningSum } from "../../../numeric/runningSum.js";
import { BLOCK, LAYOUT, ROWS_CAPACITY } from "../../../numeric/wasm/kernel.js";
import type { Kernel } from "../../../numeric/wasm/kernel.js";
import type { TypedNumbers } from "../../../numeric/vector.js";

/** Whether the last call met a number that its kernel does not take. */
export function wasRefused(kernel: Kernel): boolean {
  const [a, b, c, d] = kernel.integers(LAYOUT.refused, 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  return (a | b | c | d) !== 0;
}

/** Adds the sum of the last call. */
export function addLanes(sum: RunningSum, kernel: Kernel): void {
  const lanes = kernel.doubles(LAYOUT.sum, 4);
  sum.addSum(lanes[0]!, lanes[2]!);
  sum.addSum(lanes[1]!, lanes[3]!);
}

/** List `place` of a double per example. */
export const listOf = (kernel: Kernel, place: number): Float64Array =>
  kernel.doubles(LAYOUT.list(place), BLOCK);

/** Copies the numbers from `start` to `end` to the first places of a list. */
export function place(list: Float64Array, values: TypedNumbers, start: number, end: number): void {
  list.set(values.subarray(start, end));
}

/** How many rows of so many classes a call takes, an even number; none where two rows are longer than the memory. */
export const blockOfRows = (classes: number): number =>
  2 * classes > ROWS_CAPACITY ? 0 : 2 * Math.max(1, Math.floor(BLOCK / classes / 2));

/** Matrix `place` of whole rows. */
export const rowsOf = (kernel: Kernel, place: number): Float64Array =>
  kernel.doubles(LAYOUT.matrix(place), ROWS_CAPACITY);

/** Copies rows of logits to the first places, and the last once more behind them: a kernel takes them in twos. */
export function placeRows(
  matrix: Float64Array,
  logits: TypedNumbers,
  start: number,
  end: number,
  classes: number,
): void {
  matrix.set(logits.subarray(start, end));
  repeatLast(matrix, end - start, classes);
}

/** Copies the last of the rows, which end here, to the place behind them; not where they fill the matrix. */
export function repeatLast(matrix: Float64Array, end: number, classes: number): void {
  matrix.copyWithin(end, end - classes, Math.min(end, matrix.length - classes));
}

/** Writes how many bytes behind the start of its row each label's logit is; of a row that is ignored or repeated, the first. */
export function placeLabels(kernel: Kernel, list: number, places: Int32Array, rows: number): void {
  const integers = kernel.integers(LAYOUT.list(list), 2 * rows + 2);
  for (let n = 0; n < rows; n++) integers[2 * n] = 8 * Math.max(0, places[n]!);
  integers[2 * rows] = 0;
}
