import { isNumberList } from "./checks.js";
import { DomainError } from "./domainError.js";
import { isMatrix } from "./matrix.js";
import type { Matrix } from "./matrix.js";
import type { Vector } from "./vector.js";

/** Numbers in arrays of any depth, all rows of a level of equal length: `[[2, 1], [0, 3]]`. */
export type Nested = number | Vector | readonly Nested[];

/** The numbers of a nested array in row-major order, and the lengths of its levels. */
export interface Flat {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

const isList = (value: unknown): value is ArrayLike<Nested> => isNumberList(value);

/**
 * Nested arrays to one Float64Array and its shape; a number has the shape []. A matrix is only looked at.
 *
 * Errors  DomainError if rows of a level differ in length or something is not a number.
 */
export function flatten(name: string, nested: Nested | Matrix): Flat {
  if (isMatrix(nested)) return { shape: [nested.rows, nested.columns], data: nested.data };
  const shape: number[] = [];
  for (let level: Nested = nested; isList(level); level = level[0]!) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const data = new Float64Array(shape.reduce((product, length) => product * length, 1));
  let position = 0;
  const visit = (value: Nested, depth: number): void => {
    if (depth === shape.length) {
      if (typeof value !== "number") {
        throw new DomainError(
          `${name} must hold numbers ${shape.length} levels deep, got ${isList(value) ? "a list" : typeof value} there`,
        );
      }
      data[position++] = value;
      return;
    }
    if (!isList(value) || value.length !== shape[depth]) {
      throw new DomainError(
        `${name} must have rows of equal length, ${shape[depth]} at level ${depth + 1}, got ${isList(value) ? value.length : typeof value}`,
      );
    }
    for (let k = 0; k < value.length; k++) visit(value[k]!, depth + 1);
  };
  visit(nested, 0);
  return { shape, data };
}

/** The way back: nested plain arrays of that shape. */
export function unflatten(flat: Flat): Nested {
  let position = 0;
  const build = (depth: number): Nested =>
    depth === flat.shape.length
      ? flat.data[position++]!
      : Array.from({ length: flat.shape[depth]! }, () => build(depth + 1));
  return build(0);
}

/** Numbers in the form `like` has: a matrix for a matrix, nested plain arrays otherwise. */
export function shapedLike(like: Nested | Matrix, flat: Flat): Nested | Matrix {
  return isMatrix(like) ? { ...like, data: flat.data } : unflatten(flat);
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, k) => length === b[k]);

/** `describeShape([2, 3])` is "2 × 3"; of a single number "one number". */
export const describeShape = (shape: readonly number[]): string =>
  shape.length === 0 ? "one number" : `shape ${shape.join(" × ")}`;
