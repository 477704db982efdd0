import { cholesky, choleskySolve } from "../../numeric/cholesky.js";
import { matrix } from "../../numeric/matrix.js";

/** Where a function of a few unknowns of order 1 is greatest. */
export interface Maximum {
  readonly place: Float64Array;
  readonly value: number;
  /** False where it rises for ever, or is flat, or has no value to start from. */
  readonly found: boolean;
}

/** The step of the differences: f⁽⁵⁾h⁴/30 and the rounding ε|f|/h are both about 1e-13. */
const STEP = 1e-3;

/** Unknowns of order 1 that have come so far run away. */
const FAR = 60;

/**
 * The maximum of a smooth function by Newton's method, with derivatives from central differences of fourth order.
 *
 *     f′ ≈ [8(f(h) − f(−h)) − (f(2h) − f(−2h))]/(12h)
 *
 * For likelihoods whose derivatives would be a page each, with unknowns of order 1 (logarithms, or locations in units
 * of the spread of the data): the gradient is good to 1e-12 of f, the place to about 1e-10.
 *
 * Source  Nocedal & Wright, Numerical Optimization (2006), §3.4 and §8.1; Abramowitz & Stegun (1972), 25.3.6.
 */
export function maximise(f: (place: Float64Array) => number, start: ArrayLike<number>): Maximum {
  const n = start.length;
  let place: Float64Array = Float64Array.from(start);
  let value = f(place);
  const at = (moves: readonly (readonly [number, number])[]): number => {
    const moved = place.slice();
    for (const [i, steps] of moves) moved[i]! += steps * STEP;
    return f(moved);
  };
  if (!Number.isFinite(value)) return { place, value, found: false };
  for (let round = 0; round < 200; round++) {
    const gradient = new Float64Array(n);
    const curvature = matrix(n, n);
    for (let i = 0; i < n; i++) {
      const [near, far] = [at([[i, 1]]), at([[i, 2]])];
      const [nearBack, farBack] = [at([[i, -1]]), at([[i, -2]])];
      gradient[i] = (8 * (near - nearBack) - (far - farBack)) / (12 * STEP);
      curvature.data[i * (n + 1)] =
        -(16 * (near + nearBack) - (far + farBack) - 30 * value) / (12 * STEP * STEP);
      for (let j = 0; j < i; j++) {
        const mixed =
          at([[i, 1], [j, 1]]) - at([[i, 1], [j, -1]]) - at([[i, -1], [j, 1]]) + at([[i, -1], [j, -1]]); // prettier-ignore
        curvature.data[i * n + j] = curvature.data[j * n + i] = -mixed / (4 * STEP * STEP);
      }
    }
    const direction = uphill(curvature, gradient);
    if (direction === undefined) return { place, value, found: false };
    const most = Math.max(...direction.step.map(Math.abs));
    if (most <= 1e-9 && !direction.damped)
      return { place: plus(place, direction.step), value, found: true };
    let step = Math.min(1, 2 / most);
    for (let halvings = 0; ; halvings++, step /= 2) {
      const next = plus(
        place,
        direction.step.map((d) => step * d),
      );
      const height = f(next);
      if (height > value || (most < 1e-6 && height >= value - 1e-13 * (1 + Math.abs(value)))) {
        place = next;
        value = height;
        break;
      }
      if (halvings === 50) return { place, value, found: most < 1e-6 && !direction.damped };
    }
    if (place.some((x, i) => Math.abs(x - start[i]!) > FAR)) return { place, value, found: false };
  }
  return { place, value, found: false };
}

const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]!);

/** Newton's step, or where the function is not concave one that is bent uphill. */
function uphill(
  curvature: ReturnType<typeof matrix>,
  gradient: Float64Array,
): { step: Float64Array; damped: boolean } | undefined {
  const n = gradient.length;
  let size = 0;
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(curvature.data[i * (n + 1)]!));
  const isNumber = (x: number): boolean => Number.isFinite(x);
  if (!curvature.data.every(isNumber) || !gradient.every(isNumber)) return undefined;
  // A direction that is this flat beside the others is one in which the data say nothing. With finite numbers some
  // damping is enough.
  for (let damping = 0; ; damping = damping === 0 ? 1e-6 : damping * 10) {
    const shifted = matrix(n, n);
    shifted.data.set(curvature.data);
    for (let i = 0; i < n; i++) shifted.data[i * (n + 1)]! += damping * (size || 1);
    const lower = cholesky(shifted);
    if (lower === undefined) continue;
    const step = choleskySolve(lower, gradient);
    return { step, damped: damping > 0 };
  }
}
