import { checkInteger } from "../../math/numeric/checks.js";
import { backwardSolve, cholesky, forwardSolve } from "../../math/numeric/cholesky.js";
import { compensatedSum } from "../../math/numeric/compensatedSum.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { finiteNumbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { featureMatrix } from "../models/features.js";
import type { Features } from "../models/features.js";
import { totalOffset } from "../models/generalisedLinear.js";
import { jetVariables } from "../models/jet.js";
import type { Objective } from "../models/objective.js";
import type { RegressionFamily } from "../models/regressionFamily.js";
import { minimiseNewton } from "./minimiseNewton.js";
import { prepareFit } from "./prepareFit.js";
import type { FitOptions, PreparedFit } from "./prepareFit.js";
import { spreadOf } from "./weightedColumns.js";

export interface RegressionOptions extends Pick<
  FitOptions,
  "exampleWeights" | "maximumIterations"
> {
  /** Outputs that depend on the features; the others are one constant each. The family's own choice by default. */
  readonly onFeatures?: readonly string[];
  /** How long or how much each count was observed for: ln of it is added to the first output. Counts alone. */
  readonly exposure?: Numbers;
  /** What is added to the first output of each example, with weight 1. Counts alone. */
  readonly offset?: Numbers;
}

/** One output of a regression: η = w·x + b, with the standard errors of observed information. */
export interface OutputCoefficients {
  /** Empty where the output is a constant. */
  readonly weights: Float64Array;
  readonly intercept: number;
  readonly weightErrors: Float64Array;
  readonly interceptError: number;
}

/** A fitted regression of several outputs. */
export interface RegressionFit {
  readonly family: RegressionFamily;
  /** By the name of the output. */
  readonly coefficients: Readonly<Record<string, OutputCoefficients>>;
  /** ln of the likelihood of the training data, with all constants. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** The outputs for each example, [N] by name, at exposure 1. */
  raw(features: Features): Readonly<Record<string, Float64Array>>;
  /** E[y] for each example, [N], at exposure 1. */
  predict(features: Features): Float64Array;
}

/**
 * Fits a regression by maximum likelihood: every parameter of the family is a raw output, on the features or constant.
 *
 *     maximise Σₙ wₙ ln p(yₙ | η₁(xₙ), …, η_K(xₙ))
 *
 * by Newton's method with H_kl = Z_kᵀ diag(wₙ ∂²ℓₙ/∂η_k∂η_l) Z_l. Standard errors are the roots of the diagonal of
 * H⁻¹ at the end. Features and targets are scaled first, so the answer does not depend on their units.
 *
 * Shapes  features [N, D], targets [N].
 * Errors  DomainError as `fitGeneralisedLinear`; also where the likelihood has no maximum inside the family: counts
 *         that are not over-dispersed have no negative binomial, light tails no Student-t.
 * Source  McCullagh & Nelder, Generalized Linear Models (1989), ch. 2; Yee, Vector Generalized Linear Models (2015).
 */
