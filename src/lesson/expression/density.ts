import type { Arithmetic } from "./arithmetic.js";
import { inTurn, between, many } from "./drawing.js";
import type { Quantity, DensityValue } from "./quantity.js";

/** A probability density on the real line; widens to positive functions with a finite integral. */
export function density(): Quantity {
  return {
    kind: "density",
    type: "function",
    words: "probability density on the real line, positive everywhere",
    wider: "positive function",
    sizes: [],
    draw: ({ rng, wide, extreme }) => {
      if (extreme !== undefined) {
        // Tall, low, two bells far apart, a tall one on a low one.
        const [scales, apart] = inTurn(
          [
            [[0.02], 0],
            [[50], 0],
            [[1, 0.5], 400],
            [[0.05, 10], 0],
          ] as const,
          extreme,
        );
        // The tall one stands at 0, where one asks first.
        const mean = extreme % 4 === 0 ? 0 : rng.normal();
        return {
          weights: scales.map(() => 1 / scales.length),
          means: scales.map((_, i) => mean + apart * i),
          scales,
          factor: wide ? 1.7 : 1,
        };
      }
      const parts = 1 + rng.integer(2);
      const raw = many(parts, () => between(rng, 0.5, 1));
      const total = raw.reduce((a, b) => a + b, 0);
      return {
        weights: raw.map((value) => value / total),
        means: many(parts, () => rng.normal() * 1.5),
        scales: many(parts, () => between(rng, 0.6, 1.6)),
        factor: wide ? between(rng, 1.2, 2.5) : 1,
      };
    },
  };
}

/** The degrees of freedom of the densities: tails that float64 never loses where they matter. */
const freedom = 9;

/** The density of a point as the evaluator calls it; its peaks are where an integral is cut. */
export function densityFunction<T>(F: Arithmetic<T>, value: DensityValue): (x: T) => T {
  const half = F.of((freedom + 1) / 2);
  // Γ(5)/(Γ(4.5)·√(9π)), so that the mixture integrates to one in this arithmetic.
  const constant = F.divide(
    F.exp(F.subtract(F.lnGamma(half), F.lnGamma(F.of(freedom / 2)))),
    F.sqrt(F.multiply(F.of(freedom), F.pi)),
  );
  const one = F.of(1);
  const parts = value.weights.map((weight, i) => ({
    front: F.multiply(
      F.multiply(F.of(weight), F.of(value.factor)),
      F.divide(constant, F.of(value.scales[i]!)),
    ),
    mean: F.of(value.means[i]!),
    scale: F.of(value.scales[i]!),
  }));
  const density = (x: T): T => {
    let total = F.of(0);
    for (const { front, mean, scale } of parts) {
      const u = F.divide(F.subtract(x, mean), scale);
      const base = F.add(one, F.divide(F.multiply(u, u), F.of(freedom)));
      total = F.add(total, F.divide(front, F.power(base, half)));
    }
    return total;
  };
  return Object.assign(density, { peaks: value.means });
}
