import type { Objective } from "../models/objective.js";
import { exactColumn, leastSquares, powerOfTwo } from "./leastSquares.js";
import { norm } from "./minimise.js";
import type { Minimum } from "./minimise.js";
import type { PreparedFit } from "./prepareFit.js";

/**
 * Least squares without a penalty need no steps: solved on the features as they were given, less their centre. The
 * parameters come back in the units of the scaled problem.
 */
export function linearMinimum(
  objective: Objective,
  { x, weights, centre, scale, intercept, offset, targets }: PreparedFit,
  unit: { readonly scale: number; readonly centre: number },
): Minimum {
  const { rows, columns } = x;
  const design = Array.from(centre, (c, j) =>
    exactColumn(
      Float64Array.from({ length: rows }, (_, n) => x.data[n * columns + j]!),
      c,
      scale[j]!,
    ),
  );
  if (intercept) {
    design.push({ high: new Float64Array(rows).fill(1), low: new Float64Array(rows) });
  }
  const unitOfTargets = powerOfTwo(unit.scale);
  const beta = leastSquares(
    design,
    targets.map((target, n) => (target - offset[n]!) / unitOfTargets),
    weights,
  );
  const ratio = unitOfTargets / unit.scale;
  const parameters = beta.map((value, j) =>
    j < columns
      ? value * ratio * (scale[j]! / powerOfTwo(scale[j]!))
      : value * ratio - unit.centre / unit.scale,
  );
  const gradient = new Float64Array(objective.dimension);
  const value = objective.evaluate(parameters, gradient);
  return { parameters, value, gradientNorm: norm(gradient), iterations: 1, converged: true };
}
