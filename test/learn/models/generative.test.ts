import { describe, expect, it } from "vitest";
import {
  linearDiscriminant,
  quadraticDiscriminant,
} from "../../../src/learn/models/discriminantAnalysis.js";
import { gaussianNaiveBayes } from "../../../src/learn/models/gaussianNaiveBayes.js";
import { generativeLosses } from "../../../src/learn/models/generativeClassifier.js";
import { softmax } from "../../../src/math/numeric/softmax.js";
import { rng } from "../../../src/math/random/rng.js";

const random = rng(3);
const labels = Array.from({ length: 60 }, (_, n) => (n < 30 ? 0 : n < 50 ? 1 : 2));
const rows = labels.map((label) => {
  const [a, b] = [random.normal(), random.normal()];
  return [a + label, 0.6 * a + 0.8 * b - label * 0.5, (1 + label) * random.normal()];
});
const models = [gaussianNaiveBayes, linearDiscriminant, quadraticDiscriminant].map((fit) =>
  fit(rows, labels, 3),
);

describe("generative classifiers", () => {
  it("with a shared covariance have a posterior that is softmax-linear, to 1e-12", () => {
    const model = linearDiscriminant(rows, labels, 3);
    for (const x of rows) {
      const logits = model.weights.map(
        (w, k) => w.reduce((sum, weight, j) => sum + weight * x[j]!, 0) + model.intercepts[k]!,
      );
      const posterior = model.posterior(x);
      softmax(logits).forEach((p, k) => expect(Math.abs(p - posterior[k]!)).toBeLessThan(1e-12));
    }
  });

  it("with covariances of their own have a quadratic term in the log-odds", () => {
    const along = (model: (typeof models)[number], t: number): number => {
      const joint = model.logJoint([t, 0.3 * t, -t]);
      return joint[2]! - joint[0]!;
    };
    const second = (model: (typeof models)[number]): number =>
      along(model, 1) - 2 * along(model, 0) + along(model, -1);
    expect(Math.abs(second(linearDiscriminant(rows, labels, 3)))).toBeLessThan(1e-12);
    expect(Math.abs(second(quadraticDiscriminant(rows, labels, 3)))).toBeGreaterThan(0.1);
  });

  it.each(models.map((model) => [model.name, model] as const))(
    "%s: joint loss = conditional + marginal",
    (_, model) => {
      const { joint, conditional, marginal } = generativeLosses(model, rows, labels);
      expect(Math.abs(joint - conditional - marginal)).toBeLessThan(1e-10 * Math.abs(joint));
    },
  );

  it.each(models.map((model) => [model.name, model] as const))(
    "%s: samples have the model's means and shares within five standard errors",
    (_, model) => {
      const draws = Array.from({ length: 4000 }, () => 0).map(() => model.sample(sampler));
      model.priors.forEach((prior, k) => {
        const own = draws.filter((draw) => draw.label === k);
        const error = Math.sqrt((prior * (1 - prior)) / draws.length);
        expect(Math.abs(own.length / draws.length - prior)).toBeLessThan(5 * error);
        model.means[k]!.forEach((mean, j) => {
          const values = own.map((draw) => draw.features[j]!);
          const average = values.reduce((sum, value) => sum + value, 0) / values.length;
          const variance =
            values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
          expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(variance / values.length));
        });
      });
    },
  );
  const sampler = rng(4);

  const fits = [gaussianNaiveBayes, linearDiscriminant, quadraticDiscriminant];
  it.each(fits.map((fit) => [fit.name, fit] as const))("%s: units, shifts and order", (_, fit) => {
    const at = (x: number[][], y: number[] = labels) => fit(x, y, 3).posterior(x[7]!);
    const plain = fit(rows, labels, 3).posterior(rows[7]!);
    const same = (given: number[], wanted: number[], tolerance: number) =>
      given.forEach((p, k) => expect(Math.abs(p - wanted[k]!)).toBeLessThan(tolerance));
    for (const unit of [1e-8, 1e8, 1e-100, 1e100]) {
      same(at(rows.map(([a, ...rest]) => [a! * unit, ...rest])), plain, 1e-12);
    }
    const shifted = rows.map(([a, ...rest]) => [a! + 1e9, ...rest]);
    // A mean near 1e9 is a double with seven digits after the point.
    same(at(shifted), at(shifted.map(([a, ...rest]) => [a! - 1e9, ...rest])), 1e-6);
    const order = rows.map((__, n) => (n * 37 + 7) % rows.length);
    same(fit(order.map((n) => rows[n]!), order.map((n) => labels[n]!), 3).posterior(rows[7]!), plain, 1e-12); // prettier-ignore
  });

  it.each(fits.map((fit) => [fit.name, fit] as const))("%s: what has no spread", (_, fit) => {
    // The mean of equal numbers is often a rounding off them, and their spread then is not 0.
    for (const constant of [7, 0.1, 1e9 / 7]) {
      const more = rows.map((row) => [...row, constant]);
      expect(() => fit(more, labels, 3)).toThrow("feature 3 does not vary within");
    }
    for (const unit of [1e200, 1e-200]) {
      const far = rows.map(([a, ...rest]) => [a! * unit, ...rest]);
      expect(() => fit(far, labels, 3)).toThrow(
        "feature 0 must have squares that doubles can hold, from 1e-300 to 1e300",
      );
    }
    if (fit === gaussianNaiveBayes) return;
    const collinear = rows.map(([a, b, c]) => [a!, b!, c!, a! - 2 * b!]);
    expect(() => fit(collinear, labels, 3)).toThrow(/covariance within .* is singular/);
  });
});
