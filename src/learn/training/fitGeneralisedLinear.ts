import { describeValue, checkFunction } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import {
  bernoulliFamily,
  gammaFamily,
  gaussianFamily,
  huberFamily,
  poissonFamily,
  tweedieFamily,
} from "../models/family.js";
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
import type { FitOptions, PreparedFit } from "./prepareFit.js";
import { recessionOf } from "./recessionOf.js";
import { solveFit } from "./solveFit.js";
import { spreadOf } from "./weightedColumns.js";

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

/** Least squares: real targets, loss ½(η − y)². */
export function fitLinear(
  features: Features,
  targets: Numbers,
  options: LinearFitOptions = {},
): LinearFit {
  return fitFamily("fitLinear", gaussianFamily, features, targets, options);
}

/**
 * Logistic regression by maximum likelihood (or, with l2, maximum a posteriori).
 *
 * Errors  DomainError if the classes are perfectly separable and l2 is 0: the likelihood then has no maximum.
 */
export function fitLogistic(
  features: Features,
  targets: Numbers,
  options: LinearFitOptions = {},
): LinearFit {
  return fitFamily("fitLogistic", bernoulliFamily, features, targets, options);
}

/** Poisson regression of counts, log link. */
export function fitPoisson(
  features: Features,
  targets: Numbers,
  options: LinearFitOptions = {},
): LinearFit {
  return fitFamily("fitPoisson", poissonFamily, features, targets, options);
}

/** Gamma regression of positive targets, log link. */
export function fitGamma(
  features: Features,
  targets: Numbers,
  options: LinearFitOptions = {},
): LinearFit {
  return fitFamily("fitGamma", gammaFamily, features, targets, options);
}

/**
 * Tweedie regression of amounts that may be 0, log link, by maximum likelihood for the given power p: the dispersion
 * does not move the weights, and has its own greatest likelihood in `logLikelihood`.
 */
export function fitTweedie(
  features: Features,
  targets: Numbers,
  options: LinearFitOptions & { readonly power?: number } = {},
): LinearFit {
  return fitFamily(
    "fitTweedie",
    tweedieFamily((options as typeof options | null)?.power),
    features,
    targets,
    options,
    ["power"],
  );
}

/** Regression under Huber's loss with its δ, in the target's units. */
export function fitHuber(
  features: Features,
  targets: Numbers,
  options: LinearFitOptions & { readonly delta?: number } = {},
): LinearFit {
  const family = huberFamily((options as typeof options | null)?.delta);
  return fitFamily("fitHuber", family, features, targets, options, ["delta"]);
}

/**
 * Fits a generalised linear model: minimises mean L(w·x + b, y) + ½·l2·‖w‖². Features and targets are scaled first,
 * so that the answer does not depend on their units.
 *
 * Shapes  features [N, D], targets [N].
 * Errors  DomainError for what is no number, a constant or dependent column (without l2), a loss that has no
 *         minimum (without l2; separable classes, counts that are 0 wherever a feature is not), or a minimum that was
 *         not reached; for an exposure where the link is not the log, or one that is not positive.
 */
export function fitGeneralisedLinear(
  family: Family,
  features: Features,
  targets: Numbers,
  options: LinearFitOptions = {},
): LinearFit {
  return fitFamily("fitGeneralisedLinear", family, features, targets, options);
}

function fitFamily(
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

/**
 * The problem with targets in their own unit: η = centre + scale·η', with the loss divided by `lossUnit`.
 *
 * Real targets: their mean and standard deviation. Rates: η = ln ȳ + η', of the targets y/ȳ.
 */
function standardiseTargets(
  family: Family,
  { targets: allTargets, weights, offset, intercept }: PreparedFit,
) {
  if (family.link === "logit") {
    return { family, targets: allTargets, centre: 0, scale: 1, lossUnit: 1, offsets: offset };
  }
  // Around an identity an offset is the same as a target that is so much less.
  const targets =
    family.link === "identity" ? allTargets.map((target, n) => target - offset[n]!) : allTargets;
  const { mean, deviation } = spreadOf(targets, weights, family.link === "log" || intercept);
  if (family.link === "log") {
    if (!(mean > 0)) {
      throw new DomainError("targets must not all be 0: the log of their mean is -Infinity");
    }
    // The offsets' mean belongs to the intercept: then η' is of the order of 1, whatever the exposures.
    const meanOffset = intercept ? spreadOf(offset, weights).mean : 0;
    const shift = intercept ? meanOffset : Math.log(mean);
    return {
      family,
      targets: targets.map((target) => target / mean),
      centre: intercept ? Math.log(mean) - meanOffset : 0,
      scale: 1,
      lossUnit: family.name === "poisson" ? mean : mean ** (2 - (family.power ?? 2)),
      offsets: offset.map((value) => value - shift),
    };
  }
  const centre = intercept ? mean : 0;
  const scale = deviation > 0 ? deviation : 1;
  return {
    family: family.inUnit?.(scale) ?? family,
    targets: targets.map((target) => (target - centre) / scale),
    centre,
    scale,
    lossUnit: 1,
    offsets: new Float64Array(targets.length),
  };
}
