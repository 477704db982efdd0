import { compensatedSum } from "../numeric/compensatedSum.js";
import { relEntr } from "../numeric/relEntr.js";
import { jointMatrix, marginals } from "./marginals.js";
import type { JointTable } from "./marginals.js";

/**
 * What x and y tell of each other: the divergence of their joint table from independence.
 *
 *     I(X; Y) = Σ p(x, y) ln[p(x, y)/(p(x)p(y))] = H(X) + H(Y) − H(X, Y)
 *
 * Shapes  joint [X, Y] → scalar.
 * Units   nats; 0 only where x and y are independent.
 * Errors  DomainError if rows differ in length, or the table is negative, NaN or does not sum to 1 within 1e-9.
 * Source  Cover & Thomas (2006), eq. 2.28.
 */
export function mutualInformation(joint: JointTable): number {
  const table = jointMatrix(joint);
  const { rows, columns } = marginals(table);
  const terms = Array.from(table.data, (pxy, index) => {
    const i = Math.floor(index / table.columns);
    return relEntr(pxy, rows[i]! * columns[index - i * table.columns]!);
  });
  return Math.max(0, compensatedSum(terms));
}
