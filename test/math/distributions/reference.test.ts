import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  crossEntropyWithBound,
  klDivergenceWithBound,
} from "../../../src/math/distributions/divergence/comparison.js";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import * as families from "../../../src/math/distributions/index.js";

interface Reference {
  families: {
    family: string;
    parameters: object;
    /** x, logProb, cdf, survival. */
    values: [number, number, number, number][];
    quantiles: [number, number][];
    entropy: number;
  }[];
  pairs: { p: [string, object]; q: [string, object]; kl: number }[];
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures", name), "utf8"));
const [first, further] = ["distributions.json", "furtherFamilies.json"].map(
  (name) => fixture(name) as Reference,
);
const rows = [...first!.families, ...further!.families];
const pairs = [...first!.pairs, ...further!.pairs];
/** x, logCdf, logSurvival. */
const farTails = fixture("tails.json") as {
  family: string;
  parameters: object;
  values: [number, number, number][];
}[];
const make = (name: string, parameters: object): UnivariateDistribution =>
  (families as unknown as Record<string, (parameters: object) => UnivariateDistribution>)[name]!(
    parameters,
  );

/** |value − truth| ≤ 1e-12 of the truth, or of 1 for logarithms that pass through 0. */
function agrees(value: number, truth: number, floor: number, what: string): void {
  const error = Math.abs(value - truth) / Math.max(floor, Math.abs(truth));
  expect(error, `${what}: ${value} for ${truth}`).toBeLessThanOrEqual(1e-12);
}

describe("against mpmath (and SciPy, checked by the script)", () => {
  it.each(rows.map((row) => [row.family, JSON.stringify(row.parameters), row] as const))(
    "%s %s",
    (_, __, { family, parameters, values, quantiles, entropy }) => {
      const p = make(family, parameters);
      for (const [x, logProb, cdf, survival] of values) {
        agrees(p.logProb(x), logProb, 1, `logProb(${x})`);
        // Tails have relative accuracy too, down to 1e-150, where the exponent itself is rounded.
        const floor = (tail: number): number => (tail < 1e-150 ? 1e-150 : tail);
        agrees(p.cdf(x), cdf, floor(cdf), `cdf(${x})`);
        agrees(p.survival(x), survival, floor(survival), `survival(${x})`);
      }
      for (const [u, x] of quantiles) {
        agrees(
          p.quantile(u),
          x,
          p.support.kind === "integer" || u === 0.5 ? 1 : 1e-6,
          `quantile(${u})`,
        );
      }
      agrees(p.entropy(), entropy, 1, "entropy");
    },
  );

  it.each(farTails.map((row) => [row.family, JSON.stringify(row.parameters), row] as const))(
    "the logarithms of the tails of %s %s",
    (_, __, { family, parameters, values }) => {
      const p = make(family, parameters);
      for (const [x, lower, upper] of values) {
        // Relative, also where the logarithm is next to 0, down to 1e-290.
        agrees(p.logCdf(x), lower, 1e-290, `logCdf(${x})`);
        agrees(p.logSurvival(x), upper, 1e-290, `logSurvival(${x})`);
      }
    },
  );

  it.each(pairs.map((pair) => [pair.p[0], pair.q[0], pair] as const))(
    "KL(%s‖%s)",
    (_, __, { p, q, kl }) => {
      const P = make(...p);
      const Q = make(...q);
      const given = klDivergenceWithBound(P, Q);
      agrees(given.value, kl, 1, `KL by ${given.method}`);
      agrees(crossEntropyWithBound(P, Q).value, kl + P.entropy(), 1, "cross-entropy");
      // The same without closed forms: quadrature or summation, within its own bound.
      const plain = klDivergenceWithBound(
        { ...P, closedKlDivergence: undefined },
        { ...Q, closedCrossEntropyFrom: undefined },
      );
      expect(plain.method).not.toBe("closed form");
      expect(Math.abs(plain.value - kl)).toBeLessThanOrEqual(plain.errorBound + 1e-12);
      expect(plain.errorBound).toBeLessThanOrEqual(1e-8);
    },
  );
});
