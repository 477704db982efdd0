import { crossEntropyWithLogitsAndLabel } from "../../math/losses/classification/crossEntropyWithLogitsAndLabel.js";
import type { LossFunction } from "../../math/losses/loss.js";
import { forwardCorrectedCrossEntropy } from "../../math/losses/robust/forwardCorrectedCrossEntropy.js";
import { symmetricCrossEntropy } from "../../math/losses/robust/symmetricCrossEntropy.js";
import type { Vector } from "../../math/numeric/vector.js";
import { network } from "../models/network.js";
import { networkObjective } from "../models/networkObjective.js";
import { classLabels } from "../table/classLabels.js";
import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { stratifiedSplit } from "../table/split.js";
import { predictions, softmaxRows } from "../training/fitSoftmax.js";
import { accuracy } from "../training/metrics/classification.js";
import { correctedInterval } from "../training/metrics/correctedInterval.js";
import { adam } from "../training/optimiser.js";
import { train } from "../training/train.js";
import { experimentRng, grid } from "./experiment.js";
import type { Experiment, Run, Settings } from "./experiment.js";
import { noisyLabels } from "./labelNoise.js";
import { intervalText } from "./summariseRuns.js";

const classes = 10;
const epochs = 24;
/** Before a network begins to learn wrong labels by heart, its outputs tell how labels are distributed. */
const epochsToEstimate = 8;
/** Labels of each class that somebody checks by hand. */
const checkedOfEach = 10;
const rows = { trainRows: 600, testRows: 1197 };

/** A model of the noise in front of cross-entropy, and what knowing the noise costs. */
export const forwardCorrection: Experiment = {
  name: "forwardCorrection",
  question: "What does a model of the label noise gain, and what if the model is wrong?",
  claims: [
    "At 60 % pairwise noise forward correction with the true T is more accurate than cross-entropy and than symmetric cross-entropy.",
    "At 40 % symmetric noise it is more accurate than cross-entropy.",
    "At 40 % symmetric noise it is more accurate than symmetric cross-entropy, which knows nothing of the noise.",
    "At 60 % pairwise noise T counted from 100 labels that were checked by hand gains over cross-entropy, and over learning from these 100 alone.",
    "T estimated from the network's own outputs gains over cross-entropy at 40 % pairwise noise; at 60 % it is below 50 %: the outputs cannot tell the class from its commonest label.",
    "With T of the wrong kind (symmetric, of the right rate) it stays below 50 % at 60 % pairwise noise.",
  ],
  sources: [
    "Patrini, Rozza, Menon, Nock & Qu, Making Deep Neural Networks Robust to Label Noise (CVPR 2017)",
    "Nadeau & Bengio, Inference for the Generalization Error (Machine Learning 52, 2003), for the intervals",
  ],
  metric:
    "accuracy on the test part, whose labels are right, after a fixed number of steps; no early stopping",
  split: "600 training images, stratified; the other 1,197 for testing",
  tables: ["digits"],
  seeds: 10,
  grid: grid({
    noise: ["symmetric", "pairwise"],
    rate: [0.4, 0.6],
    loss: [
      "crossEntropy",
      "symmetric",
      "known",
      "counted",
      "estimated",
      "wrongRate",
      "wrongKind",
      "checkedAlone",
    ],
  }),
  tolerance: 0.02,
  run(tables, settings, seed) {
    const table = tables.get("digits")!;
    const pixels = featureRows(table, table.columnNames.slice(0, 64));
    const images = pixels.map((row) => row.map((pixel) => pixel / 16));
    const { labels } = classLabels(table, "digit");
    const random = experimentRng("forwardCorrection", seed);
    const split = stratifiedSplit(
      random.split("split"),
      labels,
      1 - rows.trainRows / images.length,
    );
    const [noise, rate] = [settings["noise"] as string, settings["rate"] as number];
    const [x, truth] = [pick(images, split.train), pick(labels, split.train)];
    const given = noisyLabels(random.split("noise"), truth, noise, rate);
    const net = network({ sizes: [64, 24, classes], activation: "relu" });
    const fit = (loss: LossFunction<Vector, number>, passes: number, own = x, its = given) =>
      train(networkObjective(net, loss, own, its), net.initialise(random.split("start")), {
        optimiser: adam(),
        learningRate: 0.01,
        epochs: passes,
        batchSize: 30,
        rng: random.split("order"),
      }).parameters;
    const checked = checkedRows(truth);
    const corrected = (transition: number[][]): Float64Array =>
      fit(forwardCorrectedCrossEntropy({ transition }), epochs);
    const fits: Record<string, () => Float64Array> = {
      crossEntropy: () => fit(crossEntropyWithLogitsAndLabel, epochs),
      symmetric: () => fit(symmetricCrossEntropy({ alpha: 0.1, beta: 1, logZero: -4 }), epochs),
      known: () => corrected(transitionOf(noise, rate)),
      counted: () => corrected(countedTransition(pick(truth, checked), pick(given, checked))),
      estimated: () => {
        const early = fit(crossEntropyWithLogitsAndLabel, epochsToEstimate);
        return corrected(estimatedTransition(softmaxRows(net.outputs(early, x))));
      },
      wrongRate: () => corrected(transitionOf(noise, 1 - rate)),
      wrongKind: () =>
        corrected(transitionOf(noise === "pairwise" ? "symmetric" : "pairwise", rate)),
      // As many steps as the others: a pass over 100 pictures is a sixth of theirs.
      checkedAlone: () =>
        fit(
          crossEntropyWithLogitsAndLabel,
          (epochs * rows.trainRows) / checked.length,
          pick(x, checked),
          pick(truth, checked),
        ),
    };
    const outputs = net.outputs(fits[settings["loss"] as string]!(), pick(images, split.test));
    return { accuracy: accuracy(predictions(outputs), pick(labels, split.test)) };
  },
  judge(runs) {
    const cell = (loss: string, noise: string, rate: number) => ({ loss, noise, rate });
    const gain = (loss: string, over: string, noise: string, rate: number) => {
      const differences = gains(runs, cell(loss, noise, rate), cell(over, noise, rate));
      const interval = correctedInterval(differences, rows);
      return { interval, text: `${loss} − ${over}: ${intervalText(interval)}` };
    };
    const level = (loss: string, noise: string, rate: number) => {
      const own = valuesOf(runs, cell(loss, noise, rate));
      const interval = correctedInterval([...own.values()], rows);
      return { interval, text: `${loss} ${intervalText(interval)}` };
    };
    const better = (...all: ReturnType<typeof gain>[]) => ({
      seen: all.every(({ interval }) => interval.lower > 0),
      evidence: all.map(({ text }) => text).join("; "),
    });
    const own = gain("estimated", "crossEntropy", "pairwise", 0.4);
    const lost = level("estimated", "pairwise", 0.6);
    const wrong = level("wrongKind", "pairwise", 0.6);
    const verdicts = [
      better(
        gain("known", "crossEntropy", "pairwise", 0.6),
        gain("known", "symmetric", "pairwise", 0.6),
      ),
      better(gain("known", "crossEntropy", "symmetric", 0.4)),
      better(gain("known", "symmetric", "symmetric", 0.4)),
      better(
        gain("counted", "crossEntropy", "pairwise", 0.6),
        gain("counted", "checkedAlone", "pairwise", 0.6),
      ),
      {
        seen: own.interval.lower > 0 && lost.interval.upper < 0.5,
        evidence: `40 %: ${own.text}; 60 %: ${lost.text}`,
      },
      { seen: wrong.interval.upper < 0.5, evidence: wrong.text },
    ];
    return verdicts.map((verdict, place) => ({ claim: this.claims[place]!, ...verdict }));
  },
};

