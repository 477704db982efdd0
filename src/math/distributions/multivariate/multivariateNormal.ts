import { checkRng } from "../../random/checkRng.js";
import { checkDistribution } from "../checkDistribution.js";
import { checkAllFinite, checkIsList, checkNoNaN, checkSameLength } from "../../numeric/checks.js";
import { cholesky, forwardSolve, logDeterminant } from "../../numeric/cholesky.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { expm1MinusX } from "../../numeric/special/expm1MinusX.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import { gaussianNegativeLogLikelihood } from "../../losses/regression/gaussianNegativeLogLikelihood.js";
import type { LossFunction } from "../../losses/loss.js";
import { matrix, matrixFrom, matrixRow, type Matrix } from "../../numeric/matrix.js";
import type { Vector } from "../../numeric/vector.js";
import { checkWeightsOf } from "../fit/data.js";
import type { Distribution } from "../distribution.js";
import { family } from "../family.js";
import { parametersOf } from "../univariate.js";

export interface MultivariateNormalParameters {
  readonly mean: Vector;
  /** Symmetric and positive definite, as rows. */
  readonly covariance: readonly Vector[];
}

export interface MultivariateNormal extends Distribution<Vector> {
  readonly parameters: Readonly<MultivariateNormalParameters>;
  mean(): number[];
  /** The covariance matrix, as rows. */
  variance(): number[][];
}

/** The lower triangle L with LLᵀ = covariance. */
function triangleOf(covariance: readonly Vector[], D: number): Matrix {
  covariance.forEach((row, i) => {
    if (row.length !== D) {
      throw new DomainError(
        `covariance must be square, got ${D} rows and row ${i} of length ${row.length}`,
      );
    }
  });
  const full = matrixFrom(covariance);
  const at = (i: number, j: number): number => full.data[i * D + j]!;
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < i; j++) {
      const scale = Math.sqrt(Math.abs(at(i, i) * at(j, j)));
      if (!(Math.abs(at(i, j) - at(j, i)) <= 1e-10 * scale)) {
        throw new DomainError(
          `covariance must be symmetric, got ${at(i, j)} at (${i}, ${j}) and ${at(j, i)} at (${j}, ${i})`,
        );
      }
    }
  }
  const triangle = cholesky(full);
  if (triangle === undefined) {
    throw new DomainError("covariance must be positive definite, got a pivot of 0 or less");
  }
  return triangle;
}

function create(parameters: MultivariateNormalParameters): MultivariateNormal {
  const { mean, covariance } = parameters;
  checkAllFinite("mean", mean);
  checkIsList("covariance", covariance);
  covariance.forEach((row, i) => checkAllFinite(`covariance[${i}]`, row));
  const D = mean.length;
  if (D === 0 || covariance.length !== D) {
    throw new DomainError(
      `covariance must have as many rows as mean has numbers (at least 1), ${D}, got ${covariance.length}`,
    );
  }
  const L = triangleOf(covariance, D);
  const halfLogDeterminant = 0.5 * logDeterminant(L);
  /** L⁻¹(x − μ): independent standard normals. */
  const whiten = (x: Vector): Float64Array => {
    checkSameLength("mean", mean, "x", x);
    checkNoNaN("x", x);
    return forwardSolve(
      L,
      Array.from(x, (xi, i) => xi - mean[i]!),
    );
  };
  const logProb = (x: Vector): number => {
    const z = whiten(x);
    const distance = compensatedSum(z.map((zi) => zi * zi));
    // Infinite coordinates may meet inside the solution as ∞ − ∞: no density there all the same.
    if (!Number.isFinite(distance)) return -Infinity;
    return -0.5 * distance - halfLogDeterminant - D * HALF_LOG_TWO_PI;
  };
  return {
    name: "multivariateNormal",
    parameters,
    support: { kind: "vector", dimension: D, discrete: false },
    logProb,
    prob: (x) => Math.exp(logProb(x)),
    mean: () => Array.from(mean),
    variance: () => covariance.map((row) => Array.from(row)),
    entropy: () => D * (0.5 + HALF_LOG_TWO_PI) + halfLogDeterminant,
    sample(rng) {
      checkRng(rng);
      const z = Array.from({ length: D }, () => rng.normal());
      return Array.from(mean, (m, i) =>
        matrixRow(L, i).reduce((sum, lik, k) => sum + lik * z[k]!, m),
      );
    },
    closedKlDivergence(q) {
      checkDistribution("q", q);
      const other = parametersOf<MultivariateNormalParameters>(q, "multivariateNormal");
      if (other === undefined) return undefined;
      const M = triangleOf(other.covariance, D);
      const shift = forwardSolve(
        M,
        Array.from(mean, (m, i) => m - other.mean[i]!),
      );
      // B = M⁻¹L: tr(BBᵀ) − D − ln det BBᵀ, with the diagonal b apart: Σ (b² − 1 − ln b²) ≥ 0.
      let sum = 0;
      for (let k = 0; k < D; k++) {
        const column = forwardSolve(
          M,
          Array.from({ length: D }, (_, i) => L.data[i * D + k]!),
        );
        for (let i = 0; i < D; i++) {
          sum += i === k ? expm1MinusX(2 * Math.log(column[i]!)) : column[i]! * column[i]!;
        }
      }
      return 0.5 * (sum + compensatedSum(shift.map((s) => s * s)));
    },
  };
}

