import fc from "../../fastCheck.js";
import { describe, expect, it } from "vitest";
import { crossEntropy, entropy, klDivergence } from "../../../src/index.js";
import * as d from "../../../src/math/distributions/index.js";

const standard = d.normal({ mean: 0, standardDeviation: 1 });

describe("klDivergence and crossEntropy of distributions", () => {
  it("has the cases of the reference", () => {
    const wide = d.normal({ mean: 1, standardDeviation: 2 });
    expect(klDivergence(standard, wide)).toBeCloseTo(0.4431471805599453, 14);
    expect(klDivergence(wide, standard)).toBeCloseTo(1.3068528194400546, 14);
    expect(
      klDivergence(d.bernoulli({ probability: 0.3 }), d.bernoulli({ probability: 0.6 })),
    ).toBeCloseTo(0.18378689738681228, 14);
    expect(
      klDivergence(
        d.laplace({ location: 0.5, scale: 1.3 }),
        d.normal({ mean: -1, standardDeviation: 2 }),
      ),
    ).toBeCloseTo(0.36032427, 8);
    expect(
      klDivergence(d.beta({ alpha: 2, beta: 3 }), d.beta({ alpha: 1.5, beta: 1.5 })),
    ).toBeCloseTo(0.13352833, 8);
  });

  it("delegates probability vectors to information", () => {
    expect(entropy([0.5, 0.25, 0.125, 0.125])).toBeCloseTo(1.2130075659799042, 15);
    expect(crossEntropy([0.5, 0.5], [0.25, 0.75])).toBeCloseTo(0.8369882167858358, 14);
    expect(klDivergence([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
  });

  it("keeps its digits between neighbours, where H(p,q) − H(p) would be 0", () => {
    expect(klDivergence(standard, d.normal({ mean: 1e-9, standardDeviation: 1 }))).toBe(5e-19);
    const near = d.normal({ mean: 0, standardDeviation: 1 + 2 ** -30 });
    expect(klDivergence(standard, near) / 2 ** -60).toBeCloseTo(1, 8);
    const quadrature = klDivergence(
      { ...standard, closedKlDivergence: undefined },
      { ...d.normal({ mean: 1e-9, standardDeviation: 1 }), closedCrossEntropyFrom: undefined },
    );
    expect(quadrature / 5e-19).toBeCloseTo(1, 6);
  });

  it("is Infinity where p has mass and q has none", () => {
    expect(klDivergence(standard, d.exponential({ rate: 1 }))).toBe(Infinity);
    expect(klDivergence(d.poisson({ rate: 1 }), d.binomial({ trials: 9, probability: 0.5 }))).toBe(
      Infinity,
    );
    expect(
      klDivergence(
        d.categorical({ probabilities: [0.5, 0.5] }),
        d.categorical({ probabilities: [1, 0] }),
      ),
    ).toBe(Infinity);
    expect(klDivergence(d.cauchy({ location: 0, scale: 1 }), standard)).toBe(Infinity);
  });

  it("is Infinity across a hole in the support of q, wide or narrow, and finite across one of p", () => {
    const p = d.uniform({ lower: 0, upper: 3 });
    const holed = d.histogram({ edges: [0, 1, 2, 3], counts: [1, 0, 1] });
    expect(klDivergence(p, holed)).toBe(Infinity);
    expect(crossEntropy(p, holed)).toBe(Infinity);
    // ∫ of ½·ln(½/⅓) over the two bins.
    expect(klDivergence(holed, p)).toBeCloseTo(Math.log(1.5), 12);
    // No node of a quadrature that does not know of the hole would fall into it.
    const narrow = d.histogram({ edges: [0, 1.4, 1.4001, 3], counts: [1, 0, 1] });
    expect(klDivergence(p, narrow)).toBe(Infinity);
    expect(klDivergence(d.uniform({ lower: 0.5, upper: 2.5 }), narrow)).toBe(Infinity);
    const bell = d.beta({ alpha: 2, beta: 2 });
    const unit = d.histogram({ edges: [0, 0.3, 0.3001, 1], counts: [1, 0, 1] });
    expect(klDivergence(bell, unit)).toBe(Infinity);
    expect(crossEntropy(bell, unit)).toBe(Infinity);
    // Masses: a hole between two atoms.
    const counts = d.categorical({ probabilities: [0.5, 0, 0.5] });
    const any = d.discreteUniform({ lower: 0, upper: 2 });
    expect(klDivergence(d.binomial({ trials: 2, probability: 0.5 }), counts)).toBe(Infinity);
    expect(klDivergence(counts, any)).toBeCloseTo(Math.log(1.5), 14);
  });

  it("takes the mean surprisal of samples under a discrete model", () => {
    const samples = d.empirical({ samples: [0, 1, 1, 3] });
    const model = d.poisson({ rate: 1.25 });
    const mean = -[0, 1, 1, 3].reduce((sum, x) => sum + model.logProb(x), 0) / 4;
    expect(crossEntropy(samples, model)).toBeCloseTo(mean, 14);
  });

  it("says why two distributions cannot be compared", () => {
    expect(() => klDivergence(d.poisson({ rate: 1 }), standard)).toThrow(
      "p and q must both be discrete or both continuous, got masses (poisson) and a density (normal)",
    );
    expect(() => klDivergence(d.empirical({ samples: [1, 2] }), standard)).toThrow(
      /masses \(empirical\)/,
    );
    expect(() => klDivergence([0.5, 0.5], standard as never)).toThrow(/got one of each/);
    const vector = d.multivariateNormal({
      mean: [0, 0],
      covariance: [
        [1, 0],
        [0, 1],
      ],
    });
    expect(() => klDivergence(vector, d.dirichlet({ concentration: [1, 2] }))).toThrow(
      /no closed form for multivariateNormal and dirichlet/,
    );
  });

  it("satisfies Gibbs' inequality and H(p,q) = H(p) + KL(p‖q), whatever the parameters", () => {
    const positive = fc.double({ min: 0.05, max: 20, noNaN: true });
    const real = fc.double({ min: -5, max: 5, noNaN: true });
    const families = fc.oneof(
      fc.tuple(real, positive).map(([mean, s]) => d.normal({ mean, standardDeviation: s })),
      fc.tuple(real, positive).map(([location, scale]) => d.laplace({ location, scale })),
      fc.tuple(real, positive).map(([location, scale]) => d.logistic({ location, scale })),
    );
    fc.assert(
      fc.property(families, families, (p, q) => {
        const kl = klDivergence(p, q);
        expect(kl).toBeGreaterThanOrEqual(0);
        const sum = p.entropy() + kl;
        expect(Math.abs(crossEntropy(p, q) - sum)).toBeLessThanOrEqual(
          1e-8 * Math.max(1, Math.abs(sum), kl),
        );
      }),
      { numRuns: 60, seed: 4 },
    );
  });
});
