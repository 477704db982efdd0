import { checkInteger, checkIsList, checkIsNumber, checkVector, describeValue } from "./checks.js";
import { DomainError } from "./domainError.js";
import type { Vector } from "./vector.js";

/** N rows of D numbers over one Float64Array, row by row: element (i, j) is data[i · columns + j]. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * A matrix view over `data` (not copied), or a matrix of zeros.
 *
 * Errors  DomainError if a size is not a whole number ≥ 0, zeros are more than 2²⁶, or data has another length than rows · columns.
 */
export function matrix(rows: number, columns: number, data?: Float64Array): Matrix {
  checkInteger("rows", rows, 0);
  checkInteger("columns", columns, 0);
  if (data === undefined) return { rows, columns, data: zeros(rows, columns) };
  checkIsFloats(data);
  if (data.length !== rows * columns) {
    throw new DomainError(
      `data must have rows × columns = ${rows} × ${columns} numbers, got ${data.length}`,
    );
  }
  return { rows, columns, data };
}

/**
 * The matrix of nested rows: `matrixFrom([[1, 2], [3, 4]])`; the numbers are copied.
 *
 * Errors  DomainError if the rows differ in length.
 */
export function matrixFrom(rows: readonly Vector[]): Matrix {
  checkIsList("rows", rows);
  rows.forEach((row, i) => checkVector(`rows[${i}]`, row));
  const columns = rows.length === 0 ? 0 : rows[0]!.length;
  const data = zeros(rows.length, columns);
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new DomainError(
        `row ${i} must have the length of row 0, ${columns}, got ${row.length}`,
      );
    }
    for (let j = 0; j < columns; j++) checkIsNumber(`rows[${i}][${j}]`, row[j]!);
    data.set(row, i * columns);
  });
  return { rows: rows.length, columns, data };
}

/** Row i as a view: writing to it writes to the matrix. */
export function matrixRow(m: Matrix, i: number): Float64Array {
  checkMatrix("m", m);
  if (!Number.isInteger(i) || i < 0 || i >= m.rows) {
    throw new DomainError(`row must be from 0 to ${m.rows - 1}, got ${describeValue(i)}`);
  }
  return m.data.subarray(i * m.columns, (i + 1) * m.columns);
}

/** The matrix as nested arrays, for printing and tests. */
export function matrixToArrays(m: Matrix): number[][] {
  checkMatrix("m", m);
  return Array.from({ length: m.rows }, (_, i) => Array.from(matrixRow(m, i)));
}

/** So many numbers are made room for: more takes seconds, and the memory of a page. */
const MOST = 2 ** 26;

/** Room for that many numbers, all 0. */
function zeros(rows: number, columns: number): Float64Array {
  if (rows * columns > MOST) {
    throw new DomainError(
      `rows × columns must be at most ${MOST}, half a gigabyte, got ${rows} × ${columns}; matrix takes data of yours that is larger`,
    );
  }
  return new Float64Array(rows * columns);
}

function checkIsFloats(data: unknown): void {
  if (data instanceof Float64Array) return;
  throw new DomainError(`data must be a Float64Array, got ${describeValue(data)}`);
}

export function checkMatrix(name: string, value: unknown): void {
  if (isMatrix(value) && value.data.length === value.rows * value.columns) return;
  throw new DomainError(
    `${name} must be a matrix, as matrix or matrixFrom makes one, got ${describeValue(value)}`,
  );
}

/** Whether a value is a matrix view rather than nested arrays. */
export function isMatrix(value: unknown): value is Matrix {
  return (
    typeof value === "object" &&
    value !== null &&
    "data" in value &&
    value.data instanceof Float64Array &&
    "rows" in value &&
    "columns" in value
  );
}
