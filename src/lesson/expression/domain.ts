import type { Quantity } from "./quantity.js";

/** A single number that may be moved a little: neither a whole number nor one of two. */
export const isReal = (quantity: Quantity): boolean =>
  quantity.kind === "real" || quantity.kind === "positive" || quantity.kind === "interval";

const numbersIn = (value: unknown): readonly unknown[] =>
  !Array.isArray(value) ? [value] : value.some(Array.isArray) ? value.flatMap(numbersIn) : value;

/**
 * Whether a value belongs to the closed domain of a quantity: edges count, since a minimum may stand there.
 * `slack` is what rounding may add to a sum of probabilities.
 */
export function belongs(quantity: Quantity, value: unknown, slack = 1e-9): boolean {
  const cells = numbersIn(value);
  if (!cells.every((cell): cell is number => typeof cell === "number")) return false;
  if (cells.some(Number.isNaN)) return false;
  const { low, high, whole = false } = quantity.range ?? {};
  if (low !== undefined && cells.some((cell) => cell < low)) return false;
  if (high !== undefined && cells.some((cell) => cell > high)) return false;
  if (whole && !cells.every(Number.isInteger)) return false;
  if (quantity.kind === "symmetricPositive" && !isPositiveDefinite(value)) return false;
  const total = (list: readonly number[]): number => list.reduce((sum, cell) => sum + cell, 0);
  const isOne = (list: unknown): boolean =>
    Math.abs(total(numbersIn(list) as number[]) - 1) <= slack;
  if (quantity.sumsToOne === "rows") return Array.isArray(value) && value.every(isOne);
  return quantity.sumsToOne === undefined || isOne(value);
}

/** Symmetric, and every pivot of the elimination above zero. */
function isPositiveDefinite(value: unknown): boolean {
  const rows = (value as readonly (readonly number[])[]).map((row) => [...row]);
  const size = Math.max(...rows.flat().map(Math.abs));
  for (const [i, row] of rows.entries()) {
    if (row.some((cell, j) => Math.abs(cell - rows[j]![i]!) > 1e-9 * size)) return false;
  }
  for (const [i, row] of rows.entries()) {
    const head = row[i]!;
    if (!(head > 0)) return false;
    for (const below of rows.slice(i + 1)) {
      const share = below[i]! / head;
      row.forEach((cell, j) => (below[j]! -= share * cell));
    }
  }
  return true;
}

/** Whether a number lies strictly inside the declared domain. */
export function isInside(quantity: Quantity, value: number): boolean {
  const { low = -Infinity, high = Infinity } = quantity.range ?? {};
  return value > low && value < high;
}
