import type { UnivariateDistribution } from "../distribution.js";

/** Probabilities whose quantiles tell quadrature and summation where the mass lies. */
const probabilities = [1e-6, 1e-3, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1 - 1e-6];

/** Beyond the outermost quantiles the tail is followed in steps of this many of their distance. */
const steps = [1, 3, 8];

/**
 * Where p has its mass: the numbers it names itself, or quantiles, and points beyond the outermost on a tail that
 * still holds 1e-12 of the mass: a piece that reached from there to a far component would not see it fall.
 */
export function landmarksOf(p: UnivariateDistribution): readonly number[] {
  if (p.landmarks !== undefined) return p.landmarks;
  const far = [1e-12, 1 - 1e-12].map((u) => p.quantile(u));
  const inner = probabilities.map((u) => p.quantile(u));
  const [low, high] = [far[0]!, far[1]!];
  const [below, above] = [inner[0]! - low, high - inner.at(-1)!];
  return [...inner, ...far, ...steps.flatMap((k) => [low - k * below, high + k * above])].filter(
    (x) => Number.isFinite(x),
  );
}

/** Where the part of p between two limits has kinks, or mass that p itself names. */
export const breaksWithin = (p: UnivariateDistribution, lower: number, upper: number): number[] =>
  [...(p.kinks ?? []), ...(p.landmarks ?? [])].filter((x) => x > lower && x < upper);