export function fitRegression(
  family: RegressionFamily,
  features: Features,
  responses: Numbers,
  options: RegressionOptions = {},
): RegressionFit {
  const { onFeatures = family.onFeatures, exposure, offset: given, ...shared } = options;
  const allTargets = finiteNumbersOf("targets", responses);
  allTargets.forEach((target, n) => family.checkTarget(`targets[${n}]`, target));
  checkOutputs(family, onFeatures);
  const isCount = family.kind === "count";
  if (given !== undefined && !isCount) {
    throw new DomainError(`offset is for counts, ${family.name} has ${family.kind} targets`);
  }
  const { rows } = featureMatrix(features);
  const offset = totalOffset(family.name, isCount, given, exposure, rows);
  const fit = prepareFit(
    `fitRegression(${family.name})`,
    features,
    allTargets,
    { ...shared, offset },
    { intercept: true, knows: ["offset"], without: ["l2", "method", "gradientTolerance"] },
  );
  const unit = targetUnit(family, fit);
  const places = outputPlaces(family, onFeatures, fit.x.columns);
  const objective = regressionObjective(unit.family, fit, unit.targets, places);
  const start = new Float64Array(objective.dimension);
  unit.start.forEach((value, k) => (start[places[k]!.intercept] = value));
  const { maximumIterations = 200 } = options;
  checkInteger("maximumIterations", maximumIterations, 1);
  const minimum = minimiseNewton(objective, start, { maximumIterations });
  const information = objective.hessian!(minimum.parameters);
  const inverse = inverseOf(information);
  // A parameter that runs to its edge leaves the likelihood flat behind it.
  const flat = (k: number): boolean => {
    const at = places[k]!.intercept;
    return !(inverse!.data[at * (inverse!.columns + 1)]! / fit.totalWeight < FLAT ** 2);
  };
  if (!minimum.converged || inverse === undefined || places.some((_, k) => flat(k))) {
    throw new DomainError(
      `the ${family.name} fit has no maximum that ${minimum.iterations} steps reach: ${family.outputs.map((name, k) => `${name} ${minimum.parameters[places[k]!.intercept]!.toPrecision(3)}`).join(", ")}; a simpler family may fit as well, or an output depends on too many features`,
    );
  }

  const coefficients: Record<string, OutputCoefficients> = {};
  const levels: number[] = [];
  family.outputs.forEach((name, k) => {
    const { weights: at, intercept: level } = places[k]!;
    const factor = k === 0 && family.kind === "real" ? unit.scale : 1;
    const shift =
      k === 0 && family.kind === "real" ? unit.centre : unit.shift * family.unitShift[k]!;
    const own = at === undefined ? [] : Array.from(fit.scale, (s) => factor / s);
    // η = Σⱼ wⱼ(xⱼ − cⱼ)/sⱼ·factor + level: weights and intercept are linear in what was fitted.
    const toIntercept = own.map((per, j) => -per * fit.centre[j]!);
    const variance = (rows: readonly (readonly [number, number])[]): number => {
      let sum = 0;
      for (const [a, i] of rows) {
        for (const [b, j] of rows) sum += a * b * inverse.data[i * inverse.columns + j]!;
      }
      return sum / fit.totalWeight;
    };
    levels.push(minimum.parameters[level]! * factor + shift);
    const terms = toIntercept.map((value, j): [number, number] => [value, at! + j]);
    coefficients[name] = {
      weights: Float64Array.from(own, (per, j) => per * minimum.parameters[at! + j]!),
      intercept:
        levels[k]! + toIntercept.reduce((sum, v, j) => sum + v * minimum.parameters[at! + j]!, 0),
      weightErrors: Float64Array.from(own, (per, j) => Math.sqrt(variance([[per, at! + j]]))),
      interceptError: Math.sqrt(variance([[factor, level], ...terms])),
    };
  });
  const raw = (rows: Features): Record<string, Float64Array> => {
    const x = featureMatrix(rows, fit.x.columns);
    return Object.fromEntries(
      family.outputs.map((name, k) => {
        const { weights } = coefficients[name]!;
        const output = Float64Array.from({ length: x.rows }, (_, n) => {
          let sum = levels[k]!;
          weights.forEach((w, j) => (sum += w * (x.data[n * x.columns + j]! - fit.centre[j]!)));
          return sum;
        });
        return [name, output];
      }),
    );
  };
  return {
    family,
    coefficients,
    logLikelihood: -fit.totalWeight * minimum.value - unit.logJacobian * fit.totalWeight,
    iterations: minimum.iterations,
    raw,
    predict(rows) {
      const outputs = raw(rows);
      const first = outputs[family.outputs[0]!]!;
      return first.map((_, n) => family.mean(family.outputs.map((name) => outputs[name]![n]!)));
    },
  };
}

function checkOutputs(family: RegressionFamily, onFeatures: readonly string[]): void {
  for (const name of onFeatures) {
    if (family.outputs.includes(name)) continue;
    throw new DomainError(
      `onFeatures must name outputs of ${family.name}, ${family.outputs.join(", ")}, got ${JSON.stringify(name)}`,
    );
  }
}

/** The share of weight on targets whose likelihood is a density. */
function densityShare(family: RegressionFamily, targets: Float64Array, weights: Float64Array) {
  const { isMass } = family;
  if (isMass === undefined) return 1;
  const dense = compensatedSum(weights.map((w, n) => (isMass(targets[n]!) ? 0 : w)));
  return dense / compensatedSum(weights);
}

