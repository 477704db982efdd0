import fc from "../../fastCheck.js";
import { describe, expect, it } from "vitest";
import * as L from "./all.js";

const logit = fc.double({ min: -40, max: 40, noNaN: true });
const logitsOf = (classes: number) => fc.array(logit, { minLength: classes, maxLength: classes });
const logits = fc.integer({ min: 2, max: 8 }).chain(logitsOf);
const withLabel = logits.chain((z) => fc.tuple(fc.constant(z), fc.nat(z.length - 1)));
const withTarget = logits.chain((z) =>
  fc.tuple(
    fc.constant(z),
    fc.array(fc.double({ min: 0, max: 2, noNaN: true }), {
      minLength: z.length,
      maxLength: z.length,
    }),
  ),
);
const close = (a: number, b: number, tolerance = 1e-12) =>
  Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
const sum = (values: ArrayLike<number>) => L.compensatedSum(Array.from(values));

const labelLosses = [
  L.crossEntropyWithLogitsAndLabel,
  L.labelSmoothing(),
  L.softmaxFocal(),
  L.generalisedCrossEntropy(),
  L.forwardCorrectedCrossEntropy(),
  L.symmetricCrossEntropy(),
  L.inverseOneHotCrossEntropy(),
  L.reverseLabelCrossEntropy,
  L.negativeLearning,
];

describe("losses of softmax logits", () => {
  it.each(labelLosses.map((loss) => [loss.name, loss] as const))(
    "%s does not see a shift of all logits, and its gradient sums to 0",
    (_name, loss) => {
      fc.assert(
        fc.property(withLabel, fc.integer({ min: -64, max: 64 }), ([z, label], shift) => {
          // Steps of 1/4 that a shift by an integer keeps exact.
          const exact = z.map((x) => Math.round(x * 4) / 4);
          const shifted = exact.map((x) => x + shift);
          expect(loss.value(shifted, label)).toBe(loss.value(exact, label));
          const gradient = loss.gradient(exact, label);
          const size = Math.max(...Array.from(gradient, Math.abs));
          expect(Math.abs(sum(gradient))).toBeLessThanOrEqual(1e-12 * Math.max(size, 1e-3));
        }),
      );
    },
  );

  it("labels are one-hot targets", () => {
    fc.assert(
      fc.property(withLabel, ([z, label]) => {
        const oneHot = z.map((_, k) => (k === label ? 1 : 0));
        expect(L.crossEntropyWithLogits.value(z, oneHot)).toBe(
          L.crossEntropyWithLogitsAndLabel.value(z, label),
        );
        const soft = L.crossEntropyWithLogits.gradient(z, oneHot);
        const hard = L.crossEntropyWithLogitsAndLabel.gradient(z, label);
        z.forEach((_, k) =>
          expect(soft[k]! === hard[k]! || close(soft[k]! / hard[k]!, 1, 1e-15)).toBe(true),
        );
      }),
    );
  });

  it("the gradient of soft targets sums to 0, whatever their sum", () => {
    fc.assert(
      fc.property(withTarget, ([z, t]) => {
        expect(Math.abs(sum(L.crossEntropyWithLogits.gradient(z, t)))).toBeLessThanOrEqual(
          1e-12 * Math.max(1, sum(t)),
        );
        expect(Math.abs(sum(L.softFocal().gradient(z, t)))).toBeLessThanOrEqual(
          1e-11 * Math.max(1, sum(t)),
        );
      }),
    );
  });

  it("two classes are binary: CE([0, z]) = BCE(z)", () => {
    fc.assert(
      fc.property(logit, fc.constantFrom(0, 1), (z, y) => {
        const two = L.crossEntropyWithLogitsAndLabel;
        expect(
          close(two.value([0, z], y) / L.binaryCrossEntropyWithLogits.value(z, y), 1, 1e-14),
        ).toBe(true);
        expect(
          close(
            two.gradient([0, z], y)[1]! / L.binaryCrossEntropyWithLogits.gradient(z, y),
            1,
            1e-14,
          ),
        ).toBe(true);
      }),
    );
  });

  it("focal with γ = 0 is cross-entropy", () => {
    fc.assert(
      fc.property(
        withLabel,
        logit,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([z, label], u, y) => {
          expect(L.softmaxFocal({ gamma: 0 }).value(z, label)).toBe(
            L.crossEntropyWithLogitsAndLabel.value(z, label),
          );
          const binary = L.focal({ gamma: 0, alpha: null });
          expect(close(binary.value(u, y), L.binaryCrossEntropyWithLogits.value(u, y))).toBe(true);
          expect(close(binary.gradient(u, y), L.binaryCrossEntropyWithLogits.gradient(u, y))).toBe(
            true,
          );
        },
      ),
    );
  });

  it("smoothing with ε = 1 is the uniform target", () => {
    fc.assert(
      fc.property(withLabel, ([z, label]) => {
        const uniform = z.map(() => 1 / z.length);
        const smooth = L.labelSmoothing({ smoothing: 1 }).value(z, label);
        expect(close(smooth, L.crossEntropyWithLogits.value(z, uniform))).toBe(true);
      }),
    );
  });

  it("the readings of the inverse one-hot hang together", () => {
    fc.assert(
      fc.property(withLabel, ([z, label]) => {
        const others = z.map((_, k) => k).filter((k) => k !== label);
        const negative = others.map((k) => L.negativeLearning.value(z, k));
        expect(close(L.inverseOneHotCrossEntropy().value(z, label), sum(negative))).toBe(true);
        // CE + inverse one-hot = binary cross-entropy per class on the softmax outputs.
        const p = L.softmax(z);
        if (Math.max(...p) > 1 - 1e-6) return;
        const perClass = sum(p.map((pk, k) => L.binaryCrossEntropy.value(pk, k === label ? 1 : 0)));
        const both =
          L.crossEntropyWithLogitsAndLabel.value(z, label) +
          L.inverseOneHotCrossEntropy().value(z, label);
        expect(close(both, perClass, 1e-9)).toBe(true);
      }),
    );
  });

  it("symmetric CE with A = -2 is the absolute error of the probabilities", () => {
    fc.assert(
      fc.property(withLabel, ([z, label]) => {
        const distance = sum(L.softmax(z).map((p, k) => Math.abs(p - (k === label ? 1 : 0))));
        const reverse = L.symmetricCrossEntropy({ alpha: 0, beta: 1, logZero: -2 });
        expect(close(reverse.value(z, label), distance)).toBe(true);
      }),
    );
  });
});

