import { compensatedSum } from "../numeric/compensatedSum.js";
import { matrixRow } from "../numeric/matrix.js";
import { jointMatrix } from "./marginals.js";
import type { JointTable } from "./marginals.js";

/**
 * What is still unknown of the column y when the row x is known.
 *
 *     H(Y|X) = −Σ p(x, y) ln p(y|x) = H(X, Y) − H(X)
 *
 * Shapes  joint [X, Y] → scalar. Transpose the table for H(X|Y).
 * Units   nats.
 * Errors  DomainError if rows differ in length, or the table is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Cover & Thomas (2006), eq. 2.10.
 */
export function conditionalEntropy(joint: JointTable): number {
  const table = jointMatrix(joint);
  const terms: number[] = [];
  for (let i = 0; i < table.rows; i++) {
    const row = matrixRow(table, i);
    const px = compensatedSum(row);
    for (const pxy of row) if (pxy > 0) terms.push(pxy * Math.log(px / pxy));
  }
  return Math.max(0, compensatedSum(terms));
}
