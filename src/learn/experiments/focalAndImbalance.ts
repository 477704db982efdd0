import { binaryCrossEntropyWithLogits } from "../../math/losses/classification/binaryCrossEntropyWithLogits.js";
import { focal } from "../../math/losses/classification/focal.js";
import { sigmoid } from "../../math/numeric/sigmoid.js";
import { network } from "../models/network.js";
import { networkObjective } from "../models/networkObjective.js";
import { classWeights } from "../table/classWeights.js";
import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { stratifiedSplit } from "../table/split.js";
import { standardise } from "../table/standardise.js";
import { f1Score, meanBrierScore } from "../training/metrics/classification.js";
import { precisionRecallCurve, rocCurve } from "../training/metrics/ranking.js";
import { minimiseLbfgs } from "../training/minimiseLbfgs.js";
import { experimentRng, grid } from "./experiment.js";
import type { Experiment, Settings } from "./experiment.js";
import { intervalText, pairedDifference, summariseRuns } from "./summariseRuns.js";

const gammas = [0, 0.5, 1, 2, 5];
const alphas = [0.25, 0.5, 0.75, 0.95];
const plain = { method: "crossEntropy", gamma: 0, alpha: 0.5 };

/** Focal loss over γ and α against cross-entropy, class weights and resampling, where 1.6 % are positive. */
export const focalAndImbalance: Experiment = {
  name: "focalAndImbalance",
  question: "Does focal loss find the rare class better than cross-entropy?",
  claims: [
    "Some focal loss on the grid ranks better than cross-entropy (average precision).",
    "The published default γ = 2, α = 0.25 ranks better than cross-entropy.",
    "Class weights and oversampling find more of the rare class at threshold ½ (F1) than cross-entropy.",
    "Cross-entropy's probabilities are better calibrated (Brier score) than focal loss's at its default.",
  ],
  sources: [
    "Lin et al., Focal Loss for Dense Object Detection (ICCV 2017): claimed for detection with deep networks",
    "Mukhoti et al., Calibrating Deep Neural Networks using Focal Loss (NeurIPS 2020)",
  ],
  metric: "averagePrecision on the test part; rocArea, f1 at probability ½ and brier beside it",
  split: "half for testing, stratified; features standardised by the training part",
  tables: ["poor-health"],
  seeds: 10,
  grid: [
    plain,
    { method: "classWeights", gamma: 0, alpha: 0.5 },
    { method: "oversampling", gamma: 0, alpha: 0.5 },
    ...grid({ method: ["focal"], gamma: gammas, alpha: alphas }),
  ],
  tolerance: 1e-3,
  run(tables, settings, seed) {
    const table = tables.get("poor-health")!;
    const names = table.columnNames.filter((name) => name !== "poor_health");
    const rows = featureRows(table, names);
    const labels = [...table.numbers("poor_health")];
    const random = experimentRng("focalAndImbalance", seed);
    const split = stratifiedSplit(random.split("split"), labels, 0.5);
    const scale = standardise(pick(rows, split.train), names);
    let train = split.train;
    if (settings["method"] === "oversampling") {
      const rare = train.filter((row) => labels[row] === 1);
      const extra = train.length - 2 * rare.length;
      const draw = random.split("oversampling");
      train = [...train, ...Array.from({ length: extra }, () => rare[draw.integer(rare.length)]!)];
    }
    const y = pick(labels, train);
    const loss =
      settings["method"] === "focal"
        ? focal({ gamma: settings["gamma"] as number, alpha: settings["alpha"] as number })
        : binaryCrossEntropyWithLogits;
    const weights = settings["method"] === "classWeights" ? classWeights(y, 2) : undefined;
    const net = network({ sizes: [names.length, 1] });
    const objective = networkObjective(net, loss, scale.apply(pick(rows, train)), y, {
      l2: 1e-4,
      ...(weights && { exampleWeights: y.map((label) => weights[label]!) }),
    });
    const { parameters } = minimiseLbfgs(objective, undefined, {
      gradientTolerance: 1e-6,
      maximumIterations: 100,
    });
    const outputs = net.outputs(parameters, scale.apply(pick(rows, split.test))).data;
    const truth = pick(labels, split.test);
    const probabilities = Array.from(outputs, (logit) => [sigmoid(-logit), sigmoid(logit)]);
    return {
      averagePrecision: precisionRecallCurve(outputs, truth).area,
      rocArea: rocCurve(outputs, truth).area,
      f1: f1Score(
        Array.from(outputs, (logit) => (logit > 0 ? 1 : 0)),
        truth,
      ),
      brier: meanBrierScore(probabilities, truth),
    };
  },
  judge(runs) {
    const against = (measure: string, settings: Settings) =>
      pairedDifference(runs, measure, settings, plain);
    const cells = this.grid.filter((cell) => cell["method"] === "focal");
    // The best of twenty cells looks good by chance: its interval is widened for twenty looks.
    const best = cells
      .map((cell) => ({ cell, difference: against("averagePrecision", cell) }))
      .sort((a, b) => b.difference.mean - a.difference.mean)[0]!;
    const error = (best.difference.upper - best.difference.mean) / 2.2622;
    const standard = against("averagePrecision", { method: "focal", gamma: 2, alpha: 0.25 });
    const weighted = against("f1", { method: "classWeights" });
    const sampled = against("f1", { method: "oversampling" });
    const brier = against("brier", { method: "focal", gamma: 2, alpha: 0.25 });
    const base = summariseRuns(
      runs.filter((run) => run["method"] === "crossEntropy"),
      ["method"],
      "averagePrecision",
    )[0]!;
    return [
      {
        claim: this.claims[0]!,
        // Student's t with 9 degrees of freedom at 1 − 0.025/20.
        seen: best.difference.mean - 4.146 * error > 0,
        evidence: `cross-entropy ${intervalText(base)}; best cell γ = ${best.cell["gamma"]}, α = ${best.cell["alpha"]}: difference ${intervalText(best.difference)} before, ±${(4.146 * error).toPrecision(2)} after allowing for 20 looks`,
      },
      {
        claim: this.claims[1]!,
        seen: standard.lower > 0,
        evidence: `average precision, focal − cross-entropy: ${intervalText(standard)}`,
      },
      {
        claim: this.claims[2]!,
        seen: weighted.lower > 0 && sampled.lower > 0,
        evidence: `F1 − cross-entropy's: class weights ${intervalText(weighted)}, oversampling ${intervalText(sampled)}`,
      },
      {
        claim: this.claims[3]!,
        seen: brier.lower > 0,
        evidence: `Brier score, focal − cross-entropy: ${intervalText(brier)}`,
      },
    ];
  },
};
