import { isRecord } from "../../text/isRecord.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { digestDifference, digestOf, isDigest } from "./digest.js";
import { resultsOf, type Lock } from "./lock.js";
import { numbersInText } from "./numbersInText.js";
import { agree, defaultTolerance, toleranceOf, type Tolerance } from "./tolerance.js";

/** One difference between the locked results and those of a run. */
export interface Difference {
  /** The cell's id and its place in the notebook, from 1; no place when the cell is gone. */
  readonly id: string;
  readonly cell?: number;
  /** One line: where in the output, what was, what is. */
  readonly message: string;
}

/**
 * What changed between the lock and the outputs of `notebook`, cell by cell: text outside numbers must be the same,
 * numbers agree within the tolerance of their cell.
 */
export function compareLocks(lock: Lock, notebook: Notebook): Difference[] {
  const actual = resultsOf(notebook);
  const differences: Difference[] = [];
  const places = new Map(notebook.cells.map((cell, index) => [cell.id, { cell, index }]));
  for (const [id, { cell, index }] of places) {
    const locked = lock.cells[id];
    const now = actual.cells[id];
    if (locked === undefined && now === undefined) continue;
    const tolerance = toleranceOf(cell);
    for (const message of new Comparison(tolerance).outputs(locked ?? [], now ?? [])) {
      differences.push({ id, cell: index + 1, message });
    }
  }
  for (const id of Object.keys(lock.cells)) {
    if (!places.has(id)) {
      differences.push({ id, message: "the cell is gone, or has another id" });
    }
  }
  return differences;
}

/** Differences of two plain values; for tests and for results that are not a notebook's. */
export function differencesOf(
  locked: unknown,
  actual: unknown,
  tolerance = defaultTolerance,
): string[] {
  return new Comparison(tolerance).values(locked, actual, "");
}

class Comparison {
  readonly #tolerance: Tolerance;

  constructor(tolerance: Tolerance) {
    this.#tolerance = tolerance;
  }

  outputs(locked: readonly unknown[], actual: readonly unknown[]): string[] {
    if (locked.length !== actual.length) {
      return [`had ${counted(locked.length)}, has ${counted(actual.length)}`];
    }
    return locked.flatMap((output, index) =>
      this.values(output, actual[index], locked.length === 1 ? "" : `output ${index + 1}`),
    );
  }

  values(locked: unknown, actual: unknown, path: string): string[] {
    if (isDigest(locked)) {
      const reason = digestDifference(locked, digestOf(actual), this.#tolerance);
      return reason === undefined ? [] : [at(path, reason)];
    }
    if (typeof locked === "number" && typeof actual === "number") {
      return agree(locked, actual, this.#tolerance) ? [] : [at(path, change(locked, actual))];
    }
    if (typeof locked === "string" && typeof actual === "string") {
      return this.#texts(locked, actual) ? [] : [at(path, change(locked, actual))];
    }
    if (Array.isArray(locked) && Array.isArray(actual)) {
      if (locked.length !== actual.length) {
        return [at(path, `had ${locked.length} entries, has ${actual.length}`)];
      }
      return locked.flatMap((inner, index) =>
        this.values(inner, actual[index], `${path}[${index}]`),
      );
    }
    if (isRecord(locked) && isRecord(actual)) {
      const keys = [...new Set([...Object.keys(locked), ...Object.keys(actual)])];
      return keys.flatMap((key) => {
        const inner = path === "" ? key : `${path}.${key}`;
        if (!(key in locked)) return [`${inner} is new`];
        if (!(key in actual)) return [`${inner} is gone`];
        return this.values(locked[key], actual[key], inner);
      });
    }
    return locked === actual ? [] : [at(path, change(locked, actual))];
  }

  #texts(locked: string, actual: string): boolean {
    if (locked === actual) return true;
    const a = numbersInText(locked);
    const b = numbersInText(actual);
    return (
      a.numbers.length === b.numbers.length &&
      a.words.every((word, index) => word === b.words[index]) &&
      a.numbers.every((number, index) => {
        const other = b.numbers[index];
        return (
          other !== undefined &&
          agree(number.value, other.value, this.#tolerance, Math.max(number.unit, other.unit))
        );
      })
    );
  }
}

const at = (path: string, text: string): string => (path === "" ? text : `${path}: ${text}`);

const counted = (count: number): string => (count === 1 ? "1 output" : `${count} outputs`);

function change(locked: unknown, actual: unknown): string {
  return `${shown(locked)} → ${shown(actual)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
