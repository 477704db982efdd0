import { checkProbabilities } from "../numeric/checks.js";
import { compensatedSum } from "../numeric/compensatedSum.js";
import { isMatrix, matrixFrom, matrixRow } from "../numeric/matrix.js";
import type { Matrix } from "../numeric/matrix.js";
import type { Vector } from "../numeric/vector.js";

/** A joint table of probabilities: row x, column y. */
export type JointTable = Matrix | readonly Vector[];

/** The table as a matrix whose numbers are probabilities. */
export function jointMatrix(joint: JointTable): Matrix {
  const table = isMatrix(joint) ? joint : matrixFrom(joint);
  checkProbabilities("joint", table.data);
  return table;
}

/**
 * The marginal distributions of a joint table: p(x) = Σ_y p(x, y) of the rows, p(y) = Σ_x p(x, y) of the columns.
 *
 * Shapes  joint [X, Y] → rows [X], columns [Y].
 * Errors  DomainError if rows differ in length, or the table is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Bishop, PRML (2006), §1.2, eq. 1.10.
 */
export function marginals(joint: JointTable): { rows: number[]; columns: number[] } {
  const table = jointMatrix(joint);
  const rows = Array.from({ length: table.rows }, (_, i) => compensatedSum(matrixRow(table, i)));
  const columns = Array.from({ length: table.columns }, (_, j) =>
    compensatedSum(rows.map((_row, i) => table.data[i * table.columns + j]!)),
  );
  return { rows, columns };
}
