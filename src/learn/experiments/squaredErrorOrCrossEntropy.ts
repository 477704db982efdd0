import { binaryCrossEntropyWithLogits } from "../../math/losses/classification/binaryCrossEntropyWithLogits.js";
import type { LossFunction } from "../../math/losses/loss.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";
import { network } from "../models/network.js";
import { networkObjective } from "../models/networkObjective.js";
import { classLabels } from "../table/classLabels.js";
import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { stratifiedSplit } from "../table/split.js";
import { standardise } from "../table/standardise.js";
import { accuracy } from "../training/metrics/classification.js";
import { train } from "../training/train.js";
import { experimentRng, grid } from "./experiment.js";
import type { Experiment } from "./experiment.js";
import { intervalText, pairedDifference, summariseRuns } from "./summariseRuns.js";

/** (σ(z) − y)²: its gradient 2(p − y)·p(1 − p) dies where p is near 0 or 1, also where that is wrong. */
const squaredErrorOfSigmoid: LossFunction<number, number> = {
  name: "squaredErrorOfSigmoid",
  value: (logit, target) => (sigmoid(logit) - target) ** 2,
  gradient(logit, target) {
    const p = sigmoid(logit);
    return 2 * (p - target) * p * sigmoid(-logit);
  },
};

/** MSE against cross-entropy on a sigmoid output, from starts that are more and more confidently wrong. */
export const squaredErrorOrCrossEntropy: Experiment = {
  name: "squaredErrorOrCrossEntropy",
  question: "What does squared error on a sigmoid output cost a classifier?",
  claims: [
    "From a start that is confidently wrong, squared error leaves the classifier stuck: cross-entropy reaches a higher test accuracy in the same steps.",
    "From a start at zero the two end about equally accurate (within 2 percentage points).",
  ],
  sources: [
    "Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks (2010)",
    "Nielsen, Neural Networks and Deep Learning (2015), ch. 3",
  ],
  metric: "accuracy on the test part after 200 steps of gradient descent with learning rate 0.5",
  split: "a quarter for testing, stratified; features standardised by the training part",
  tables: ["breast-cancer"],
  seeds: 10,
  grid: grid({ start: [0, 1, 3], loss: ["crossEntropy", "squaredError"] }),
  tolerance: 0.01,
  run(tables, settings, seed) {
    const table = tables.get("breast-cancer")!;
    const rows = featureRows(table, table.columnNames.slice(0, 10));
    const { labels } = classLabels(table, "diagnosis", ["benign", "malignant"]);
    const random = experimentRng("squaredErrorOrCrossEntropy", seed);
    const split = stratifiedSplit(random.split("split"), labels);
    const scale = standardise(pick(rows, split.train));
    const scaled = (part: readonly number[]): Float64Array[] => scale.apply(pick(rows, part));
    const [x, unseen] = [scaled(split.train), scaled(split.test)];
    const y = pick(labels, split.train);
    const net = network({ sizes: [10, 1] });
    const loss =
      settings["loss"] === "crossEntropy" ? binaryCrossEntropyWithLogits : squaredErrorOfSigmoid;
    const objective = networkObjective(net, loss, x, y);
    // Weights against every feature: all ten are greater in malignant tumours, or carry little.
    const noise = random.split("start");
    const start = Float64Array.from({ length: 11 }, (_, j) =>
      j === 10 ? 0 : 0.01 * noise.normal() - (settings["start"] as number),
    );
    const { parameters, history } = train(objective, start, { learningRate: 0.5, epochs: 200 });
    const outputs = net.outputs(parameters, unseen).data;
    const predicted = Array.from(outputs, (logit) => (logit > 0 ? 1 : 0));
    return {
      accuracy: accuracy(predicted, pick(labels, split.test)),
      initialGradientNorm: history[0]!.gradientNorm,
      finalGradientNorm: history[200]!.gradientNorm,
    };
  },
  judge(runs) {
    const difference = (start: number) =>
      pairedDifference(
        runs,
        "accuracy",
        { start, loss: "crossEntropy" },
        { start, loss: "squaredError" },
      );
    const [zero, wrong] = [difference(0), difference(3)];
    const gradients = summariseRuns(
      runs.filter((run) => run["start"] === 3),
      ["loss"],
      "initialGradientNorm",
    ).map((one) => `${one.settings["loss"]} ${intervalText(one)}`);
    return [
      {
        claim: this.claims[0]!,
        seen: wrong.lower > 0,
        evidence: `accuracy, cross-entropy − squared error: ${intervalText(wrong)}; first gradient: ${gradients.join(", ")}`,
      },
      {
        claim: this.claims[1]!,
        seen: Math.max(Math.abs(zero.lower), Math.abs(zero.upper)) < 0.02,
        evidence: `accuracy, cross-entropy − squared error: ${intervalText(zero)}`,
      },
    ];
  },
};
