import {
  checkFunction,
  checkInteger,
  checkIsList,
  checkNames,
  checkOptions,
} from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { checkedWeights, featureMatrix } from "../models/features.js";
import type { Features } from "../models/features.js";
import { totalOffset } from "../models/generalisedLinear.js";
import type { RegressionFamily } from "../models/regression/index.js";
import { inverseOf } from "./inverseOf.js";
import { maximumNorm } from "./minimise.js";
import { minimiseNewton } from "./minimiseNewton.js";
import { standardiseObservations, observationsOf, pointsWithin } from "./observations.js";
import { prepareFit } from "./prepareFit.js";
import type { FitOptions } from "./prepareFit.js";
import { outputPlaces, regressionObjective } from "./regressionObjective.js";

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
  /**
   * Where targets are censored, [N]: y of example n lies from targets[n] to upperTargets[n]. The same number twice was
   * seen; +Infinity says "at least targets[n]"; −Infinity as the target, or 0 of a positive family, "at most".
   */
  readonly upperTargets?: Numbers;
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
 * H⁻¹ at the end. Of a censored target ln P(low ≤ y ≤ high) counts instead of ln p. Features and targets are scaled first, so the answer does not depend on their units.
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
  checkFunction("family.logProbability", (family as RegressionFamily | null)?.logProbability);
  checkOptions("fitRegression", options, [
    "exampleWeights",
    "maximumIterations",
    "onFeatures",
    "exposure",
    "offset",
    "upperTargets",
  ]);
  const {
    onFeatures = family.onFeatures,
    exposure,
    offset: offsetOption,
    upperTargets,
    ...shared
  } = options;
  const allObservations = observationsOf(family, responses, upperTargets);
  checkOutputs(family, onFeatures);
  const isCount = family.kind === "count";
  if (offsetOption !== undefined && !isCount) {
    throw new DomainError(`offset is for counts, ${family.name} has ${family.kind} targets`);
  }
  const { rows } = featureMatrix(features);
  const offset = totalOffset(family.name, isCount, offsetOption, exposure, rows);
  const fit = prepareFit(
    `fitRegression(${family.name})`,
    features,
    pointsWithin(allObservations),
    { ...shared, offset },
    {
      intercept: true,
      furtherOptions: ["offset"],
      withoutOptions: ["l2", "method", "gradientTolerance"],
    },
  );
  const counts = checkedWeights(options.exampleWeights, rows);
  const isKept = (_: unknown, n: number): boolean => counts === undefined || counts[n]! > 0;
  const observations = {
    low: allObservations.low.filter(isKept),
    high: allObservations.high.filter(isKept),
  };
  const standardised = standardiseObservations(family, fit, observations);
  const places = outputPlaces(family, onFeatures, fit.x.columns);
  const objective = regressionObjective(
    standardised.family,
    fit,
    standardised.observations,
    places,
  );
  const start = new Float64Array(objective.dimension);
  if (!standardised.start.every(Number.isFinite)) {
    throw new DomainError(
      `targets must be of a size whose square has a double to fit ${family.name}, the greatest is ${maximumNorm(pointsWithin(allObservations))}`,
    );
  }
  standardised.start.forEach((value, k) => (start[places[k]!.intercept] = value));
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
    const { weights: firstWeight, intercept: level } = places[k]!;
    const factor = k === 0 && family.kind === "real" ? standardised.scale : 1;
    const shift =
      k === 0 && family.kind === "real"
        ? standardised.centre
        : standardised.shift * family.unitShift[k]!;
    const weightFactors = firstWeight === undefined ? [] : Array.from(fit.scale, (s) => factor / s);
    // η = Σⱼ wⱼ(xⱼ − cⱼ)/sⱼ·factor + level: weights and intercept are linear in what was fitted.
    const interceptFactors = weightFactors.map((per, j) => -per * fit.centre[j]!);
    const variance = (rows: readonly (readonly [number, number])[]): number => {
      let sum = 0;
      for (const [a, i] of rows) {
        for (const [b, j] of rows) sum += a * b * inverse.data[i * inverse.columns + j]!;
      }
      return sum / fit.totalWeight;
    };
    levels.push(minimum.parameters[level]! * factor + shift);
    const terms = interceptFactors.map((value, j): [number, number] => [value, firstWeight! + j]);
    coefficients[name] = {
      weights: Float64Array.from(
        weightFactors,
        (per, j) => per * minimum.parameters[firstWeight! + j]!,
      ),
      intercept:
        levels[k]! +
        interceptFactors.reduce((sum, v, j) => sum + v * minimum.parameters[firstWeight! + j]!, 0),
      weightErrors: Float64Array.from(weightFactors, (per, j) =>
        Math.sqrt(variance([[per, firstWeight! + j]])),
      ),
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
    logLikelihood: -fit.totalWeight * minimum.value - standardised.logJacobian * fit.totalWeight,
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
  checkNames("onFeatures", onFeatures);
  checkIsList("onFeatures", onFeatures);
  for (const name of onFeatures) {
    if (family.outputs.includes(name)) continue;
    throw new DomainError(
      `onFeatures must name outputs of ${family.name}, ${family.outputs.join(", ")}, got ${JSON.stringify(name)}`,
    );
  }
}

/** Outputs have no unit and are of the order of 1: a standard error of this many says that the data do not know it. */
const FLAT = 1000;
