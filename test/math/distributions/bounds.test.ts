// The bound that quadrature and summation return is true: the whole of it runs in test/sweeps/bounds.test.ts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as d from "../../../src/math/distributions/index.js";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import { drawPairs, tally } from "./pairs.js";

it("holds for pairs of every kind, and few are refused", () => {
  const { broken, refused } = tally(drawPairs(1, 60));
  expect(broken).toEqual([]);
  expect(refused.length).toBeLessThanOrEqual(2);
});

describe("mixtures, which have no closed form, against mpmath", () => {
  type Component = readonly [string, Record<string, number>, number];
  const { cases } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../fixtures/mixtures.json"), "utf8"),
  ) as { cases: { p: Component[]; q: Component[]; entropy: number; kl: number }[] };
  const made = (components: Component[]): d.Mixture =>
    d.mixture({
      weights: components.map(([, , weight]) => weight),
      components: components.map(([family, parameters]) =>
        (d[family as "normal"] as unknown as (p: object) => UnivariateDistribution)(parameters),
      ),
    });
  it.each(cases.map((one, k) => [k, one] as const))("pair %i", (_, { p, q, entropy, kl }) => {
    expect(Math.abs(made(p).entropy() - entropy)).toBeLessThanOrEqual(1e-11 * Math.abs(entropy));
    const { value, errorBound } = d.klDivergenceWithBound(made(p), made(q));
    expect(Math.abs(value - kl)).toBeLessThanOrEqual(errorBound);
    expect(errorBound).toBeLessThanOrEqual(1e-10 * Math.max(1, kl));
  });
});

it("what cannot be had to 1e-10 is refused with the bound that was reached", () => {
  // A quarter of the mass lies nearer to 1 than doubles do.
  const end = d.truncated(d.weibull, { lower: 0, upper: 1e9 })({ shape: 0.01, scale: 1 });
  expect(() => end.entropy()).toThrow(/did not settle: -?[\d.]+ with an error of up to [\d.e-]+$/);
});
