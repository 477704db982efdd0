import { describe, expect, it } from "vitest";
import * as everyLoss from "../../../src/math/losses/index.js";
import type { LossFunction } from "../../../src/math/losses/loss.js";
import type { Vector } from "../../../src/math/numeric/vector.js";
import {
  bernoulliFamily,
  gammaFamily,
  gaussianFamily,
  huberFamily,
  poissonFamily,
} from "../../../src/learn/models/family.js";
import { generalisedLinearObjective } from "../../../src/learn/models/generalisedLinear.js";
import { network } from "../../../src/learn/models/network.js";
import { networkObjective } from "../../../src/learn/models/networkObjective.js";
import type { Objective } from "../../../src/learn/models/objective.js";
import { ordinalRegressionObjective } from "../../../src/learn/models/ordinalRegression.js";
import { softmaxRegressionObjective } from "../../../src/learn/models/softmaxRegression.js";
import { rng } from "../../../src/math/random/rng.js";

const random = rng(11);
const rows = Array.from({ length: 9 }, () => [random.normal(), random.normal(), random.normal()]);
const labels = [0, 1, 2, 0, 1, 2, 0, 1, 2];

/** Greatest difference of the gradient from central differences of the value. */
function gradientError(objective: Objective, at: Float64Array): number {
  const gradient = new Float64Array(objective.dimension);
  const scratch = new Float64Array(objective.dimension);
  objective.evaluate(at, gradient);
  let worst = 0;
  for (let i = 0; i < at.length; i++) {
    const step = 1e-5;
    const [up, down] = [at.slice(), at.slice()];
    up[i]! += step;
    down[i]! -= step;
    const slope =
      (objective.evaluate(up, scratch) - objective.evaluate(down, scratch)) / (2 * step);
    worst = Math.max(worst, Math.abs(slope - gradient[i]!) / (1 + Math.abs(slope)));
  }
  return worst;
}

/** Greatest difference of the Hessian from central differences of the gradient. */
function hessianError(objective: Objective, at: Float64Array): number {
  const h = objective.hessian!(at);
  let worst = 0;
  for (let i = 0; i < at.length; i++) {
    const [up, down] = [at.slice(), at.slice()];
    up[i]! += 1e-5;
    down[i]! -= 1e-5;
    const [high, low] = [new Float64Array(at.length), new Float64Array(at.length)];
    objective.evaluate(up, high);
    objective.evaluate(down, low);
    for (let j = 0; j < at.length; j++) {
      const slope = (high[j]! - low[j]!) / 2e-5;
      worst = Math.max(worst, Math.abs(slope - h.data[i * at.length + j]!));
    }
  }
  return worst;
}

const start = (dimension: number): Float64Array =>
  Float64Array.from({ length: dimension }, (_, i) => 0.3 * Math.sin(i + 1));

describe("objectives", () => {
  const exampleWeights = labels.map((label) => 1 + label);
  const options = { l2: 0.3, exampleWeights };
  const scalar = (family: Parameters<typeof generalisedLinearObjective>[0], targets: number[]) =>
    generalisedLinearObjective(family, rows, targets, options);
  const cases: Record<string, Objective> = {
    gaussian: scalar(gaussianFamily, labels),
    bernoulli: scalar(
      bernoulliFamily,
      labels.map((label) => label / 2),
    ),
    poisson: scalar(poissonFamily, labels),
    gamma: scalar(
      gammaFamily,
      labels.map((label) => label + 0.5),
    ),
    huber: scalar(huberFamily(0.7), labels),
    softmax: softmaxRegressionObjective(rows, labels, 3, options),
    ordinal: ordinalRegressionObjective(rows, labels, 3, options),
  };

  it.each(Object.entries(cases))(
    "%s: gradient and Hessian against differences",
    (name, objective) => {
      const at = start(objective.dimension);
      if (name === "ordinal") at.set([-0.4, 0.5], objective.dimension - 2);
      expect(gradientError(objective, at)).toBeLessThan(1e-7);
      expect(hessianError(objective, at)).toBeLessThan(1e-6);
    },
  );

  it("a mini-batch of all examples in another order is the same", () => {
    const objective = cases.softmax!;
    const at = start(objective.dimension);
    const [a, b] = [new Float64Array(at.length), new Float64Array(at.length)];
    const whole = objective.evaluate(at, a);
    const shuffled = objective.evaluate(at, b, [8, 0, 7, 1, 6, 2, 5, 3, 4]);
    expect(shuffled).toBeCloseTo(whole, 13);
    a.forEach((value, i) => expect(b[i]).toBeCloseTo(value, 13));
  });
});

