import { describe, expect, it } from "vitest";
import type { UnivariateDistribution } from "../../../src/math/distributions/distribution.js";
import { expectation } from "../../../src/math/distributions/divergence/expectation.js";
import * as exported from "../../../src/math/distributions/index.js";
import { univariateFamilies } from "./families.js";

const label = (p: UnivariateDistribution): string =>
  `${p.name} ${JSON.stringify(p.parameters).slice(0, 60)}`;

/** p beside others of its family: each parameter in turn a little elsewhere. */
function neighbours(p: UnivariateDistribution): UnivariateDistribution[] {
  const create = (exported as unknown as Record<string, (x: object) => UnivariateDistribution>)[
    p.name
  ]!;
  return (
    Object.entries(p.parameters)
      .filter(([, value]) => typeof value === "number" && value !== 0)
      // Among counts of other sizes there is no formula.
      .filter(([key]) => key !== "trials" && key !== "size")
      .map(([key, value]: [string, number]) =>
        create({ ...p.parameters, [key]: key === "lower" ? value - 1 : value * 0.8 + 0.05 }),
      )
  );
}

/** ∫ p·term, where p has mass. */
const meanOf = (
  p: UnivariateDistribution,
  q: UnivariateDistribution,
  term: (logP: number, logQ: number) => number,
): number => expectation(p, { g: (x, logP) => term(logP, q.logProb(x)), other: q }).value;
const close = (value: number, truth: number, what: string): void => {
  // A quadrature never reaches what is infinite.
  if (value === Infinity) expect(truth, what).toBeGreaterThan(1e15);
  else expect(Math.abs(value - truth) / Math.max(1, Math.abs(truth)), what).toBeLessThan(1e-7);
};

/** Those whose divergence within the family is a formula: others take the quadrature. */
const withFormula = (
  "bernoulli binomial poisson negativeBinomial normal laplace logNormal exponential gamma beta uniform geometric " +
  "cauchy inverseGamma weibull halfNormal gumbel vonMises"
).split(" ");

describe.each(withFormula)("the divergence within %s", (name) => {
  const [p] = univariateFamilies[name]!.instances;
  const others = neighbours(p!);

  it("is a formula for each pair, and what the masses give", () => {
    expect(others.length).toBeGreaterThan(0);
    for (const q of others) {
      for (const [from, to] of [
        [p!, q],
        [q, p!],
      ] as const) {
        const what = `${label(from)} from ${label(to)}`;
        const closed = from.closedKlDivergence?.(to);
        expect(closed, what).toBeDefined();
        const truth = meanOf(from, to, (logP, logQ) => logP - logQ);
        if (name === "uniform" && closed === Infinity) continue;
        close(closed!, truth, what);
      }
    }
    expect(p!.closedKlDivergence?.({ ...p!, name: "another" })).toBe(undefined);
  });
});

describe("a cross-entropy by a formula", () => {
  const firsts = Object.values(univariateFamilies).map(({ instances }) => instances[0]!);
  const pairs = firsts.flatMap((q) =>
    firsts
      .map((p) => [p, q, q.closedCrossEntropyFrom?.(p)] as const)
      .filter(([, , closed]) => closed !== undefined),
  );

  it("is what the masses give", () => {
    expect(pairs.length).toBeGreaterThan(50);
    for (const [p, q, closed] of pairs)
      close(
        closed!,
        meanOf(p, q, (_, logQ) => -logQ),
        `${label(p)} under ${label(q)}`,
      );
  });
});
