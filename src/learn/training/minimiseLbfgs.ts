import { checkInteger } from "../../math/numeric/checks.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import type { Objective } from "../models/objective.js";
import { dot, evaluateStart, maximumNorm, norm, originOf } from "./minimise.js";
import type { Minimum, MinimiserOptions } from "./minimise.js";

export interface LbfgsOptions extends MinimiserOptions {
  /** How many past steps shape the direction; 10 by default. */
  readonly memory?: number;
}

interface Point {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
  /** The slope along the search direction. */
  readonly slope: number;
  readonly step: number;
}

/**
 * L-BFGS: a quasi-Newton method that remembers the last few steps in place of a Hessian.
 *
 *     direction = −H̃g from the last m pairs s = Δθ, y = Δg (two-loop recursion)
 *     step by a line search for the strong Wolfe conditions, c₁ = 1e-4, c₂ = 0.9
 *
 * Errors  DomainError if the objective is not finite at the start.
 * Source  Nocedal & Wright, Numerical Optimization (2006), algorithms 7.4, 7.5, 3.5 and 3.6.
 */
export function minimiseLbfgs(
  objective: Objective,
  start: Numbers = originOf(objective),
  options: LbfgsOptions = {},
): Minimum {
  let { parameters, gradient, value } = evaluateStart("minimiseLbfgs", objective, start, options, [
    "memory",
  ]);
  const { gradientTolerance = 1e-9, maximumIterations = 1000, memory = 10, onStep } = options;
  checkInteger("memory", memory, 1);
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let iterations = 0;
  while (iterations < maximumIterations && norm(gradient) > gradientTolerance) {
    const direction = twoLoop(pairs, gradient);
    const slope = dot(direction, gradient);
    const first = pairs.length === 0 ? Math.min(1, 1 / norm(gradient)) : 1;
    const next = wolfe(objective, parameters, direction, value, slope, first);
    if (next === undefined) {
      // Old pairs can point astray where the objective bends sharply: once more, downhill.
      if (pairs.length === 0) break;
      pairs.length = 0;
      continue;
    }
    const s = next.parameters.map((parameter, i) => parameter - parameters[i]!);
    const y = next.gradient.map((entry, i) => entry - gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-16 * norm(s) * norm(y)) {
      pairs.push({ s, y, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    ({ parameters, gradient, value } = next);
    iterations++;
    const stop = onStep?.({
      iteration: iterations,
      parameters,
      value,
      gradientNorm: norm(gradient),
      step: maximumNorm(s),
    });
    if (stop === true) break;
  }
  const gradientNorm = norm(gradient);
  const converged = gradientNorm <= gradientTolerance;
  return { parameters, value, gradientNorm, iterations, converged };
}

function twoLoop(
  pairs: readonly { s: Float64Array; y: Float64Array; rho: number }[],
  gradient: Float64Array,
): Float64Array {
  const q = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const alpha = pairs[k]!.rho * dot(pairs[k]!.s, q);
    alphas[k] = alpha;
    for (let i = 0; i < q.length; i++) q[i]! -= alpha * pairs[k]!.y[i]!;
  }
  const last = pairs[pairs.length - 1];
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (const [k, { s, y, rho }] of pairs.entries()) {
    const beta = rho * dot(y, q);
    for (let i = 0; i < q.length; i++) q[i]! += (alphas[k]! - beta) * s[i]!;
  }
  return q;
}

/** A step that fulfils the strong Wolfe conditions, or at least falls; undefined where none does. */
function wolfe(
  objective: Objective,
  origin: Float64Array,
  direction: Float64Array,
  value: number,
  slope: number,
  firstStep: number,
): Point | undefined {
  const sufficient = 1e-4;
  const flat = 0.9;
  // So near the minimum that values differ by rounding only, the slope decides alone.
  const slack = 1e-14 * Math.abs(value);
  const pointAt = (step: number): Point => {
    const parameters = origin.map((parameter, i) => parameter + step * direction[i]!);
    const gradient = new Float64Array(origin.length);
    const valueThere = objective.evaluate(parameters, gradient);
    return { parameters, gradient, value: valueThere, slope: dot(gradient, direction), step };
  };
  const tooHigh = (point: Point): boolean =>
    !(point.value <= value + sufficient * point.step * slope + slack);

  let low: Point = { parameters: origin, gradient: direction, value, slope, step: 0 };
  let high: Point | undefined;
  let step = firstStep;
  for (let i = 0; i < 60; i++) {
    const point = pointAt(step);
    if (tooHigh(point) || (low.step > 0 && point.value > low.value + slack)) {
      high = point;
    } else if (Math.abs(point.slope) <= -flat * slope) {
      return point;
    } else if (point.slope >= 0) {
      high = point;
    } else {
      low = point;
    }
    step = high === undefined ? 2 * low.step : interpolatedStep(low, high);
    if (high !== undefined && Math.abs(high.step - low.step) <= 1e-16 * Math.abs(high.step)) break;
  }
  return low.step > 0 ? low : undefined;
}

/** The minimum of the parabola through two points and one slope, kept away from the ends. */
function interpolatedStep(low: Point, high: Point): number {
  const width = high.step - low.step;
  const bend = high.value - low.value - low.slope * width;
  const guess = low.step - (0.5 * low.slope * width * width) / bend;
  const [least, most] = [low.step + 0.1 * width, low.step + 0.9 * width];
  if (!Number.isFinite(guess)) return low.step + 0.5 * width;
  return Math.min(Math.max(guess, least), most);
}