describe("relations of the other losses", () => {
  const real = fc.double({ min: -50, max: 50, noNaN: true });
  it("squared error is twice the Gaussian's without its constant; Huber's limits; smooth L1 is Huber over β", () => {
    fc.assert(
      fc.property(real, real, fc.double({ min: 0.01, max: 5, noNaN: true }), (m, y, d) => {
        expect(
          close(L.squaredError.value(m, y), 2 * L.gaussianNegativeLogLikelihood().value(m, y)),
        ).toBe(true);
        expect(close(L.huber({ delta: 1e6 }).value(m, y), L.halfSquaredError.value(m, y))).toBe(
          true,
        );
        expect(
          close(L.smoothL1({ beta: d }).value(m, y), L.huber({ delta: d }).value(m, y) / d),
        ).toBe(true);
        expect(close(2 * L.pinball().value(m, y), L.absoluteError.value(m, y))).toBe(true);
      }),
    );
  });

  it("proper scores are least, in expectation, at the truth", () => {
    const simplex = fc
      .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
      .map((v) => v.map((x) => x / v.reduce((a, b) => a + b)));
    for (const score of [L.brier, L.spherical, L.categoricalCrossEntropyWithLabel]) {
      fc.assert(
        fc.property(simplex, simplex, (p, q) => {
          const expected = (forecast: number[]) =>
            sum(p.map((pk, k) => pk * score.value(forecast, k)));
          expect(expected(q)).toBeGreaterThanOrEqual(expected(p) - 1e-14);
        }),
      );
    }
  });

  it("the derivative of analytic losses agrees with a complex step", () => {
    // d/dz of softplus by the imaginary part of ln(1 + e^{z + ih})/h: no difference is taken.
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
        const h = 1e-20;
        const e = Math.exp(z);
        const imaginary = Math.atan2(e * Math.sin(h), 1 + e * Math.cos(h)) / h;
        expect(close(imaginary, L.binaryCrossEntropyWithLogits.gradient(z, 0), 1e-14)).toBe(true);
      }),
    );
  });
});

describe("a Gaussian whose spread is predicted, at the ends of the doubles", () => {
  const loss = L.gaussianNegativeLogLikelihoodWithLogVariance();
  // [mean, ln σ²], target → value, slope in the mean; by hand: the residual is 0, or far inside a wide σ.
  it.each([
    [[1, -1500], 1, -750, 0],
    [[1.7e308, 2000], -1.7e308, 1000, 0],
    [[0, -1500], 1, Infinity, -Infinity],
  ] as const)("%j, %d", (prediction, target, value, slope) => {
    expect(loss.value(prediction, target)).toBe(value);
    expect(loss.gradient(prediction, target)[0]! + 0).toBe(slope);
    const batch = L.gaussianBatch(Float64Array.from(prediction), Float64Array.of(target));
    expect(batch.value).toBe(value);
    expect(batch.gradient[0]! + 0).toBe(slope);
  });
});
