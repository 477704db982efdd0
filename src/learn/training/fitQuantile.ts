import { checkOptions } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import { cholesky, choleskySolve } from "../../math/numeric/cholesky.js";
import { quantileFamily } from "../models/family.js";
import type { Features } from "../models/features.js";
import { addOuterProduct, finishSymmetric, linearPredictor } from "../models/generalisedLinear.js";
import { finiteNumbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { LinearFit } from "./fitFamily.js";
import { maximumNorm } from "./minimise.js";
import { orthogonalColumns } from "./orthogonalColumns.js";
import { prepareFit } from "./prepareFit.js";
import type { FitOptions } from "./prepareFit.js";
import { spreadOf } from "./weightedColumns.js";

/** A fitted quantile regression; `dualityGap` bounds how far its objective is above the true minimum. */
export interface QuantileFit extends LinearFit {
  readonly dualityGap: number;
}

/**
 * Quantile regression: minimises mean pinball_τ(w·x + b, y) + ½·l2·‖w‖² exactly, as a linear (or quadratic) program.
 *
 *     minimise Σ pₙ(τuₙ + (1 − τ)vₙ) + ½·l2‖w‖²  with  Xβ + u − v = y,  u, v ≥ 0,  p the examples' shares of weight
 *
 * by a primal-dual interior point method with Mehrotra's corrector. The pinball loss has corners, so no gradient
 * tells the end; the duality gap does: at most 1e-11 of the objective, or 1e-13 of the targets' standard deviation.
 *
 * Shapes  features [N, D], targets [N].
 * Errors  DomainError if τ is not between 0 and 1; else as `fitGeneralisedLinear`.
 * Source  Koenker & Bassett (1978), Econometrica 46; Portnoy & Koenker (1997), Statistical Science 12.
 */
export function fitQuantile(
  features: Features,
  responses: Numbers,
  options: Pick<FitOptions, "l2" | "intercept" | "exampleWeights"> & {
    readonly quantile?: number;
  } = {},
): QuantileFit {
  checkOptions("fitQuantile", options, ["quantile", "l2", "intercept", "exampleWeights"]);
  const { quantile: tau = 0.5, ...shared } = options;
  const family = quantileFamily(tau);
  const allTargets = finiteNumbersOf("targets", responses);
  const fit = prepareFit("fitQuantile", features, allTargets, shared);
  const { targets, weights, totalWeight, centre, scale, intercept } = fit;
  const columns = centre.length;
  const { mean, deviation } = spreadOf(targets, weights, intercept);
  const base = intercept ? mean : 0;
  const unit = deviation > 0 ? deviation : 1;

  const design = intercept ? withOnes(fit.features) : fit.features;
  // A share of 0 has no slack to step along; so small a one is not heard beside the gap.
  const shares = weights.map((weight) => Math.max(LEAST_SHARE, weight / totalWeight));
  // Divided by the targets' unit, the loss loses one factor of it and the penalty two.
  const curvature = new Float64Array(design.columns);
  for (let j = 0; j < columns; j++) curvature[j] = fit.scaledL2[j]! * unit;
  const scaledTargets = targets.map((target) => (target - base) / unit);
  // A penalty belongs to each column by itself; without one they may be turned until they are orthogonal.
  const turned = curvature.every((q) => q === 0) ? orthogonalColumns(design) : undefined;
  const solution = interiorPoint(turned?.basis ?? design, scaledTargets, tau, shares, curvature);
  const beta = turned?.coefficients(solution.beta) ?? solution.beta;

  const scaledWeights = beta.slice(0, columns).map((value) => value * unit);
  const level = base + (intercept ? beta[columns]! * unit : 0);
  const raw = (rows: Features): Float64Array =>
    linearPredictor([...scaledWeights, level], fit.scaleRows(rows));
  const outputs = raw(fit.x);
  let loss = 0;
  for (let n = 0; n < targets.length; n++) {
    loss += shares[n]! * family.loss.value(outputs[n]!, targets[n]!);
  }
  const fitted = scaledWeights.map((weight, j) => weight / scale[j]!);
  return {
    family,
    weights: fitted,
    intercept: intercept ? level - fitted.reduce((sum, w, j) => sum + w * centre[j]!, 0) : 0,
    loss,
    logLikelihood: undefined,
    gradientNorm: solution.dualResidual,
    iterations: solution.iterations,
    dualityGap: solution.gap * unit,
    raw,
    predict: raw,
  };
}

const LEAST_SHARE = 1e-100;

function withOnes(x: Matrix): Matrix {
  const design = matrix(x.rows, x.columns + 1);
  for (let n = 0; n < x.rows; n++) {
    design.data.set(x.data.subarray(n * x.columns, (n + 1) * x.columns), n * design.columns);
    design.data[n * design.columns + x.columns] = 1;
  }
  return design;
}

/**
 * Conditions of the optimum, with the dual d and slacks s = pτ − d, t = p(1 − τ) + d:
 *
 *     Xβ + u − v = y,   Xᵀd = Qβ,   u·s = 0,   v·t = 0,   all of u, v, s, t ≥ 0
 *
 * Newton steps on them with u·s = v·t = μ → 0. Eliminating u, v, d leaves (XᵀWX + Q)Δβ, W = 1/(u/s + v/t).
 */
function interiorPoint(
  x: Matrix,
  y: Float64Array,
  tau: number,
  shares: Float64Array,
  q: Float64Array,
) {
  const { rows, columns } = x;
  const beta = new Float64Array(columns);
  const d = shares.map((share) => share * (tau - 0.5));
  let spread = 0;
  for (let n = 0; n < rows; n++) spread += Math.abs(y[n]!) * shares[n]!;
  const pad = spread > 0 ? spread : 1;
  const u = Float64Array.from({ length: rows }, (_, n) => Math.max(y[n]!, 0) + pad);
  const v = Float64Array.from({ length: rows }, (_, n) => Math.max(-y[n]!, 0) + pad);
  const s = shares.map((share) => share / 2);
  const t = shares.map((share) => share / 2);

  const times = (vector: Vector): Float64Array => linearPredictor(vector, x);
  const transposeTimes = (vector: Vector): Float64Array => {
    const result = new Float64Array(columns);
    for (let n = 0; n < rows; n++) {
      for (let j = 0; j < columns; j++) result[j]! += x.data[n * columns + j]! * vector[n]!;
    }
    return result;
  };

  let gap = Infinity;
  for (let iterations = 0; iterations < 200; iterations++) {
    const fitted = times(beta);
    const primal = Float64Array.from(fitted, (value, n) => y[n]! - value - u[n]! + v[n]!);
    const xd = transposeTimes(d);
    const dual = Float64Array.from(beta, (value, j) => q[j]! * value - xd[j]!);
    gap = 0;
    let objective = 0;
    for (let n = 0; n < rows; n++) {
      gap += u[n]! * s[n]! + v[n]! * t[n]!;
      objective += shares[n]! * (tau * u[n]! + (1 - tau) * v[n]!);
    }
    const dualResidual = maximumNorm(dual);
    const feasible = maximumNorm(primal) <= 1e-10 * (1 + pad) && dualResidual <= 1e-10;
    if (feasible && gap <= Math.max(1e-11 * objective, 1e-13)) {
      return { beta, gap, dualResidual, iterations };
    }

    const h = matrix(columns, columns);
    const w = Float64Array.from(u, (_, n) => 1 / (u[n]! / s[n]! + v[n]! / t[n]!));
    for (let n = 0; n < rows; n++) {
      addOuterProduct(h, w[n]!, x.data.subarray(n * columns, (n + 1) * columns));
    }
    finishSymmetric(h, 1);
    let trace = 0;
    for (let j = 0; j < columns; j++) {
      h.data[j * (columns + 1)]! += q[j]!;
      trace += h.data[j * (columns + 1)]!;
    }
    let lower = cholesky(h);
    for (let damping = 1e-14; lower === undefined && damping < 1e-4; damping *= 10) {
      for (let j = 0; j < columns; j++) h.data[j * (columns + 1)]! += damping * trace;
      lower = cholesky(h);
    }
    if (lower === undefined) break;
    const triangle = lower;

    // One direction for targets cu of u·s and cv of v·t.
    const direction = (cu: Float64Array, cv: Float64Array) => {
      const right = primal.map((value, n) => value - cu[n]! / s[n]! + cv[n]! / t[n]!);
      const weighted = right.map((value, n) => w[n]! * value);
      const total = transposeTimes(weighted).map((value, j) => value - dual[j]!);
      const dBeta = choleskySolve(triangle, total);
      const fittedChange = times(dBeta);
      const dd = right.map((value, n) => w[n]! * (value - fittedChange[n]!));
      const du = dd.map((value, n) => (cu[n]! + u[n]! * value) / s[n]!);
      const dv = dd.map((value, n) => (cv[n]! - v[n]! * value) / t[n]!);
      return { dBeta, dd, du, dv };
    };
    const stepToBoundary = (values: Float64Array, changes: Float64Array, sign = 1): number => {
      let most = 1;
      for (let n = 0; n < rows; n++) {
        const change = sign * changes[n]!;
        if (change < 0) most = Math.min(most, -values[n]! / change);
      }
      return most;
    };
    // The predictor aims at 0; what it achieves says how much to centre.
    const predictor = direction(
      u.map((value, n) => -value * s[n]!),
      v.map((value, n) => -value * t[n]!),
    );
    const primalStep = Math.min(stepToBoundary(u, predictor.du), stepToBoundary(v, predictor.dv));
    const dualStep = Math.min(stepToBoundary(s, predictor.dd, -1), stepToBoundary(t, predictor.dd));
    let predictedGap = 0;
    for (let n = 0; n < rows; n++) {
      predictedGap +=
        (u[n]! + primalStep * predictor.du[n]!) * (s[n]! - dualStep * predictor.dd[n]!) +
        (v[n]! + primalStep * predictor.dv[n]!) * (t[n]! + dualStep * predictor.dd[n]!);
    }
    const mu = ((predictedGap / gap) ** 3 * gap) / (2 * rows);
    const corrector = direction(
      u.map((value, n) => mu - value * s[n]! + predictor.du[n]! * predictor.dd[n]!),
      v.map((value, n) => mu - value * t[n]! - predictor.dv[n]! * predictor.dd[n]!),
    );
    let alpha = 0.9995 * Math.min(stepToBoundary(u, corrector.du), stepToBoundary(v, corrector.dv));
    let alphaDual =
      0.9995 * Math.min(stepToBoundary(s, corrector.dd, -1), stepToBoundary(t, corrector.dd));
    // With a quadratic term primal and dual share β: one step length for both.
    if (q.some((value) => value > 0)) alpha = alphaDual = Math.min(alpha, alphaDual);
    for (let j = 0; j < columns; j++) beta[j]! += alpha * corrector.dBeta[j]!;
    for (let n = 0; n < rows; n++) {
      u[n]! += alpha * corrector.du[n]!;
      v[n]! += alpha * corrector.dv[n]!;
      d[n]! += alphaDual * corrector.dd[n]!;
      s[n]! -= alphaDual * corrector.dd[n]!;
      t[n]! += alphaDual * corrector.dd[n]!;
    }
  }
  throw new DomainError(
    `the quantile fit stopped at a duality gap of ${gap.toPrecision(2)} standard deviations of the targets; set l2`,
  );
}
