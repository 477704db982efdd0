import { checkClasses, checkIsList, checkOptions } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { isMatrix, matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import { finiteNumbersOf, labelsOf, numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { ObjectiveOptions } from "./objective.js";

/** N examples of D features: a matrix, or one list of D numbers for each example. */
export type Features = Matrix | readonly Numbers[];

/**
 * The features as a matrix.
 *
 * Errors  DomainError, naming the place, if there are none, rows differ in length, a cell is no finite number, or
 *         there is a column more or fewer than `columns`, those of the model.
 */
export function featureMatrix(features: Features, columns?: number): Matrix {
  const rows = isMatrix(features) ? features : matrixOfRows(features);
  if (rows.rows === 0 || rows.columns === 0) {
    throw new DomainError(`features must not be empty, got ${rows.rows} × ${rows.columns}`);
  }
  if (rows.data.length !== rows.rows * rows.columns) {
    throw new DomainError(
      `features must have rows × columns = ${rows.rows} × ${rows.columns} numbers, got ${rows.data.length}`,
    );
  }
  if (columns !== undefined && rows.columns !== columns) {
    throw new DomainError(
      `features must have ${columns} ${columns === 1 ? "column" : "columns"} as the model was fitted to, got ${rows.columns}`,
    );
  }
  for (let i = 0; i < rows.data.length; i++) {
    if (Number.isFinite(rows.data[i])) continue;
    const [n, j] = [Math.floor(i / rows.columns), i % rows.columns];
    throw new DomainError(
      `features[${n}][${j}] must be a finite number, got ${rows.data[i]}; leave out rows with missing values`,
    );
  }
  return rows;
}

function matrixOfRows(rows: readonly Numbers[]): Matrix {
  if (!Array.isArray(rows)) {
    throw new DomainError(`features must be a matrix or a list of rows, got ${typeof rows}`);
  }
  const columns = (rows[0] as Numbers | undefined)?.length ?? 0;
  const result = matrix(rows.length, columns);
  rows.forEach((row: Numbers, n) => {
    // NaN has its own sentence in featureMatrix: a value that is missing.
    const numbers = isPlainNumbers(row) ? row : numbersOf(`features[${n}]`, row);
    if (numbers.length !== columns) {
      throw new DomainError(
        `features[${n}] must have ${columns} numbers as features[0], got ${numbers.length}`,
      );
    }
    result.data.set(numbers, n * columns);
  });
  return result;
}

const isPlainNumbers = (row: Numbers): row is Float64Array | number[] =>
  row instanceof Float64Array ||
  (Array.isArray(row) && (row as readonly unknown[]).every((cell) => typeof cell === "number"));

/** Checks that there is one target for each example. */
export function checkTargets(features: Matrix, targets: ArrayLike<unknown>): void {
  checkIsList("targets", targets);
  if (targets.length === features.rows) return;
  throw new DomainError(
    `targets must have one entry for each of ${features.rows} examples, got ${targets.length}`,
  );
}

/** The D penalties of `l2`, checked. */
export function penalties(l2: number | Numbers, columns: number): Float64Array {
  const values =
    typeof l2 === "number" ? new Float64Array(columns).fill(l2) : finiteNumbersOf("l2", l2);
  if (values.length !== columns) {
    throw new DomainError(`l2 must be one number or ${columns}, got ${values.length}`);
  }
  for (const value of values) {
    if (!(value >= 0 && value < Infinity)) {
      throw new DomainError(`l2 must be finite and not negative, got ${value}`);
    }
  }
  return values;
}

/** The weights of the examples, checked; undefined where all are 1. */
export function checkedWeights(
  weights: Numbers | undefined,
  rows: number,
): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const values = finiteNumbersOf("exampleWeights", weights);
  if (values.length !== rows) {
    throw new DomainError(`exampleWeights must have ${rows} numbers, got ${values.length}`);
  }
  const negative = values.findIndex((weight) => weight < 0);
  if (negative >= 0) {
    throw new DomainError(
      `exampleWeights[${negative}] must be finite and not negative, got ${values[negative]}`,
    );
  }
  if (values.every((weight) => weight === 0)) {
    throw new DomainError("exampleWeights must not all be 0");
  }
  return values;
}

/** Examples of numbered classes as an objective reads them, checked, with the weights and the penalties of its options. */
export function classExamples(
  objective: string,
  features: Features,
  classNumbers: Numbers,
  classes: number,
  options: ObjectiveOptions,
) {
  checkOptions(objective, options, ["l2", "exampleWeights"]);
  const x = featureMatrix(features);
  checkClasses(classes, 2);
  const labels = labelsOf("labels", classNumbers, classes);
  checkTargets(x, labels);
  const weights = checkedWeights(options.exampleWeights, x.rows);
  return { x, labels, weights, l2: penalties(options.l2 ?? 0, x.columns) };
}

/** Calls `visit(n, w)` for every example that counts and gives the sum of the weights w. */
export function eachExample(
  rows: number,
  weights: Vector | undefined,
  examples: ArrayLike<number> | undefined,
  visit: (n: number, weight: number) => void,
): number {
  const count = examples === undefined ? rows : examples.length;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const n = examples === undefined ? i : examples[i]!;
    const weight = weights === undefined ? 1 : weights[n]!;
    if (weight === 0) continue;
    sum += weight;
    visit(n, weight);
  }
  return sum;
}
