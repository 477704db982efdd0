import { compensatedSum } from "../../math/numeric/compensatedSum.js";
import { matrix } from "../../math/numeric/matrix.js";
import { jetVariables } from "../models/jet.js";
import type { Objective } from "../models/objective.js";
import type { RegressionFamily } from "../models/regression/index.js";
import type { Observations } from "./observations.js";
import type { PreparedFit } from "./prepareFit.js";

/** Where in the list of parameters an output has its weights and its intercept. */
export interface OutputPlace {
  readonly weights: number | undefined;
  readonly intercept: number;
}

export function outputPlaces(
  family: RegressionFamily,
  onFeatures: readonly string[],
  columns: number,
): OutputPlace[] {
  let next = 0;
  return family.outputs.map((name) => {
    const weights = onFeatures.includes(name) ? next : undefined;
    if (weights !== undefined) next += columns;
    return { weights, intercept: next++ };
  });
}

/** The mean negative log-likelihood of what is known of the targets. */
export function regressionObjective(
  family: RegressionFamily,
  fit: PreparedFit,
  { low, high }: Observations,
  places: readonly OutputPlace[],
): Objective {
  const { features, weights, totalWeight, offset } = fit;
  const { rows, columns, data } = features;
  const k = places.length;
  const dimension = places[k - 1]!.intercept + 1;
  // Row k of the design of example n: its features where the output has weights, and 1.
  const design = (
    n: number,
    { weights: firstWeight, intercept }: OutputPlace,
  ): [number, number][] => {
    const entries: [number, number][] = [];
    if (firstWeight !== undefined)
      for (let j = 0; j < columns; j++) entries.push([firstWeight + j, data[n * columns + j]!]);
    entries.push([intercept, 1]);
    return entries;
  };
  const logProbabilityAt = (parameters: ArrayLike<number>, n: number) => {
    const designs = places.map((place) => design(n, place));
    const outputs = designs.map((entries, i) =>
      entries.reduce((sum, [p, x]) => sum + parameters[p]! * x, i === 0 ? offset[n]! : 0),
    );
    const jets = jetVariables(outputs);
    const [from, to] = [low[n]!, high[n]!];
    const jet =
      from === to
        ? family.logProbability(jets, from)
        : family.logIntervalProbability!(jets, from, to);
    return { designs, jet };
  };
  return {
    dimension,
    examples: rows,
    evaluate(parameters, gradient) {
      gradient.fill(0);
      const losses = new Float64Array(rows);
      for (let n = 0; n < rows; n++) {
        const { designs, jet } = logProbabilityAt(parameters, n);
        const share = weights[n]! / totalWeight;
        losses[n] = -share * jet.value;
        designs.forEach((entries, i) => {
          for (const [p, x] of entries) gradient[p]! -= share * jet.gradient[i]! * x;
        });
      }
      const value = compensatedSum(losses);
      return Number.isNaN(value) ? Infinity : value;
    },
    hessian(parameters) {
      const h = matrix(dimension, dimension);
      for (let n = 0; n < rows; n++) {
        const { designs, jet } = logProbabilityAt(parameters, n);
        const share = weights[n]! / totalWeight;
        designs.forEach((left, i) => {
          designs.forEach((right, j) => {
            const curvature = -share * jet.hessian[i * k + j]!;
            for (const [p, x] of left) {
              for (const [q, z] of right) h.data[p * dimension + q]! += curvature * x * z;
            }
          });
        });
      }
      return h;
    },
  };
}
