import { DomainError } from "../../math/numeric/domainError.js";
import type { Objective } from "../models/objective.js";
import { maximumNorm } from "./minimise.js";
import type { Minimum, MinimiserStep } from "./minimise.js";
import { minimiseLbfgs } from "./minimiseLbfgs.js";
import { minimiseNewton, newtonDirection } from "./minimiseNewton.js";
import type { FitOptions } from "./prepareFit.js";

/** Where a loss may have no minimum: a direction in which it falls for ever. */
export interface Recession {
  /**
   * By how much the loss of each example would fall, to first order and far out, along a direction of the
   * parameters: a number below 0 is a loss that rises. What must not move is given with both signs.
   */
  gains(direction: Float64Array): readonly number[];
  /** Why there is no minimum then, and what to do: the message of the error. */
  readonly reason: string;
}

/** After so many Newton steps a minimum is reached, or runs away by about one unit of η a step. */
const PATIENCE = 15;

/** Gains this small beside the greatest are 0 but for rounding and the last of the convergence. */
const TIE = 1e-6;

/** Above this many parameters Newton's method is too dear. */
const NEWTON_LIMIT = 250;

/**
 * Minimises by the method of the options.
 *
 * Errors  DomainError where the minimum was not reached: because there is none, with the reason of `recession`,
 *         or because the iterations did not suffice.
 */
export function solveFit(
  name: string,
  objective: Objective,
  start: Float64Array,
  options: FitOptions,
  recession?: Recession,
): Minimum {
  const { method, gradientTolerance, maximumIterations } = options;
  const lbfgs = method === "lbfgs" || (method === undefined && objective.dimension > NEWTON_LIMIT);
  const checkMinimum = (at: Float64Array): void => {
    if (recession === undefined) return;
    const falls = (direction: Float64Array): boolean => fallsForEver(recession.gains(direction));
    if (falls(at)) throw new DomainError(recession.reason);
    if (objective.dimension > NEWTON_LIMIT || objective.hessian === undefined) return;
    // Ties stand still in Newton's step, so it shows directions that the place itself does not.
    const gradient = new Float64Array(objective.dimension);
    objective.evaluate(at, gradient);
    const next = newtonDirection(objective.hessian(at), gradient);
    if (maximumNorm(next) > 0.01 && falls(next)) throw new DomainError(recession.reason);
  };
  const minimum = (lbfgs ? minimiseLbfgs : minimiseNewton)(objective, start, {
    ...(gradientTolerance !== undefined && { gradientTolerance }),
    ...(maximumIterations !== undefined && { maximumIterations }),
    onStep: ({ iteration, parameters }: MinimiserStep) => {
      if (!lbfgs && iteration >= PATIENCE) checkMinimum(Float64Array.from(parameters));
    },
  });
  const { converged, iterations, gradientNorm } = minimum;
  // Far out the slope of a loss without a minimum vanishes too, and L-BFGS sees nothing else.
  if (!converged || lbfgs || gradientTolerance !== undefined) checkMinimum(minimum.parameters);
  if (converged) return minimum;
  throw new DomainError(
    `the ${name} fit was not reached in ${iterations} ${iterations === 1 ? "iteration" : "iterations"}, its scaled gradient has a norm of ${gradientNorm.toPrecision(2)}; allow more with maximumIterations, or set l2`,
  );
}

function fallsForEver(gains: readonly number[]): boolean {
  let [least, most] = [Infinity, 0];
  for (const gain of gains) {
    least = Math.min(least, gain);
    most = Math.max(most, gain);
  }
  return most > 0 && least >= -TIE * most;
}

/** Weights that are penalised cannot run away: gains that keep them where they are. */
export function penalisedGains(direction: Float64Array, l2: Float64Array, start = 0): number[] {
  return Array.from(l2).flatMap((penalty, j) =>
    penalty > 0 ? [-Math.abs(direction[start + j]!)] : [],
  );
}
