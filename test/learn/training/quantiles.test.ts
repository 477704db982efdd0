import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fitQuantiles } from "../../../src/learn/training/fitQuantiles.js";
import { rng } from "../../../src/math/random/rng.js";

interface Problem {
  readonly x: number[][];
  readonly y: number[];
  readonly w: number[];
  /** The least pinball loss at each quantile. */
  readonly losses: number[];
}

// From HiGHS: test/fixtures/quantiles.py.
const { quantiles, problems } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/quantiles.json"), "utf8"),
) as { quantiles: number[]; problems: Problem[] };

describe("quantiles of ties, few rows, odd units and weights", () => {
  it.each(problems.map((one, k) => [k, one] as const))("problem %d", (k, { x, y, w, losses }) => {
    const fit = fitQuantiles(x, y, { quantiles, exampleWeights: w });
    const size = Math.max(...y.map(Math.abs));
    losses.forEach((loss, i) => {
      // Where a plane meets every point the least is 0.
      const error = Math.abs(fit.fits[i]!.loss - loss) / Math.max(loss, 1e-6 * size);
      expect(error, `τ ${quantiles[i]}: ${fit.fits[i]!.loss} for ${loss}`).toBeLessThan(1e-8);
    });
    const random = rng(k);
    const between = Array.from({ length: 20 }, () => {
      const shares = x.map(() => random.uniform());
      const total = shares.reduce((a, b) => a + b);
      return x[0]!.map((_, j) =>
        x.reduce((sum, row, n) => sum + (row[j]! * shares[n]!) / total, 0),
      );
    });
    for (const row of fit.predict([...x, ...between])) {
      row.forEach((value, i) => i > 0 && expect(value).toBeGreaterThanOrEqual(row[i - 1]!));
    }
  });

  it("columns that are each other's but for 1e-5, where normal equations lose their digits", () => {
    const x = [[2.658, 2.6579482, 1.01], [-0.937, -0.9370645, -0.107], [-0.468, -0.4680248, 0.633], [0.145, 0.1450198, 0.168], [-0.945, -0.9450901, -0.058], [3.173, 3.1730909, -1.722]]; // prettier-ignore
    const y = [2.097, 1.793, 0.627, -3.724, 2.683, 0.687];
    const fit = fitQuantiles(x, y, { quantiles: [0.5] });
    expect(Math.abs(fit.fits[0]!.loss - 0.3066267693927041)).toBeLessThan(1e-10);
  });

  it("by themselves they do cross on the rows they were fitted on", () => {
    const crossing = problems.filter(
      ({ x, y, w }) => fitQuantiles(x, y, { quantiles, exampleWeights: w }).crossings(x) > 0,
    );
    expect(crossing.length).toBeGreaterThan(problems.length / 4);
  });
});
