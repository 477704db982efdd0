import { checkBoolean } from "../../math/numeric/checkBoolean.js";
import {
  checkFunction,
  checkOptions,
  checkPositive,
  describeValue,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";
import type { Vector } from "../../math/numeric/vector.js";
import { checkTargets } from "../models/features.js";
import type { Features } from "../models/features.js";
import { addOuterProduct, finishSymmetric, linearPredictor } from "../models/generalisedLinear.js";
import { numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective } from "../models/objective.js";
import { checkRng } from "../../math/random/checkRng.js";
import type { Rng } from "../../math/random/rng.js";
import { minimiseNewton } from "../training/minimiseNewton.js";
import { boundedRows } from "./boundedRows.js";
import { objectivePerturbation, outputNoiseRate } from "./perturbation.js";
import type { PrivacyBudget } from "./privacyBudget.js";
import { checkPrivateLoss, privateLogistic } from "./privateLoss.js";
import type { PrivateLoss } from "./privateLoss.js";
import { privateNoise } from "./privateNoise.js";

export interface PrivateFitOptions {
  readonly rng: Rng;
  /** ε of the release. */
  readonly epsilon: number;
  /** Λ, the weight of ½‖f‖². DPpack's gamma is nΛ. */
  readonly lambda: number;
  /** A public bound on ‖x‖₂, from knowledge of the units, never from these data. */
  readonly bound: number;
  /** What to do with a longer row: refuse all (default), or clip it to the bound. */
  readonly excess?: "refuse" | "clip";
  readonly method?: "output" | "objective";
  /** `privateLogistic` (default) or `privateHuberisedHinge(h)`. */
  readonly loss?: PrivateLoss;
  /** Adds an intercept, as a constant feature; true by default. It is penalised and noised as the others. */
  readonly intercept?: boolean;
  /** Weights of the examples and their public upper bound; with output perturbation alone. */
  readonly weights?: { readonly values: Numbers; readonly bound: number };
  /** ε is booked here first; refused where it exceeds what is left. */
  readonly budget?: PrivacyBudget;
}

/** A private linear classifier. */
export interface PrivateFit {
  readonly method: "output" | "objective";
  readonly epsilon: number;
  /** f, on the scaled rows [x/bound, 1]/√2 (or x/bound): what was released. */
  readonly weights: Float64Array;
  /** The rate of the noise. */
  readonly beta: number;
  /** Δ of objective perturbation; 0 otherwise. */
  readonly delta: number;
  /** The gradient's norm where the minimiser stopped: the theorem assumes 0. For judging the solver; not private itself. */
  readonly gradientNorm: number;
  /** How far the exact minimiser can be, gradientNorm/(Λ + Δ). */
  readonly minimiserDistance: number;
  raw(features: Features): Float64Array;
  /** σ(raw), a probability where the loss is logistic. */
  predict(features: Features): Float64Array;
}

/** The reciprocal of a smaller rate, the size of the noise, has no double when it is squared. */
const LEAST_RATE = 1e-150;

/** The minimiser is solved to this gradient norm. */
const TOLERANCE = 1e-10;

/**
 * Differentially private empirical risk minimisation of a linear classifier.
 *
 *     J(f) = (1/n) Σ wᵢ ℓ(yᵢ f·xᵢ) + ½Λ‖f‖²
 *     output:     release argmin J + b,                                  b ∝ e^{−β‖b‖}, β = nΛε/2
 *     objective:  release argmin J(f) + b·f/n + ½Δ‖f‖²,                  see objectivePerturbation
 *
 * Two data sets that differ in one example give any release with probabilities within a factor e^ε.
 *
 * Shapes  features [N, D], labels [N] of 0 and 1.
 * Errors  DomainError if a row is longer than the bound, weights exceed theirs or come with objective perturbation,
 *         the budget is short, or the minimiser is not reached.
 * Source  Chaudhuri, Monteleoni & Sarwate, "Differentially Private Empirical Risk Minimization" (2011), JMLR 12.
 */
export function fitPrivately(
  features: Features,
  classLabels: Numbers,
  options: PrivateFitOptions,
): PrivateFit {
  checkOptions("fitPrivately", options, [
    "rng",
    "epsilon",
    "lambda",
    "bound",
    "excess",
    "method",
    "loss",
    "intercept",
    "weights",
    "budget",
  ]);
  const { rng, epsilon, lambda, method = "output", loss = privateLogistic, budget } = options;
  const scaling = {
    bound: options.bound,
    excess: options.excess === undefined ? ("refuse" as const) : options.excess,
    intercept: options.intercept !== false,
  };
  checkRng(rng);
  checkPrivateLoss(loss);
  if (budget !== undefined) checkFunction("budget.spend", (budget as PrivacyBudget | null)?.spend);
  checkPositive("epsilon", epsilon);
  checkPositive("lambda", lambda);
  checkPrivateMethod(method);
  if (options.intercept !== undefined) checkBoolean("intercept", options.intercept);
  const labels = numbersOf("labels", classLabels);
  const x = boundedRows(features, scaling);
  checkTargets(x, labels);
  for (let n = 0; n < labels.length; n++) {
    if (labels[n] !== 0 && labels[n] !== 1) {
      throw new DomainError(`labels[${n}] must be 0 or 1, got ${labels[n]}`);
    }
  }
  const weights = checkedPrivateWeights(options.weights, x.rows, method);
  const perturbed =
    method === "objective"
      ? objectivePerturbation(loss.curvatureBound, x.rows, lambda, epsilon)
      : {
          delta: 0,
          beta: outputNoiseRate(x.rows, lambda, epsilon, options.weights?.bound),
        };
  if (!(perturbed.beta > LEAST_RATE)) {
    throw new DomainError(
      `epsilon, lambda and the bound of the weights must leave the noise a size that can be computed with, got epsilon ${epsilon}, a rate of ${perturbed.beta}`,
    );
  }
  budget?.spend(epsilon, `${method} perturbation`);
  const noise = privateNoise(rng, x.columns, perturbed.beta);
  const objective = privateObjective(x, labels, {
    loss,
    lambda: lambda + perturbed.delta,
    ...(weights && { weights }),
    linear: method === "objective" ? noise.map((value) => value / x.rows) : undefined,
  });
  const minimum = minimiseNewton(objective, undefined, { gradientTolerance: TOLERANCE });
  if (!minimum.converged) {
    throw new DomainError(
      `the minimiser must be solved to a gradient norm of ${TOLERANCE}, it stopped at ${minimum.gradientNorm.toPrecision(2)}; nothing is released`,
    );
  }
  const released =
    method === "output"
      ? minimum.parameters.map((value, j) => value + noise[j]!)
      : minimum.parameters;
  const raw = (rows: Features): Float64Array =>
    linearPredictor(released, boundedRows(rows, { ...scaling, excess: "clip" }));
  return {
    method,
    epsilon,
    weights: released,
    beta: perturbed.beta,
    delta: perturbed.delta,
    gradientNorm: minimum.gradientNorm,
    minimiserDistance: minimum.gradientNorm / (lambda + perturbed.delta),
    raw,
    predict: (rows) => raw(rows).map(sigmoid),
  };
}

/** Which of the two perturbations. */
export function checkPrivateMethod(method: unknown): void {
  if (method === "output" || method === "objective") return;
  throw new DomainError(`method must be "output" or "objective", got ${JSON.stringify(method)}`);
}

function checkedPrivateWeights(
  weights: PrivateFitOptions["weights"],
  rows: number,
  method: string,
): Float64Array | undefined {
  if (weights === undefined) return undefined;
  if (typeof weights !== "object" || (weights as unknown) === null) {
    throw new DomainError(`weights must be { values, bound }, got ${describeValue(weights)}`);
  }
  if (method !== "output") {
    throw new DomainError("weights must come with output perturbation, got objective perturbation");
  }
  checkPositive("weights.bound", weights.bound);
  const values = numbersOf("weights", weights.values);
  if (values.length !== rows) {
    throw new DomainError(`weights must be ${rows} numbers, got ${values.length}`);
  }
  for (let n = 0; n < rows; n++) {
    if (values[n]! >= 0 && values[n]! <= weights.bound) continue;
    throw new DomainError(
      `weights[${n}] must be between 0 and their bound ${weights.bound}, got ${values[n]}`,
    );
  }
  return values;
}

/** J(f) + linear·f; divided by n whatever the weights. */
export function privateObjective(
  x: Matrix,
  labels: ArrayLike<number>,
  options: {
    readonly loss: PrivateLoss;
    readonly lambda: number;
    readonly weights?: Vector;
    readonly linear?: Float64Array;
  },
): Objective {
  const { loss, lambda, weights, linear } = options;
  const { rows, columns, data } = x;
  const rawOf = (f: Vector, n: number): number => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += f[j]! * data[n * columns + j]!;
    return sum;
  };
  return {
    dimension: columns,
    examples: rows,
    evaluate(f, gradient) {
      gradient.fill(0);
      let value = 0;
      for (let n = 0; n < rows; n++) {
        const raw = rawOf(f, n);
        const weight = (weights?.[n] ?? 1) / rows;
        value += weight * loss.value(raw, labels[n]!);
        const slope = weight * loss.slope(raw, labels[n]!);
        for (let j = 0; j < columns; j++) gradient[j]! += slope * data[n * columns + j]!;
      }
      for (let j = 0; j < columns; j++) {
        value += 0.5 * lambda * f[j]! ** 2 + (linear?.[j] ?? 0) * f[j]!;
        gradient[j]! += lambda * f[j]! + (linear?.[j] ?? 0);
      }
      return value;
    },
    hessian(f) {
      const h = matrix(columns, columns);
      for (let n = 0; n < rows; n++) {
        const curvature = (weights?.[n] ?? 1) * loss.curvature(rawOf(f, n), labels[n]!);
        addOuterProduct(h, curvature, data.subarray(n * columns, (n + 1) * columns));
      }
      finishSymmetric(h, rows);
      for (let j = 0; j < columns; j++) h.data[j * (columns + 1)]! += lambda;
      return h;
    },
  };
}
