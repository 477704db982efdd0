import { describe, expect, it } from "vitest";
import { binaryCrossEntropyWithLogits } from "../../../src/math/losses/classification/binaryCrossEntropyWithLogits.js";
import { halfSquaredError } from "../../../src/math/losses/regression/halfSquaredError.js";
import { bernoulliFamily, gaussianFamily } from "../../../src/learn/models/family.js";
import { generalisedLinearObjective } from "../../../src/learn/models/generalisedLinear.js";
import { network } from "../../../src/learn/models/network.js";
import { networkObjective } from "../../../src/learn/models/networkObjective.js";
import type { Objective } from "../../../src/learn/models/objective.js";
import { rng } from "../../../src/math/random/rng.js";
import { minimiseLbfgs } from "../../../src/learn/training/minimiseLbfgs.js";
import { minimiseNewton } from "../../../src/learn/training/minimiseNewton.js";
import { adam, gradientDescent, momentum, rmsProp } from "../../../src/learn/training/optimiser.js";
import { progressLine } from "../../../src/learn/training/progressLine.js";
import {
  cosineDecay,
  exponentialDecay,
  stepDecay,
  warmup,
} from "../../../src/learn/training/schedule.js";
import { DivergenceError, train } from "../../../src/learn/training/train.js";
import { accuracyOnDigits } from "./accuracyOnDigits.js";

const ten = [-2.2, -1.4, -0.8, 0.2, 0.4, 0.8, 1.2, 2.2, 2.9, 4.6].map((x) => [x]);
const labels = [0, 0, 1, 0, 1, 1, 1, 1, 1, 1];
const logistic = generalisedLinearObjective(bernoulliFamily, ten, labels);
const best = 0.3051592895700618;

describe("optimisers", () => {
  it.each([
    ["gradientDescent", gradientDescent, 1, 3000],
    ["momentum", () => momentum(), 0.3, 1000],
    ["nesterov", () => momentum({ nesterov: true }), 0.3, 1000],
    ["rmsProp", () => rmsProp(), 0.01, 3000],
    ["adam", () => adam(), 0.05, 2000],
  ] as const)("%s reaches the logistic minimum", (_, optimiser, learningRate, epochs) => {
    const { history } = train(logistic, [0, 0], { optimiser: optimiser(), learningRate, epochs });
    expect(history[epochs]!.loss - best).toBeLessThan(1e-4);
  });

  it("the first step of each is what its formula says", () => {
    const gradient = [2, -0.5];
    const moved = (optimiser: ReturnType<typeof adam>): number[] => {
      const parameters = new Float64Array(2);
      optimiser.step(parameters, Float64Array.from(gradient), 0.1);
      return [...parameters];
    };
    expect(moved(gradientDescent())).toEqual([-0.2, 0.05]);
    expect(moved(momentum())).toEqual([-0.2, 0.05]);
    expect(moved(momentum({ nesterov: true }))[0]).toBeCloseTo(-0.38, 15);
    expect(moved(rmsProp())[0]).toBeCloseTo(-0.1 / Math.sqrt(0.1), 7);
    // Adam's first step is the learning rate, whatever the gradient's size.
    moved(adam()).forEach((value, i) => expect(value).toBeCloseTo([-0.1, 0.1][i]!, 8));
  });
});

describe("minimisers", () => {
  /** Rosenbrock's valley, least at (1, 1). */
  const valley: Objective = {
    dimension: 2,
    examples: 1,
    evaluate([x = NaN, y = NaN], gradient) {
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      gradient[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    },
    hessian: ([x = NaN, y = NaN]) => ({
      rows: 2,
      columns: 2,
      data: Float64Array.of(2 - 400 * y + 1200 * x * x, -400 * x, -400 * x, 200),
    }),
  };

  it.each([
    ["minimiseNewton", minimiseNewton],
    ["minimiseLbfgs", minimiseLbfgs],
  ] as const)("%s finds the end of a bent valley", (_, minimise) => {
    const { parameters, converged, gradientNorm } = minimise(valley, [-1.2, 1]);
    expect(converged).toBe(true);
    expect(gradientNorm).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(parameters[0]! - 1) + Math.abs(parameters[1]! - 1)).toBeLessThan(1e-8);
  });

  it("report that they did not arrive", () => {
    expect(minimiseLbfgs(valley, [-1.2, 1], { maximumIterations: 3 }).converged).toBe(false);
    expect(() => minimiseNewton({ ...valley, hessian: undefined })).toThrow("with a Hessian");
    expect(() => minimiseLbfgs(valley, [NaN, 1])).toThrow("start[0] must be a number, got NaN");
  });
});

