// Checks of arguments: each names the argument, what was expected and what came.
import { DomainError } from "./domainError.js";
import { nearestName } from "./nearestName.js";
import type { Vector } from "./vector.js";

/** How far the sum of probabilities may be from 1. */
const SUM_TOLERANCE = 1e-9;

/** What came, for the end of a message: 0.9, "x", a list of length 2, an object. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (isList(value)) return `a list of length ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "bigint") return `the BigInt ${value}`;
  return typeof value === "function" ? "a function" : String(value);
}

function fail(name: string, expected: string, got: unknown): never {
  throw new DomainError(`${name} must ${expected}, got ${describeValue(got)}`);
}

export function checkNumber(name: string, x: unknown): asserts x is number {
  if (typeof x !== "number" || Number.isNaN(x)) fail(name, "be a number", x);
}

/** A number, NaN among them: text or a list would be coerced, and a series in it never end. */
export function checkIsNumber(name: string, x: number): void {
  if (typeof x !== "number") fail(name, "be a number", x);
}

export function checkFinite(name: string, x: number): void {
  if (!Number.isFinite(x)) fail(name, "be a finite number", x);
}

export function checkPositive(name: string, x: number): void {
  if (!(Number.isFinite(x) && x > 0)) fail(name, "be positive and finite", x);
}

export function checkNonNegative(name: string, x: number): void {
  if (!(Number.isFinite(x) && x >= 0)) fail(name, "be finite and not negative", x);
}

/** A whole number ≥ `least`. */
export function checkInteger(name: string, x: number, least = -Infinity): void {
  if (!Number.isInteger(x) || x < least) {
    fail(
      name,
      least === -Infinity ? "be a whole number" : `be a whole number of at least ${least}`,
      x,
    );
  }
}

/** More than this of anything would not fit where it is to be kept: shuffled rows, folds, drawn numbers. */
const MOST = 2 ** 24;

/** How many there are of something that is kept in a list. */
export function checkCount(name: string, x: number, least: number, most = MOST): void {
  checkInteger(name, x, least);
  if (x > most) fail(name, `be at most ${most}`, x);
}

/** How many classes there are. */
export function checkClasses(classes: number, least = 1): void {
  checkCount("classes", classes, least, 2 ** 20);
}

export function checkFunction(name: string, f: unknown): void {
  if (typeof f !== "function") fail(name, "be a function", f);
}

export function checkString(name: string, text: unknown): void {
  if (typeof text !== "string") fail(name, "be a string", text);
}

/** A list of anything, of rows or of names. */
export function checkIsList(name: string, values: unknown): void {
  if (!isList(values)) fail(name, "be a list", values);
}

/** A list of strings: names of columns or of classes. */
export function checkNames(name: string, names: readonly string[]): void {
  checkIsList(name, names);
  for (let k = 0; k < names.length; k++) checkString(`${name}[${k}]`, names[k]);
}

/** least ≤ x ≤ most. */
export function checkInterval(name: string, x: number, least: number, most: number): void {
  if (!(typeof x === "number" && x >= least && x <= most)) {
    fail(name, `be between ${least} and ${most}`, x);
  }
}

/** least < x < most. */
export function checkOpenInterval(name: string, x: number, least: number, most: number): void {
  if (!(typeof x === "number" && x > least && x < most)) {
    fail(name, `be greater than ${least} and less than ${most}`, x);
  }
}

export function checkProbability(name: string, x: number): void {
  checkInterval(name, x, 0, 1);
}

/** An array, or a typed array of any kind. */
export function isList(values: unknown): values is ArrayLike<unknown> {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
}

/** A list, but no typed array of BigInts. */
export function isNumberList(values: unknown): values is Vector {
  return (
    isList(values) && !(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)
  );
}

export function checkVector(name: string, values: Vector): void {
  if (!isNumberList(values)) fail(name, "be an array of numbers or a typed array", values);
}

export function checkNotEmpty(name: string, values: Vector): void {
  checkVector(name, values);
  if (values.length === 0) throw new DomainError(`${name} must not be empty`);
}

export function checkNoNaN(name: string, values: Vector): void {
  checkVector(name, values);
  for (let k = 0; k < values.length; k++) {
    if (typeof values[k] !== "number" || Number.isNaN(values[k])) {
      fail(`${name}[${k}]`, "be a number", values[k]);
    }
  }
}

export function checkAllFinite(name: string, values: Vector): void {
  checkVector(name, values);
  for (let k = 0; k < values.length; k++) checkFinite(`${name}[${k}]`, values[k]!);
}

export function checkSameLength(nameA: string, a: Vector, nameB: string, b: Vector): void {
  checkVector(nameA, a);
  checkVector(nameB, b);
  if (a.length !== b.length) {
    throw new DomainError(
      `${nameB} must have the length of ${nameA}, ${a.length}, got ${b.length}`,
    );
  }
}

/** Finite and ≥ 0, of any sum: targets and weights. */
export function checkWeights(name: string, weights: Vector): void {
  checkVector(name, weights);
  for (let k = 0; k < weights.length; k++) {
    // The name is only built for a weight that is wrong: this runs for every example.
    if (!(Number.isFinite(weights[k]) && weights[k]! >= 0)) {
      checkNonNegative(`${name}[${k}]`, weights[k]!);
    }
  }
}

/** Whether numbers sum to 1 as probabilities do, within 1e-9. */
export function sumsToOne(values: Vector): boolean {
  return Math.abs(plainSum(values) - 1) <= SUM_TOLERANCE;
}

/** A point on the simplex: each ≥ 0, the sum within 1e-9 of 1. */
export function checkProbabilities(name: string, probabilities: Vector): void {
  checkNotEmpty(name, probabilities);
  checkWeights(name, probabilities);
  if (!sumsToOne(probabilities)) fail(name, "sum to 1", plainSum(probabilities));
}

function plainSum(values: Vector): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum;
}

/** A binary logit: any number, ±Infinity included. */
export function checkLogit(name: string, logit: number): void {
  checkNumber(name, logit);
}

/** Softmax logits: −Infinity is allowed, not for all; NaN and +Infinity are not. */
export function checkLogits(name: string, logits: Vector): void {
  checkNotEmpty(name, logits);
  let finite = false;
  for (let k = 0; k < logits.length; k++) {
    const logit = logits[k]!;
    if (typeof logit !== "number" || !(logit < Infinity))
      fail(`${name}[${k}]`, "be a number below +Infinity", logit);
    if (logit > -Infinity) finite = true;
  }
  if (!finite) throw new DomainError(`${name} must not all be -Infinity`);
}

/** A class index 0 … K − 1. */
export function checkLabel(name: string, label: number, classes: number): void {
  if (!Number.isInteger(label) || label < 0 || label >= classes) {
    fail(name, `be a class index from 0 to ${classes - 1}`, label);
  }
}

/** How many numbers a list has, one for each class. */
export function classesOf(name: string, values: Vector): number {
  checkVector(name, values);
  return values.length;
}

/** A class index of a list that has a number for each class. */
export function checkLabelOf(name: string, label: number, listName: string, values: Vector): void {
  checkVector(listName, values);
  checkLabel(name, label, values.length);
}

/** A misspelt option is an error, not a default. */
export function checkOptions(name: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || isList(options))
    fail(`${name}'s options`, "be an object", options);
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      const near = nearestName(key, known);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      throw new DomainError(
        `${name} knows ${known.length === 0 ? "no options" : `the options ${known.join(", ")}`}, got ${JSON.stringify(key)}${hint}`,
      );
    }
  }
}