/** Targets in a unit of their own, and what the unit means to outputs and likelihood. */
function targetUnit(family: RegressionFamily, { targets, weights, offset }: PreparedFit) {
  const { mean, deviation, constant } = spreadOf(targets, weights);
  if (constant) {
    throw new DomainError(
      `targets must hold at least two different values to fit ${family.name}, all are ${targets[0]}`,
    );
  }
  if (family.kind === "real") {
    return {
      family: family.inUnit?.(mean, deviation) ?? family,
      targets: targets.map((y) => (y - mean) / deviation),
      centre: mean,
      scale: deviation,
      shift: Math.log(deviation),
      // A mass, as of a censored target, has no unit; a density has.
      logJacobian: densityShare(family, targets, weights) * Math.log(deviation),
      start: family.start(0, 1, 0),
    };
  }
  if (family.kind === "positive") {
    const middle = spreadOf(targets.map(Math.log), weights).mean;
    return {
      family,
      targets: targets.map((y) => Math.exp(Math.log(y) - middle)),
      centre: 0,
      scale: 1,
      shift: middle,
      logJacobian: middle,
      start: family.start(1, 1, 0),
    };
  }
  const share = compensatedSum(weights.map((w, n) => (targets[n] === 0 ? w : 0)));
  const start = family.start(mean, deviation ** 2, share / compensatedSum(weights));
  start[0]! -= spreadOf(offset, weights).mean;
  return { family, targets, centre: 0, scale: 1, shift: 0, logJacobian: 0, start };
}

/** Outputs have no unit and are of the order of 1: a standard error of this many says that the data do not know it. */
const FLAT = 1000;

/** Where in the list of parameters an output has its weights and its intercept. */
interface OutputPlace {
  readonly weights: number | undefined;
  readonly intercept: number;
}

function outputPlaces(
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

function regressionObjective(
  family: RegressionFamily,
  fit: PreparedFit,
  targets: Float64Array,
  places: readonly OutputPlace[],
): Objective {
  const { features, weights, totalWeight, offset } = fit;
  const { rows, columns, data } = features;
  const k = places.length;
  const dimension = places[k - 1]!.intercept + 1;
  // Row k of the design of example n: its features where the output has weights, and 1.
  const design = (n: number, { weights: at, intercept }: OutputPlace): [number, number][] => {
    const own: [number, number][] = [];
    if (at !== undefined)
      for (let j = 0; j < columns; j++) own.push([at + j, data[n * columns + j]!]);
    own.push([intercept, 1]);
    return own;
  };
  const at = (parameters: ArrayLike<number>, n: number) => {
    const designs = places.map((place) => design(n, place));
    const outputs = designs.map((own, i) =>
      own.reduce((sum, [p, x]) => sum + parameters[p]! * x, i === 0 ? offset[n]! : 0),
    );
    return { designs, jet: family.logProbability(jetVariables(outputs), targets[n]!) };
  };
  return {
    dimension,
    examples: rows,
    evaluate(parameters, gradient) {
      gradient.fill(0);
      const losses = new Float64Array(rows);
      for (let n = 0; n < rows; n++) {
        const { designs, jet } = at(parameters, n);
        const share = weights[n]! / totalWeight;
        losses[n] = -share * jet.value;
        designs.forEach((own, i) => {
          for (const [p, x] of own) gradient[p]! -= share * jet.gradient[i]! * x;
        });
      }
      const value = compensatedSum(losses);
      return Number.isNaN(value) ? Infinity : value;
    },
    hessian(parameters) {
      const h = matrix(dimension, dimension);
      for (let n = 0; n < rows; n++) {
        const { designs, jet } = at(parameters, n);
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

/** The inverse of a positive definite matrix; undefined where it is not. */
function inverseOf(a: Matrix): Matrix | undefined {
  const lower = cholesky(a);
  if (lower === undefined) return undefined;
  const n = a.rows;
  const inverse = matrix(n, n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    backwardSolve(lower, forwardSolve(lower, unit)).forEach((value, i) => {
      inverse.data[i * n + j] = value;
    });
  }
  return inverse;
}
