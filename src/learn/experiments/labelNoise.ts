import { crossEntropyWithLogitsAndLabel } from "../../math/losses/classification/crossEntropyWithLogitsAndLabel.js";
import { generalisedCrossEntropy } from "../../math/losses/robust/generalisedCrossEntropy.js";
import { inverseOneHotCrossEntropy } from "../../math/losses/robust/inverseOneHotCrossEntropy.js";
import type { LossFunction } from "../../math/losses/loss.js";
import { negativeLearning } from "../../math/losses/robust/negativeLearning.js";
import { reverseLabelCrossEntropy } from "../../math/losses/robust/reverseLabelCrossEntropy.js";
import { symmetricCrossEntropy } from "../../math/losses/robust/symmetricCrossEntropy.js";
import type { Vector } from "../../math/numeric/vector.js";
import { network } from "../models/network.js";
import { networkObjective } from "../models/networkObjective.js";
import type { Rng } from "../../math/random/rng.js";
import { classLabels } from "../table/classLabels.js";
import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { stratifiedSplit } from "../table/split.js";
import { predictions } from "../training/fitSoftmax.js";
import { accuracy } from "../training/metrics/classification.js";
import { adam } from "../training/optimiser.js";
import { train } from "../training/train.js";
import { experimentRng, grid } from "./experiment.js";
import type { Experiment } from "./experiment.js";
import { intervalText, pairedDifference, summariseRuns } from "./summariseRuns.js";

const losses: Readonly<Record<string, LossFunction<Vector, number>>> = {
  crossEntropy: crossEntropyWithLogitsAndLabel,
  symmetric: symmetricCrossEntropy({ alpha: 0.1, beta: 1, logZero: -4 }),
  generalised: generalisedCrossEntropy({ kappa: 0.7 }),
  inverseOneHot: inverseOneHotCrossEntropy(),
  reverseLabel: reverseLabelCrossEntropy,
  negativeLearning,
  // A = −2 makes reverse cross-entropy the absolute error Σ|p − y|.
  absoluteError: symmetricCrossEntropy({ alpha: 0, beta: 1, logZero: -2 }),
};

const classes = 10;
const epochs = 24;
/** Complementary labels for an example: fresh ones in each of this many passes. */
const draws = 6;

