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

/** How many rows of so many classes a call takes; none where a row is longer than the memory. */
export const blockOfRows = (classes: number): number =>
  classes > ROWS_CAPACITY - 2 ? 0 : Math.max(1, Math.floor(BLOCK / classes));

/** Matrix `place` of whole rows. */
export const rowsOf = (kernel: Kernel, place: number): Float64Array =>
  kernel.doubles(LAYOUT.matrix(place), ROWS_CAPACITY);

/** Copies logits to the first places, and a 0 behind them: the kernel reads them in pairs. */
export function placeRows(
  matrix: Float64Array,
  logits: TypedNumbers,
  start: number,
  end: number,
): void {
  matrix.set(logits.subarray(start, end));
  matrix[end - start] = 0;
}

/** Writes how many bytes behind the start of its row each label's logit is; of a row that is ignored, the first. */
export function placeLabels(kernel: Kernel, list: number, places: Int32Array, rows: number): void {
  const integers = kernel.integers(LAYOUT.list(list), 2 * rows);
  for (let n = 0; n < rows; n++) integers[2 * n] = 8 * Math.max(0, places[n]!);
}