/** T of a kind of noise: row k has the probability of each label of a picture of class k. */
export function transitionOf(noise: string, rate: number): number[][] {
  return Array.from({ length: classes }, (_, k) =>
    Array.from({ length: classes }, (__, y) => {
      if (y === k) return 1 - rate;
      if (noise === "pairwise") return y === (k + 1) % classes ? rate : 0;
      return rate / (classes - 1);
    }),
  );
}

/** The first ten examples of each class. */
function checkedRows(truth: readonly number[]): number[] {
  return Array.from({ length: classes }, (_, k) =>
    truth.flatMap((label, n) => (label === k ? [n] : [])).slice(0, checkedOfEach),
  ).flat();
}

/** T by counting, and one label more, shared by all: what was not seen among ten is not impossible. */
function countedTransition(truth: readonly number[], given: readonly number[]): number[][] {
  return Array.from({ length: classes }, (_, k) => {
    const seen = given.filter((_label, n) => truth[n] === k);
    return Array.from(
      { length: classes },
      (__, y) => (seen.filter((label) => label === y).length + 1 / classes) / (seen.length + 1),
    );
  });
}

/** T by Patrini and colleagues: the outputs for the picture that is at the 97th percentile of belonging to class k. */
function estimatedTransition(outputs: readonly (readonly number[])[]): number[][] {
  return Array.from({ length: classes }, (_, k) => {
    const ranked = [...outputs].sort((a, b) => a[k]! - b[k]!);
    return [...ranked[Math.floor(0.97 * (ranked.length - 1))]!];
  });
}

function valuesOf(runs: readonly Run[], settings: Settings): Map<number, number> {
  const own = runs.filter((run) =>
    Object.entries(settings).every(([name, value]) => run[name] === value),
  );
  return new Map(own.map((run) => [run["seed"] as number, run["accuracy"] as number]));
}

/** Differences seed by seed: both saw the same split and the same wrong labels. */
function gains(runs: readonly Run[], a: Settings, b: Settings): number[] {
  const [left, right] = [valuesOf(runs, a), valuesOf(runs, b)];
  return [...left].map(([seed, value]) => value - right.get(seed)!);
}
