import { DomainError } from "../../math/numeric/domainError.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { cholesky, choleskySolve } from "../../math/numeric/cholesky.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective } from "../models/objective.js";
import { checkObjective, dot, evaluateStart, maximumNorm, norm, originOf } from "./minimise.js";
import type { Minimum, MinimiserOptions } from "./minimise.js";

/** λ² beside the objective's own size at which Newton's method has arrived: λ²/2 is what is left to fall. */
const DECREMENT = 1e-24;

/** As far as rounding lets a step come that no longer betters anything. */
const ROUNDING = 1e-13;

/**
 * Newton's method with a backtracking line search, for objectives that know their Hessian.
 *
 *     θ ← θ − s·(H + τI)⁻¹ g,  s = 1, ½, ¼, … until J falls enough;  τ = 0 unless H is not positive definite
 *
 * It ends when its decrement λ² = gᵀH⁻¹g is 1e-24 of the objective's size and the step is small beside the
 * parameters: that depends on no unit. With `gradientTolerance`, when ‖g‖₂ is at most that.
 *
 * Errors  DomainError if the objective has no Hessian or is not finite at the start.
 * Source  Nocedal & Wright, Numerical Optimization (2006), §3.3 and §3.4; Boyd & Vandenberghe, Convex Optimization
 *         (2004), §9.5.
 */
export function minimiseNewton(
  objective: Objective,
  start: Numbers = originOf(objective),
  options: MinimiserOptions = {},
): Minimum {
  checkObjective(objective);
  if (objective.hessian === undefined) {
    throw new DomainError("minimiseNewton needs an objective with a Hessian; use minimiseLbfgs");
  }
  let { parameters, gradient, value } = evaluateStart("minimiseNewton", objective, start, options);
  const { gradientTolerance, maximumIterations = 100, onStep } = options;
  let size = Math.abs(value);
  let [iterations, converged] = [0, false];
  while (true) {
    if (gradientTolerance !== undefined && norm(gradient) <= gradientTolerance) {
      converged = true;
      break;
    }
    const direction = newtonDirection(objective.hessian(parameters), gradient);
    const slope = dot(direction, gradient);
    size = Math.max(size, -slope);
    const small = maximumNorm(direction) <= 1e-5 * (1 + maximumNorm(parameters));
    const arrived = small && -slope <= DECREMENT * size;
    if (arrived && gradientTolerance === undefined) {
      converged = true;
      break;
    }
    if (iterations === maximumIterations) break;
    const trial = new Float64Array(objective.dimension);
    const trialGradient = new Float64Array(objective.dimension);
    let step = 1;
    let moved = false;
    for (let halvings = 0; halvings < 60; halvings++, step /= 2) {
      for (let i = 0; i < trial.length; i++) trial[i] = parameters[i]! + step * direction[i]!;
      const next = objective.evaluate(trial, trialGradient);
      // Near the minimum the fall drowns in rounding: there a smaller gradient counts.
      const falls = next <= value + 1e-4 * step * slope && next < value;
      const rounding = Math.abs(next - value) <= 1e-12 * size;
      if (falls || (rounding && norm(trialGradient) < norm(gradient))) {
        value = next;
        moved = true;
        break;
      }
    }
    if (!moved) {
      converged = gradientTolerance === undefined && small && -slope <= ROUNDING * size;
      break;
    }
    [parameters, gradient] = [trial, trialGradient];
    iterations++;
    const stop = onStep?.({
      iteration: iterations,
      parameters,
      value,
      gradientNorm: norm(gradient),
      step: step * maximumNorm(direction),
    });
    if (stop === true) break;
  }
  return { parameters, value, gradientNorm: norm(gradient), iterations, converged };
}

/** −(H + τI)⁻¹g with the smallest τ of 0, 1e-10, 1e-9, … (times H's mean diagonal) that makes H positive definite. */
export function newtonDirection(hessian: Matrix, gradient: Float64Array): Float64Array {
  const n = hessian.rows;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += Math.abs(hessian.data[i * (n + 1)]!);
  const unit = trace > 0 ? trace / n : 1;
  for (let damping = 0; ; damping = damping === 0 ? 1e-10 * unit : damping * 10) {
    if (damping > 0) {
      const added = damping === 1e-10 * unit ? damping : 0.9 * damping;
      for (let i = 0; i < n; i++) hessian.data[i * (n + 1)]! += added;
    }
    const lower = cholesky(hessian);
    if (lower !== undefined) return choleskySolve(lower, gradient).map((value) => -value);
    if (!(damping < 1e10 * unit)) return gradient.map((value) => -value);
  }
}
