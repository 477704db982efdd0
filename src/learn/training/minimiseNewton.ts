import { DomainError } from "../../math/numeric/domainError.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import { cholesky, choleskySolve } from "../../math/numeric/cholesky.js";
import type { Objective } from "../models/objective.js";
import { dot, greatest, norm } from "./minimise.js";
import type { Minimum, MinimiserOptions } from "./minimise.js";

/**
 * Newton's method with a backtracking line search, for convex objectives that know their Hessian.
 *
 *     θ ← θ − s·(H + τI)⁻¹ g,  s = 1, ½, ¼, … until J falls enough;  τ = 0 unless H is singular
 *
 * Errors  DomainError if the objective has no Hessian or is not finite at the start.
 * Source  Nocedal & Wright, Numerical Optimization (2006), §3.3 and §3.4.
 */
export function minimiseNewton(
  objective: Objective,
  start: Vector = new Float64Array(objective.dimension),
  options: MinimiserOptions = {},
): Minimum {
  const { gradientTolerance = 1e-9, maximumIterations = 100, onStep } = options;
  if (objective.hessian === undefined) {
    throw new DomainError("minimiseNewton needs an objective with a Hessian; use minimiseLbfgs");
  }
  let parameters = Float64Array.from(start);
  let gradient = new Float64Array(objective.dimension);
  let value = objective.evaluate(parameters, gradient);
  if (!Number.isFinite(value)) {
    throw new DomainError(`the objective must be finite at the start, got ${value}`);
  }
  let iterations = 0;
  while (iterations < maximumIterations) {
    if (norm(gradient) <= gradientTolerance) break;
    const direction = newtonDirection(objective.hessian(parameters), gradient);
    const slope = dot(direction, gradient);
    const trial = new Float64Array(objective.dimension);
    const trialGradient = new Float64Array(objective.dimension);
    let step = 1;
    let moved = false;
    for (let halvings = 0; halvings < 60; halvings++, step /= 2) {
      for (let i = 0; i < trial.length; i++) trial[i] = parameters[i]! + step * direction[i]!;
      const next = objective.evaluate(trial, trialGradient);
      // Near the minimum the fall drowns in rounding: there a smaller gradient counts.
      const falls = next <= value + 1e-4 * step * slope;
      const rounding = Math.abs(next - value) <= 1e-12 * (1 + Math.abs(value));
      if (falls || (rounding && norm(trialGradient) < norm(gradient))) {
        value = next;
        moved = true;
        break;
      }
    }
    if (!moved) break;
    [parameters, gradient] = [trial, trialGradient];
    iterations++;
    const stop = onStep?.({
      iteration: iterations,
      parameters,
      value,
      gradientNorm: norm(gradient),
      step: step * greatest(direction),
    });
    if (stop === true) break;
  }
  const gradientNorm = norm(gradient);
  const converged = gradientNorm <= gradientTolerance;
  return { parameters, value, gradientNorm, iterations, converged };
}

/** −(H + τI)⁻¹g with the smallest τ of 0, 1e-10, 1e-9, … (times H's mean diagonal) that makes H positive definite. */
export function newtonDirection(hessian: Matrix, gradient: Float64Array): Float64Array {
  const n = hessian.rows;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += hessian.data[i * (n + 1)]!;
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
