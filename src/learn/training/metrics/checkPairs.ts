import { checkIsList } from "../../../math/numeric/checks.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import { finiteNumbersOf, labelsOf, numbersOf } from "../../../math/numeric/numbers.js";
import type { Numbers } from "../../../math/numeric/numbers.js";

/** Predictions and targets come in pairs, at least one. */
export function checkPairs(
  nameA: string,
  a: ArrayLike<unknown>,
  nameB: string,
  b: ArrayLike<unknown>,
): void {
  if (a.length === 0) throw new DomainError(`${nameA} must not be empty`);
  if (a.length !== b.length) {
    throw new DomainError(`${nameB} must have ${a.length} entries as ${nameA}, got ${b.length}`);
  }
}

/** Finite predictions with their finite targets. */
export function pairsOf(
  nameA: string,
  a: Numbers,
  nameB: string,
  b: Numbers,
): [Float64Array, Float64Array] {
  const pair: [Float64Array, Float64Array] = [finiteNumbersOf(nameA, a), finiteNumbersOf(nameB, b)];
  checkPairs(nameA, pair[0], nameB, pair[1]);
  return pair;
}

/** Predicted classes with their labels, both whole numbers from 0 (to `classes` − 1, where that is given). */
export function classPairs(
  predicted: Numbers,
  labels: Numbers,
  classes = Infinity,
): [Float64Array, Float64Array] {
  const pair: [Float64Array, Float64Array] = [
    labelsOf("predicted", predicted, classes),
    labelsOf("labels", labels, classes),
  ];
  checkPairs("predicted", pair[0], "labels", pair[1]);
  return pair;
}

/** Rows of probabilities, each summing to 1 within 1e-6, with labels among their columns. */
export function probabilityRows(
  rows: readonly Numbers[],
  classLabels: Numbers,
): { readonly rows: Float64Array[]; readonly labels: Float64Array; readonly classes: number } {
  checkIsList("probabilities", rows);
  const table = Array.from(rows, (row, n) => numbersOf(`probabilities[${n}]`, row));
  const classes = table[0]?.length ?? 0;
  table.forEach((row, n) => {
    if (row.length !== classes) {
      throw new DomainError(
        `probabilities[${n}] must have ${classes} numbers as probabilities[0], got ${row.length}`,
      );
    }
    let sum = 0;
    row.forEach((p, k) => {
      if (!(p >= 0 && p <= 1)) {
        throw new DomainError(`probabilities[${n}][${k}] must be between 0 and 1, got ${p}`);
      }
      sum += p;
    });
    // Wide enough for probabilities that were printed, or computed in single precision.
    if (!(Math.abs(sum - 1) <= 1e-6)) {
      throw new DomainError(`probabilities[${n}] must sum to 1, got a sum of ${sum}`);
    }
  });
  const labels = labelsOf("labels", classLabels, classes);
  checkPairs("probabilities", table, "labels", labels);
  return { rows: table, labels, classes };
}

/** 0/1 labels of which both occur. */
export function checkBinary(name: string, labels: Float64Array): void {
  let ones = 0;
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== 0 && labels[n] !== 1) {
      throw new DomainError(`${name}[${n}] must be 0 or 1, got ${labels[n]}`);
    }
    ones += labels[n]!;
  }
  if (ones === 0 || ones === labels.length) {
    throw new DomainError(`${name} must hold both classes, all are ${ones === 0 ? 0 : 1}`);
  }
}