// Every loss of raw outputs, with targets that it takes; those of probabilities are no network's last layer.
const scalarTargets = {
  zeroOne: [0, 1, 1, 0, 1, 0, 0, 1, 1],
  signs: [-1, 1, 1, -1, 1, -1, -1, 1, 1],
  positive: [0.3, 1.2, 2.5, 0.7, 1.9, 3.1, 0.4, 1.1, 0.8],
};
const soft = labels.map((label) => [0, 1, 2].map((k) => (k === label ? 0.8 : 0.1)));

function candidates(): [string, LossFunction<never, never>][] {
  return Object.entries(everyLoss as Readonly<Record<string, unknown>>).flatMap(([name, value]) => {
    let loss = value;
    if (typeof value === "function") {
      try {
        loss = (value as (options?: object) => unknown)();
      } catch {
        return [];
      }
    }
    const isLoss =
      typeof loss === "object" && loss !== null && "gradient" in loss && "value" in loss;
    return isLoss
      ? [[name, loss as LossFunction<never, never>] as [string, LossFunction<never, never>]]
      : [];
  });
}

/** The first network and targets that a loss can be evaluated with, or undefined where it takes no raw outputs. */
function attempt(
  loss: LossFunction<never, never>,
): { objective: Objective; at: Float64Array } | undefined {
  const attempts: [outputs: number, targets: ArrayLike<unknown>, apart?: number][] = [
    ...Object.values(scalarTargets).map((targets): [number, number[]] => [1, targets]),
    [3, labels],
    [3, soft],
    [2, scalarTargets.positive],
    // Thresholds that stay in order whatever the features.
    [3, labels, 9],
  ];
  for (const [outputs, targets, apart = 1] of attempts) {
    const net = network({ sizes: [3, 4, outputs], activation: "tanh" });
    const raw = loss as unknown as LossFunction<Vector, unknown>;
    const objective = networkObjective(net, raw, rows, targets, { l2: 0.1 });
    const at = net.initialise(rng(5));
    const bias = at.length - outputs;
    for (let k = 0; k < outputs; k++) at[bias + k] = 0.1 + apart * k;
    try {
      objective.evaluate(at, new Float64Array(net.parameterCount));
    } catch {
      continue;
    }
    return { objective, at };
  }
  return undefined;
}

describe("the backward pass", () => {
  const tried = candidates().flatMap(([name, loss]) => {
    const found = attempt(loss);
    return found === undefined ? [] : [{ name, ...found }];
  });
  it.each(tried)("of a network under $name against differences", ({ objective, at }) => {
    expect(gradientError(objective, at)).toBeLessThan(1e-6);
  });

  it("was tried with every loss of raw outputs", () => {
    for (const name of [
      "squaredError",
      "halfSquaredError",
      "absoluteError",
      "huber",
      "logCosh",
      "pinball",
      "binaryCrossEntropyWithLogits",
      "focal",
      "crossEntropyWithLogits",
      "crossEntropyWithLogitsAndLabel",
      "softmaxFocal",
      "symmetricCrossEntropy",
      "generalisedCrossEntropy",
      "inverseOneHotCrossEntropy",
      "reverseLabelCrossEntropy",
      "negativeLearning",
      "poissonNegativeLogLikelihood",
      "cumulativeLink",
      "huberisedHinge",
    ]) {
      expect(tried.map((one) => one.name)).toContain(name);
    }
  });

  it("goes through relu and two hidden layers", () => {
    const net = network({ sizes: [3, 5, 4, 3], activation: "relu" });
    const loss = everyLoss.crossEntropyWithLogitsAndLabel;
    const objective = networkObjective(net, loss, rows, labels);
    // Not the initial parameters: where a whole layer is off, the next would stand on relu's kink.
    expect(gradientError(objective, start(net.parameterCount))).toBeLessThan(1e-6);
  });

  it("of a network without hidden layers is the generalised linear model's", () => {
    const net = network({ sizes: [3, 1] });
    const loss = everyLoss.binaryCrossEntropyWithLogits;
    const a = networkObjective(net, loss, rows, scalarTargets.zeroOne);
    const b = generalisedLinearObjective(bernoulliFamily, rows, scalarTargets.zeroOne);
    const at = start(4);
    const [ga, gb] = [new Float64Array(4), new Float64Array(4)];
    expect(a.evaluate(at, ga)).toBeCloseTo(b.evaluate(at, gb), 13);
    ga.forEach((value, i) => expect(value).toBeCloseTo(gb[i]!, 13));
  });
});
