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
import type { Numbers } from "../../math/numeric/numbers.js";
import { type LinearFitOptions, type LinearFit, fitFamily } from "./fitFamily.js";

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
