import type { Arithmetic } from "./arithmetic.js";
import { densityFunction } from "./density.js";
import type { DensityValue, Quantity, QuantityValue } from "./quantity.js";

/** The value of a point as the evaluator takes it, in one arithmetic. */
export function toEnvironment<T>(
  F: Arithmetic<T>,
  quantity: Quantity,
  value: QuantityValue,
  narrow: boolean,
): unknown {
  if (quantity.type === "integer") return value;
  if (typeof value === "number") return F.of(value);
  if (!Array.isArray(value)) return densityFunction(F, value as DensityValue);
  if (quantity.type === "vector") {
    const list = (value as readonly number[]).map(F.of);
    return narrow && quantity.sumsToOne === "vector" ? normalised(F, list) : list;
  }
  const rows = (value as readonly (readonly number[])[]).map((row) => row.map(F.of));
  if (narrow && quantity.sumsToOne === "rows") return rows.map((row) => normalised(F, row));
  if (narrow && quantity.sumsToOne === "table") {
    const flat = normalised(F, rows.flat());
    return rows.map((row, i) => flat.slice(i * row.length, (i + 1) * row.length));
  }
  return rows;
}

/** Drawn numbers sum to one within 1e-16; with more digits that would be a false alarm. */
function normalised<T>(F: Arithmetic<T>, list: readonly T[]): T[] {
  if (F.digits <= 16) return [...list];
  const total = list.reduce((a, b) => F.add(a, b));
  return list.map((value) => F.divide(value, total));
}