/**
 * The normal distribution of a vector.
 *
 *     ln p(x) = −½(x−μ)ᵀΣ⁻¹(x−μ) − ½ ln det Σ − ½D ln 2π;   entropy ½ ln det(2πeΣ)
 *     KL(p‖q) = ½[tr(Σ_q⁻¹Σ_p) + (μ_q−μ_p)ᵀΣ_q⁻¹(μ_q−μ_p) − D + ln(det Σ_q/det Σ_p)]
 *
 * Shapes  mean [D], covariance [D, D], x [D].
 * Fit     the mean and the covariance (÷N).
 * Loss    on the mean, with Σ = I: ½‖y − μ‖² + ½D ln 2π.
 * Errors  DomainError if the covariance is not symmetric and positive definite; fit: if the data lie
 *         in a plane (a singular covariance has no density).
 * Source  Anderson, An Introduction to Multivariate Statistical Analysis (2003), §2–3.
 */
export const multivariateNormal = family("multivariateNormal", ["mean", "covariance"], create, {
  fit(data: readonly Vector[], weights?: Vector): MultivariateNormal {
    checkIsList("data", data);
    if (data.length === 0) throw new DomainError("data must not be empty");
    data.forEach((row, i) => checkNoNaN(`data[${i}]`, row));
    const D = data[0]!.length;
    data.forEach((row, i) => {
      checkAllFinite(`data[${i}]`, row);
      if (row.length !== D) {
        throw new DomainError(
          `data[${i}] must have the length of data[0], ${D}, got ${row.length}`,
        );
      }
    });
    data.forEach((row, i) => checkSize(`data[${i}]`, row));
    const all = checkWeightsOf(data.length, weights);
    const rows = data.filter((_, i) => all[i]! > 0);
    const w = Array.from(all).filter((weight) => weight > 0);
    const total = compensatedSum(w);
    const average = (f: (row: Vector) => number): number =>
      compensatedSum(rows.map((row, i) => w[i]! * f(row))) / total;
    const mean = Array.from({ length: D }, (_, j) => average((row) => row[j]!));
    const covariance = mean.map((mi, i) =>
      mean.map((mj, j) => average((row) => (row[i]! - mi) * (row[j]! - mj))),
    );
    checkFullRank(rows, covariance);
    return create({ mean, covariance });
  },
  loss: multivariateNormalLoss(),
});

/** Refuses numbers whose squares have no double. */
function checkSize(name: string, row: Vector): void {
  for (let j = 0; j < row.length; j++) {
    if (Math.abs(row[j]!) <= 1e150) continue;
    throw new DomainError(
      `${name}[${j}] must be at most 1e150 in size, whose square has a double, got ${row[j]}; fit data in another unit`,
    );
  }
}

/** Refuses data that lie in a plane, to rounding: no density has them. */
function checkFullRank(rows: readonly Vector[], covariance: readonly (readonly number[])[]): void {
  const D = covariance.length;
  const deviations = covariance.map((row, j) => Math.sqrt(row[j]!));
  for (let j = 0; j < D; j++) {
    if (deviations[j]! > 0 && rows.some((row) => row[j] !== rows[0]![j])) continue;
    throw new DomainError(
      `data must vary in every coordinate to fit multivariateNormal, coordinate ${j} is ${rows[0]![j]} in all rows, to rounding; leave it out`,
    );
  }
  const correlations = matrix(D, D);
  covariance.forEach((row, i) =>
    row.forEach((value, j) => {
      // A pivot of rounding errors alone counts as none.
      correlations.data[i * D + j] = i === j ? 1 - 1e-13 : value / deviations[i]! / deviations[j]!;
    }),
  );
  if (cholesky(correlations) !== undefined) return;
  const reason = rows.length <= D ? `there are only ${rows.length} rows` : "one combines others";
  throw new DomainError(
    `data must have ${D} coordinates that are independent of each other to fit multivariateNormal, but ${reason}`,
  );
}

/** −ln p(y) on the mean, with covariance I: a sum of the losses of the coordinates. */
function multivariateNormalLoss(): LossFunction<Vector, Vector> {
  const one = gaussianNegativeLogLikelihood({ full: true });
  return {
    name: "multivariateNormalLoss",
    value(prediction, target) {
      checkSameLength("prediction", prediction, "target", target);
      return compensatedSum(Array.from(prediction, (p, i) => one.value(p, target[i]!)));
    },
    gradient(prediction, target) {
      checkSameLength("prediction", prediction, "target", target);
      return Array.from(prediction, (p, i) => one.gradient(p, target[i]!));
    },
  };
}