/** Wrong labels among handwritten digits, and seven losses that take them more or less seriously. */
export const labelNoise: Experiment = {
  name: "labelNoise",
  question: "Which losses still learn when labels are wrong?",
  claims: [
    "At 40 % symmetric noise symmetric cross-entropy, generalised cross-entropy and negative learning are each more accurate than cross-entropy.",
    "Absolute error is robust (it loses less accuracy from 0 to 40 % symmetric noise than cross-entropy) but learns slowly: without noise it is less accurate than cross-entropy.",
    "Pairwise noise of 40 % hurts cross-entropy more than symmetric noise of 40 %.",
    "At 60 % pairwise noise no loss recovers: most labels of a class are then another's, and every loss is below 50 %.",
  ],
  sources: [
    "Wang et al., Symmetric Cross Entropy (ICCV 2019)",
    "Zhang & Sabuncu, Generalized Cross Entropy (NeurIPS 2018)",
    "Kim et al., NLNL (ICCV 2019)",
    "Ghosh, Kumar & Sastry, Robust Loss Functions under Label Noise (AAAI 2017)",
  ],
  metric:
    "accuracy on the test part, whose labels are right, after a fixed number of steps; no early stopping",
  split: "600 training images, stratified; the other 1,197 for testing",
  tables: ["digits"],
  seeds: 10,
  grid: [
    ...grid({ noise: ["symmetric"], rate: [0], loss: Object.keys(losses) }),
    ...grid({
      noise: ["symmetric", "pairwise"],
      rate: [0.2, 0.4, 0.6],
      loss: Object.keys(losses),
    }),
  ],
  tolerance: 0.02,
  run(tables, settings, seed) {
    const table = tables.get("digits")!;
    const pixels = featureRows(table, table.columnNames.slice(0, 64));
    const rows = pixels.map((row) => row.map((pixel) => pixel / 16));
    const { labels } = classLabels(table, "digit");
    const random = experimentRng("labelNoise", seed);
    const split = stratifiedSplit(random.split("split"), labels, 1 - 600 / rows.length);
    const given = noisyLabels(
      random.split("noise"),
      pick(labels, split.train),
      settings["noise"] as string,
      settings["rate"] as number,
    );
    const name = settings["loss"] as string;
    const net = network({ sizes: [64, 24, classes], activation: "relu" });
    let [x, y, passes] = [pick(rows, split.train), given, epochs];
    if (name === "negativeLearning") {
      // Its complementary labels are drawn anew as training goes on: several draws make one longer pass.
      const draw = random.split("complementary");
      const copies = Array.from({ length: draws }, () =>
        given.map((label) => anotherClass(draw, label)),
      );
      [x, y, passes] = [copies.flatMap(() => x), copies.flat(), epochs / draws];
    }
    const { parameters } = train(
      networkObjective(net, losses[name]!, x, y),
      net.initialise(random.split("start")),
      {
        optimiser: adam(),
        learningRate: 0.01,
        epochs: passes,
        batchSize: 30,
        rng: random.split("order"),
      },
    );
    const outputs = net.outputs(parameters, pick(rows, split.test));
    // A model trained on reversed labels says its class by the least of its logits.
    if (name === "reverseLabel") outputs.data.forEach((logit, i) => (outputs.data[i] = -logit));
    return { accuracy: accuracy(predictions(outputs), pick(labels, split.test)) };
  },
  judge(runs) {
    const cell = (loss: string, rate: number, noise = "symmetric") => ({ loss, rate, noise });
    const gain = (loss: string, rate: number, noise?: string) =>
      pairedDifference(
        runs,
        "accuracy",
        cell(loss, rate, noise),
        cell("crossEntropy", rate, noise),
      );
    const robust = ["symmetric", "generalised", "negativeLearning"].map((loss) => ({
      loss,
      difference: gain(loss, 0.4),
    }));
    const drop = (loss: string) =>
      pairedDifference(runs, "accuracy", cell(loss, 0), cell(loss, 0.4));
    const [absolute, plain, slow] = [
      drop("absoluteError"),
      drop("crossEntropy"),
      gain("absoluteError", 0),
    ];
    const pairwise = pairedDifference(
      runs,
      "accuracy",
      cell("crossEntropy", 0.4, "pairwise"),
      cell("crossEntropy", 0.4),
    );
    const lost = summariseRuns(
      runs.filter((run) => run["noise"] === "pairwise" && run["rate"] === 0.6),
      ["loss"],
      "accuracy",
    );
    return [
      {
        claim: this.claims[0]!,
        seen: robust.every(({ difference }) => difference.lower > 0),
        evidence: robust
          .map(({ loss, difference }) => `${loss} − crossEntropy: ${intervalText(difference)}`)
          .join("; "),
      },
      {
        claim: this.claims[1]!,
        seen: absolute.upper < plain.lower && slow.upper < 0,
        evidence: `accuracy lost from 0 to 40 %: absolute error ${intervalText(absolute)}, cross-entropy ${intervalText(plain)}; without noise absolute error − cross-entropy: ${intervalText(slow)}`,
      },
      {
        claim: this.claims[2]!,
        seen: pairwise.upper < 0,
        evidence: `cross-entropy at 40 %, pairwise − symmetric: ${intervalText(pairwise)}`,
      },
      {
        claim: this.claims[3]!,
        seen: lost.every((summary) => summary.upper < 0.5),
        evidence: lost
          .map((summary) => `${summary.settings["loss"]} ${intervalText(summary)}`)
          .join("; "),
      },
    ];
  },
};

/** Labels of which a share is wrong: any other class (symmetric), or always the next one (pairwise). */
export function noisyLabels(
  random: Rng,
  labels: readonly number[],
  noise: string,
  rate: number,
): number[] {
  return labels.map((label) => {
    // Both draws are made for every label: a higher rate then adds wrong labels, and keeps the others.
    const [u, wrong] = [random.uniform(), anotherClass(random, label)];
    if (u >= rate) return label;
    return noise === "pairwise" ? (label + 1) % classes : wrong;
  });
}

/** A class other than `label`, each as likely. */
function anotherClass(random: Rng, label: number): number {
  return (label + 1 + random.integer(classes - 1)) % classes;
}
