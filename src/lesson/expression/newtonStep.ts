import type { Arithmetic } from "./arithmetic.js";
import { invert } from "./linear.js";

/**
 * One step of Newton's rule towards a minimum, gradient and Hessian by central differences: in many digits so small that
 * the step is good to half of them, and the height of its end to all. Undefined where the function does not bend up. The differences are taken a share of
 * |x| + `beside` away; 0 keeps those of small positive numbers positive.
 */
export function newtonStep<T>(
  F: Arithmetic<T>,
  f: (cells: readonly T[]) => T,
  at: readonly T[],
  beside = F.digits > 16 ? 1 : 1e-2,
): T[] | undefined {
  const n = at.length;
  const steps = at.map((x) =>
    F.multiply(F.parse(F.digits > 16 ? "1e-15" : "1e-4"), F.of(Math.abs(F.toNumber(x)) + beside)),
  );
  const moved = (...moves: readonly (readonly [number, 1 | -1])[]): T => {
    const cells = [...at];
    for (const [i, sign] of moves) {
      cells[i] = sign > 0 ? F.add(cells[i]!, steps[i]!) : F.subtract(cells[i]!, steps[i]!);
    }
    return f(cells);
  };
  const middle = F.multiply(F.of(2), f(at));
  const sides = at.map((_, i) => [moved([i, 1]), moved([i, -1])] as const);
  const slopes = sides.map(([up, down], i) =>
    F.divide(F.subtract(up, down), F.multiply(F.of(2), steps[i]!)),
  );
  const bends: T[][] = at.map(() => []);
  for (let i = 0; i < n; i++) {
    const [up, down] = sides[i]!;
    bends[i]![i] = F.divide(F.subtract(F.add(up, down), middle), F.multiply(steps[i]!, steps[i]!));
    if (!(F.toNumber(bends[i]![i]!) > 0)) return undefined;
    for (let j = 0; j < i; j++) {
      const twist = F.subtract(
        F.add(moved([i, 1], [j, 1]), moved([i, -1], [j, -1])),
        F.add(moved([i, 1], [j, -1]), moved([i, -1], [j, 1])),
      );
      bends[i]![j] = bends[j]![i] = F.divide(
        twist,
        F.multiply(F.of(4), F.multiply(steps[i]!, steps[j]!)),
      );
    }
  }
  if (slopes.some((slope) => !F.isFinite(slope))) return undefined;
  const { inverse } = invert(F, bends);
  const step = inverse.map((row) =>
    F.negate(row.reduce((sum, x, j) => F.add(sum, F.multiply(x, slopes[j]!)), F.of(0))),
  );
  return step.every((part) => F.isFinite(part)) ? step : undefined;
}
