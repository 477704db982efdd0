import { describe, expect, it } from "vitest";
import { klDivergence, mixture, normal } from "../../../src/math/distributions/index.js";
import { forwardReverseFits } from "../../../src/learn/experiments/forwardReverseFits.js";

const bumps = (distance: number) =>
  mixture({
    weights: [0.6, 0.4],
    components: [
      normal({ mean: -distance / 2, standardDeviation: 1 }),
      normal({ mean: distance / 2, standardDeviation: 1 }),
    ],
  });
const starts = (distance: number) => [
  { mean: -distance / 2, standardDeviation: 1 },
  { mean: distance / 2, standardDeviation: 1 },
];

describe("forwardReverseFits", () => {
  it("gives the normal itself in both directions when the target is one", () => {
    const target = normal({ mean: 1.5, standardDeviation: 0.7 });
    const { forward, reverse } = forwardReverseFits(target, [{ mean: 0, standardDeviation: 2 }]);
    expect(forward.divergence).toBeCloseTo(0, 12);
    expect(reverse.divergence).toBeCloseTo(0, 9);
    expect(reverse.model.mean()).toBeCloseTo(1.5, 4);
    expect(Math.sqrt(reverse.model.variance())).toBeCloseTo(0.7, 4);
  });

  it("covers both bumps forwards and commits to the heavier one in reverse", () => {
    const { forward, reverse } = forwardReverseFits(bumps(8), starts(8));
    expect(forward.model.mean()).toBeCloseTo(-0.8, 12);
    expect(forward.model.variance()).toBeCloseTo(1 + 0.24 * 64, 10);
    expect(reverse.model.mean()).toBeCloseTo(-4, 2);
    // One of two separated bumps costs −ln of its weight.
    expect(reverse.divergence).toBeCloseTo(-Math.log(0.6), 3);
  });

  it("states the divergences that the quadrature of klDivergence finds", () => {
    const p = bumps(4);
    const { forward, reverse } = forwardReverseFits(p, starts(4));
    expect(forward.divergence).toBeCloseTo(klDivergence(p, forward.model), 10);
    expect(reverse.divergence).toBeCloseTo(klDivergence(reverse.model, p), 8);
    for (const [shift, factor] of [
      [0.05, 1],
      [-0.05, 1],
      [0, 1.05],
      [0, 0.95],
    ] as const) {
      const moved = normal({
        mean: reverse.model.mean() + shift,
        standardDeviation: Math.sqrt(reverse.model.variance()) * factor,
      });
      expect(klDivergence(moved, p)).toBeGreaterThan(reverse.divergence);
    }
  });

  it("refuses no start and an infinite variance", () => {
    expect(() => forwardReverseFits(bumps(2), [])).toThrow("at least one model");
  });
});
