import type { Arithmetic } from "../expression/arithmetic.js";

/** Steps of the differences, beside the place: each turn comes nearer. */
const steps = ["1e-6", "1e-9", "1e-14", "1e-20", "1e-20"];

/**
 * The stationary place beside one that float64 found, to the digits of the arithmetic; undefined where Newton's rule runs
 * away, as at a kink or an edge.
 */
export function polished<T>(F: Arithmetic<T>, f: (x: T) => T, from: number): T | undefined {
  let x = F.of(from);
  const reach = 1e-4 * (1 + Math.abs(from));
  for (const step of steps) {
    const next = stationary(F, f, x, step);
    if (next === undefined || !(Math.abs(F.toNumber(next) - from) <= reach)) return undefined;
    x = next;
  }
  return x;
}

/**
 * One step of Newton's rule towards a stationary place, with differences (f(x+h) − f(x−h))/2h and
 * (f(x+h) − 2f(x) + f(x−h))/h²; h is `step` beside the size of x. Undefined where that is no number.
 */
export function stationary<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  x: T,
  step = "1e-15",
): T | undefined {
  const h = F.multiply(F.parse(step), F.add(F.of(1), F.abs(x)));
  const [below, here, above] = [f(F.subtract(x, h)), f(x), f(F.add(x, h))];
  const slope = F.divide(F.subtract(above, below), F.of(2));
  const bend = F.subtract(F.add(above, below), F.add(here, here));
  const next = F.subtract(x, F.divide(F.multiply(slope, h), bend));
  return F.isFinite(next) ? next : undefined;
}
