/**
 * What judging is made of, taken when this module loads: before any cell of the reader's runs. An answer that replaces
 * `Math.abs` or `Array.isArray` changes its own arithmetic, not the verdict. Loops are written with `for`, since
 * `every` and `map` can be replaced as well.
 */
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getPrototypeOf, keys } = Object;

/** |x|, also of −0. */
export const size = (x: number): number => (x < 0 ? -x : x);

export const isFiniteNumber = (x: number): boolean => x - x === 0;

/** An array or a typed array; a DataView has no length and is neither. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return (
    isArray(value) || (isView(value) && typeof (value as { length?: unknown }).length === "number")
  );
}

/** `{ a: 1 }`: its own keys are all it has. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = getPrototypeOf(value);
  // By the chain's length: an object of another realm has another `Object.prototype`.
  return prototype === null || getPrototypeOf(prototype) === null;
}

/** A copy that shares nothing with its source: lists, typed arrays and plain objects; the rest is passed on. */
export function copyOf(value: unknown): unknown {
  if (isArray(value)) {
    const copy: unknown[] = [];
    for (let i = 0; i < value.length; i++) copy[i] = copyOf(value[i]);
    return copy;
  }
  if (isList(value)) return copyOfTyped(value);
  if (!isPlainObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const key of keys(value)) copy[key] = copyOf(value[key]);
  return copy;
}

function copyOfTyped(value: ArrayLike<unknown>): ArrayLike<unknown> {
  const Kind = (value as object).constructor as new (
    length: number,
  ) => Record<number, unknown> & ArrayLike<unknown>;
  const copy = new Kind(value.length);
  for (let i = 0; i < value.length; i++) copy[i] = value[i];
  return copy;
}

/** The arguments of a call, copied. */
export function copyInputs(inputs: readonly unknown[]): unknown[] {
  return copyOf(inputs) as unknown[];
}

/** The own keys of a plain object. */
export const keysOf = (value: Record<string, unknown>): readonly string[] => keys(value);