describe("train", () => {
  it("stops with one clear line when the learning rate is too great, and keeps the history", () => {
    const rows = ten.map(([x = NaN]) => [100 * x]);
    const objective = generalisedLinearObjective(gaussianFamily, rows, labels);
    const run = (): unknown => train(objective, [0, 0], { learningRate: 0.01, epochs: 100 });
    expect(run).toThrow(DivergenceError);
    expect(run).toThrow(/diverged: in epoch \d+ .* learning rate 0.01; lower the learning rate/);
    try {
      run();
    } catch (error) {
      expect((error as DivergenceError).history.length).toBeGreaterThan(0);
    }
  });

  it("is bit-equal for a seed and different for another", () => {
    const net = network({ sizes: [1, 4, 1] });
    const objective = networkObjective(net, binaryCrossEntropyWithLogits, ten, labels);
    const run = (seed: number): number[] => [
      ...train(objective, net.initialise(rng(1)), {
        optimiser: adam(),
        learningRate: 0.05,
        epochs: 5,
        batchSize: 3,
        rng: rng(seed),
      }).parameters,
    ];
    expect(run(7)).toEqual(run(7));
    expect(run(7)).not.toEqual(run(8));
  });

  it("stops early and keeps the best parameters", () => {
    let call = 0;
    const validation = [5, 4, 3, 3.5, 3.6, 3.7, 1];
    const seen: number[] = [];
    const result = train(logistic, [0, 0], {
      learningRate: 0.5,
      epochs: 6,
      metrics: (parameters) => {
        seen.push(parameters[0]!);
        return { validation: validation[call++]! };
      },
      earlyStopping: { monitor: "validation", patience: 3 },
    });
    expect(result.stopped).toBe("early");
    expect(result.bestEpoch).toBe(2);
    expect(result.history.length).toBe(6);
    expect(result.parameters[0]).toBe(seen[2]);
    expect(() =>
      train(logistic, [0, 0], {
        learningRate: 0.5,
        epochs: 1,
        earlyStopping: { monitor: "vaildation", patience: 1 },
      }),
    ).toThrow("must be one of loss, got vaildation");
  });

  it("clips gradients, decays weights and stops at a tolerance", () => {
    const clipped = train(logistic, [0, 0], { learningRate: 1, epochs: 1, clipNorm: 0.01 });
    expect(Math.hypot(...clipped.parameters)).toBeCloseTo(0.01, 12);
    const decayed = train(logistic, [1, 1], { learningRate: 1, epochs: 1, weightDecay: 0.5 });
    const plain = train(logistic, [1, 1], { learningRate: 1, epochs: 1 });
    expect(plain.parameters[0]! - decayed.parameters[0]!).toBeCloseTo(0.5, 12);
    const done = train(logistic, [0, 0], {
      learningRate: 1,
      epochs: 5000,
      gradientTolerance: 1e-4,
    });
    expect(done.stopped).toBe("tolerance");
    expect(done.history[done.history.length - 1]!.gradientNorm).toBeLessThanOrEqual(1e-4);
  });

  it("reports its progress", () => {
    const lines: string[] = [];
    train(logistic, [0, 0], {
      learningRate: 1,
      epochs: 1,
      metrics: () => ({ accuracy: 0.912345 }),
      onEpoch: (record) => lines.push(progressLine(record)),
    });
    expect(lines[0]).toBe("epoch 0  loss 0.6931  gradient 0.7617  accuracy 0.9123");
    expect(lines.length).toBe(2);
  });

  it("refuses settings that make no sense", () => {
    const options = { learningRate: 0.1, epochs: 1 };
    expect(() => train(logistic, [0], options)).toThrow("start must have 2 parameters, got 1");
    expect(() => train(logistic, [0, 0], { ...options, batchSize: 3 })).toThrow("need an rng");
    expect(() => train(logistic, [0, 0], { ...options, learningRate: -1 })).toThrow("learningRate");
  });

  it("schedules follow their formulas", () => {
    expect(stepDecay(1, { every: 10 })(25)).toBe(0.25);
    expect(exponentialDecay(2, 0.1)(10)).toBeCloseTo(2 / Math.E, 14);
    expect(cosineDecay(1, 10)(5)).toBeCloseTo(0.5, 14);
    expect(cosineDecay(1, 10, 0.1)(99)).toBeCloseTo(0.1, 14);
    expect(warmup(4, () => 1)(1)).toBe(0.5);
  });

  it("learns heads of other losses: a mean by squared error", () => {
    const net = network({ sizes: [1, 1] });
    const objective = networkObjective(net, halfSquaredError, ten, labels);
    const { parameters } = train(objective, [0, 0], { learningRate: 0.2, epochs: 500 });
    const newton = minimiseNewton(generalisedLinearObjective(gaussianFamily, ten, labels));
    parameters.forEach((value, i) => expect(value).toBeCloseTo(newton.parameters[i]!, 8));
  });
});

describe("digits", () => {
  // At the size of the course, 97 %: test/sweeps/digits.test.ts.
  it("are read with at least 90 % accuracy on unseen images by a small network after 5 epochs", async () => {
    expect(await accuracyOnDigits({ hidden: 24, epochs: 5 })).toBeGreaterThanOrEqual(0.9);
  });
});
