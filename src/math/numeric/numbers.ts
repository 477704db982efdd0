import { describeValue, isList } from "./checks.js";
import { DomainError } from "./domainError.js";

/** A list of numbers as JavaScript has them: an array, a typed array of any kind, or whole numbers as BigInts. */
export type Numbers = ArrayLike<number> | ArrayLike<bigint>;

/**
 * The list as a Float64Array; a Float64Array is given back as it is. Nothing is made a number that is none.
 *
 * Errors  DomainError, naming the place, for a string, null, a hole or NaN; for a BigInt that no double is equal to.
 */
export function numbersOf(name: string, values: Numbers): Float64Array {
  const list: unknown = values;
  if (!isList(list)) {
    throw new DomainError(`${name} must be a list of numbers, got ${describeValue(values)}`);
  }
  const numbers = values instanceof Float64Array ? values : new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value === "number" && !Number.isNaN(value)) {
      if (numbers !== values) numbers[i] = value;
    } else if (typeof value === "bigint" && BigInt(Number(value)) === value) {
      numbers[i] = Number(value);
    } else {
      throw new DomainError(`${name}[${i}] must be a number, got ${describeValue(value)}`);
    }
  }
  return numbers;
}

/** As `numbersOf`, and each of them finite. */
export function finiteNumbersOf(name: string, values: Numbers): Float64Array {
  const numbers = numbersOf(name, values);
  const place = numbers.findIndex((value) => !Number.isFinite(value));
  if (place < 0) return numbers;
  throw new DomainError(`${name}[${place}] must be a finite number, got ${numbers[place]}`);
}

/** Class indices from 0 to K − 1. */
export function labelsOf(name: string, values: Numbers, classes: number): Float64Array {
  const labels = numbersOf(name, values);
  const place = labels.findIndex((k) => !(Number.isInteger(k) && k >= 0 && k < classes));
  if (place < 0) return labels;
  throw new DomainError(
    `${name}[${place}] must be a class index ${classes === Infinity ? "from 0" : `from 0 to ${classes - 1}`}, got ${labels[place]}`,
  );
}
