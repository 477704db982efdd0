import { describeValue, checkFunction } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import type { Family } from "../models/family.js";
import type { Features } from "../models/features.js";
import {
  generalisedLinearObjective,
  linearPredictor,
  totalOffset,
} from "../models/generalisedLinear.js";
import { numbersOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { linearMinimum } from "./linearMinimum.js";
import { logLikelihoodOf } from "./logLikelihood.js";
import { prepareFit } from "./prepareFit.js";
import type { FitOptions } from "./prepareFit.js";
import { recessionOf } from "./recessionOf.js";
import { solveFit } from "./solveFit.js";
import { standardiseTargets } from "./standardiseTargets.js";

export interface LinearFitOptions extends FitOptions {
  /** What is added to the raw output of each example, with weight 1; 0 by default. */
  readonly offset?: Numbers;
  /** How long or how much each example was observed for: ln of it is added to the raw output. Log links alone. */
  readonly exposure?: Numbers;
}

/** A fitted generalised linear model. */
export interface LinearFit {
  readonly family: Family;
  readonly weights: Float64Array;
  /** 0 where there is none. */
  readonly intercept: number;
  /** The mean loss on the training data, without the penalty. */
  readonly loss: number;
  /** ln of the likelihood of the training data with all its constants, where the family is one of densities. */
  readonly logLikelihood: number | undefined;
  /** Norm of the objective's gradient at the end, with features and targets scaled to variance 1. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Raw outputs η = w·x + b, [N], at offset 0 and exposure 1. */
  raw(features: Features): Float64Array;
  /** What to expect of y: the mean, the probability of 1, the quantile; [N]. */
  predict(features: Features): Float64Array;
}

export function fitFamily(
  name: string,
  family: Family,
  features: Features,
  responses: Numbers,
  options: LinearFitOptions,
  furtherOptions: readonly string[] = [],
): LinearFit {
  checkFunction("family.checkTarget", (family as Family | null)?.checkTarget);
  const allTargets = numbersOf("targets", responses);
  allTargets.forEach((target, n) => family.checkTarget(`targets[${n}]`, target));
  if (typeof options !== "object" || options === null) {
    throw new DomainError(`${name}'s options must be an object, got ${describeValue(options)}`);
  }
  const { exposure, ...shared } = options;
  const offset = totalOffset(
    family.name,
    family.link === "log",
    shared.offset,
    exposure,
    allTargets.length,
  );
  const fit = prepareFit(
    name,
    features,
    allTargets,
    { ...shared, offset },
    {
      furtherOptions: [...furtherOptions, "offset"],
    },
  );
  const { targets, weights, centre, scale, intercept } = fit;
  const standardised = standardiseTargets(family, fit);
  const columns = centre.length;
  const objective = generalisedLinearObjective(
    standardised.family,
    fit.features,
    standardised.targets,
    {
      intercept,
      l2: fit.scaledL2.map((penalty) => penalty / standardised.lossUnit),
      exampleWeights: weights,
      offset: standardised.offsets,
    },
  );
  const start = new Float64Array(objective.dimension);
  const isLeastSquares =
    family.name === "gaussian" &&
    fit.x.data.length <= MOST_ENTRIES &&
    options.method !== "lbfgs" &&
    fit.l2.every((penalty) => penalty === 0);
  const minimum = isLeastSquares
    ? linearMinimum(objective, fit, standardised)
    : solveFit(family.name, objective, start, options, recessionOf(family, fit));

  const parameters = minimum.parameters;
  const scaledWeights = parameters.slice(0, columns).map((value) => value * standardised.scale);
  const fitted = scaledWeights.map((weight, j) => weight / scale[j]!);
  const base = standardised.centre + (intercept ? parameters[columns]! * standardised.scale : 0);
  // From the centre, where nothing cancels, not from an intercept that may be far away.
  const raw = (rows: Features): Float64Array =>
    linearPredictor([...scaledWeights, base], fit.scaleRows(rows));
  const outputs = raw(fit.x).map((value, n) => value + fit.offset[n]!);
  let loss = 0;
  for (let n = 0; n < targets.length; n++) {
    loss += (weights[n]! / fit.totalWeight) * family.loss.value(outputs[n]!, targets[n]!);
  }
  return {
    family,
    weights: fitted,
    intercept: intercept ? base - fitted.reduce((sum, w, j) => sum + w * centre[j]!, 0) : 0,
    loss,
    logLikelihood: logLikelihoodOf(family, outputs, targets, weights),
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    raw,
    predict: (rows) => raw(rows).map(family.mean),
  };
}

/** Above so many entries of the features the reflections would fill the memory: then by Newton's method. */
const MOST_ENTRIES = 2 ** 22;
