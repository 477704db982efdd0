import { checkPositive } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { featureMatrix } from "../models/features.js";
import type { Features } from "../models/features.js";

/**
 * Rows divided by a public bound on their length, so that ‖x‖₂ ≤ 1 as the theorems demand; with an intercept
 * [x/bound, 1]/√2, which keeps it.
 *
 * Errors  DomainError if a row is longer than the bound, unless they are to be clipped to it.
 */
export function boundedRows(
  features: Features,
  options: {
    readonly bound: number;
    readonly excess: "refuse" | "clip";
    readonly intercept: boolean;
  },
): Matrix {
  const { bound, excess, intercept } = options;
  checkPositive("bound", bound);
  if (excess !== "refuse" && excess !== "clip") {
    throw new DomainError(`excess must be "refuse" or "clip", got ${JSON.stringify(excess)}`);
  }
  const x = featureMatrix(features);
  const columns = x.columns + (intercept ? 1 : 0);
  const share = intercept ? Math.SQRT1_2 : 1;
  const scaled = matrix(x.rows, columns);
  for (let n = 0; n < x.rows; n++) {
    const row = x.data.subarray(n * x.columns, (n + 1) * x.columns);
    const length = Math.hypot(...row);
    if (length > bound * (1 + 1e-12) && excess === "refuse") {
      throw new DomainError(
        `rows must not be longer than the bound ${bound}, row ${n} has ‖x‖₂ = ${length.toPrecision(4)}; give a public bound that holds (never one read from these data) or excess: "clip"`,
      );
    }
    const divisor = Math.max(bound, length);
    row.forEach((value, j) => (scaled.data[n * columns + j] = (share * value) / divisor));
    if (intercept) scaled.data[n * columns + x.columns] = share;
  }
  return scaled;
}
