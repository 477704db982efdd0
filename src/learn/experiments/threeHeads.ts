import { binaryCrossEntropyWithLogits } from "../../math/losses/classification/binaryCrossEntropyWithLogits.js";
import { crossEntropyWithLogitsAndLabel } from "../../math/losses/classification/crossEntropyWithLogitsAndLabel.js";
import { halfSquaredError } from "../../math/losses/regression/halfSquaredError.js";
import { network } from "../models/network.js";
import { networkObjective } from "../models/networkObjective.js";
import type { Objective } from "../models/objective.js";
import { classLabels } from "../table/classLabels.js";
import { featureRows } from "../table/featureRows.js";
import { pick } from "../table/rows.js";
import { randomSplit, stratifiedSplit } from "../table/split.js";
import { standardise } from "../table/standardise.js";
import type { Table } from "../table/table.js";
import { fitLinear, fitLogistic } from "../training/fitGeneralisedLinear.js";
import { fitSoftmax } from "../training/fitSoftmax.js";
import { train } from "../training/train.js";
import { experimentRng } from "./experiment.js";
import type { Experiment } from "./experiment.js";
import { intervalText, summariseRuns } from "./summariseRuns.js";

const l2 = 0.01;
const epochs = 400;

interface Task {
  readonly rows: Float64Array[];
  readonly targets: number[];
}

/** Three heads, three losses, one loop: gradient descent with one learning rate reaches each loss's minimum. */
export const threeHeads: Experiment = {
  name: "threeHeads",
  question: "Does the same descent train an identity, a sigmoid and a softmax head?",
  claims: [
    "With its own loss each head has the gradient prediction − target, so plain gradient descent with one learning rate brings all three within 1 % of the loss at the minimum that Newton's method finds.",
  ],
  sources: ["Bishop, PRML (2006), §4.3.6: canonical link functions"],
  metric:
    "excess: (loss by descent − loss at the minimum) / loss at the minimum, on the training part",
  split:
    "a quarter for testing, stratified where there are classes; features standardised by the training part",
  tables: ["diabetes", "breast-cancer", "wine"],
  seeds: 10,
  grid: [{ head: "identity" }, { head: "sigmoid" }, { head: "softmax" }],
  tolerance: 1e-6,
  run(tables, settings, seed) {
    const head = settings["head"] as string;
    const random = experimentRng("threeHeads", seed);
    const { rows, targets } = tasks[head]!(tables);
    const split =
      head === "identity"
        ? randomSplit(random.split("split"), rows.length)
        : stratifiedSplit(random.split("split"), targets);
    const scale = standardise(pick(rows, split.train));
    const x = scale.apply(pick(rows, split.train));
    const y = pick(targets, split.train);
    const net = network({ sizes: [x[0]!.length, head === "softmax" ? 3 : 1] });
    const objective: Objective =
      head === "softmax"
        ? networkObjective(net, crossEntropyWithLogitsAndLabel, x, y, { l2 })
        : networkObjective(
            net,
            head === "identity" ? halfSquaredError : binaryCrossEntropyWithLogits,
            x,
            y,
            { l2 },
          );
    const start = net.initialise(random.split("start"));
    const { history } = train(objective, start, { learningRate: 0.2, epochs });
    const best = minimum(head, x, y);
    const final = history[history.length - 1]!;
    return {
      excess: (final.loss - best) / best,
      initialLoss: history[0]!.loss,
      finalLoss: final.loss,
      minimum: best,
      gradientNorm: final.gradientNorm,
    };
  },
  judge(runs) {
    const heads = summariseRuns(runs, ["head"], "excess");
    const text = heads.map((one) => `${one.settings["head"]}: ${intervalText(one)}`).join("; ");
    return [
      {
        claim: this.claims[0]!,
        seen: heads.every((one) => one.upper < 0.01),
        evidence: `excess ${text}`,
      },
    ];
  },
};

const tasks: Readonly<Record<string, (tables: ReadonlyMap<string, Table>) => Task>> = {
  identity(tables) {
    const table = tables.get("diabetes")!;
    const rows = featureRows(table, ["age", "sex", "bmi", "blood_pressure", "hdl", "glucose"]);
    return { rows, targets: Array.from(table.numbers("progression"), (value) => value / 100) };
  },
  sigmoid(tables) {
    const table = tables.get("breast-cancer")!;
    const names = ["mean_radius", "mean_texture", "mean_smoothness", "mean_symmetry"];
    const { labels } = classLabels(table, "diagnosis", ["benign", "malignant"]);
    return { rows: featureRows(table, names), targets: labels };
  },
  softmax(tables) {
    const table = tables.get("wine")!;
    const names = ["alcohol", "ash", "magnesium", "color_intensity"];
    return { rows: featureRows(table, names), targets: classLabels(table, "cultivar").labels };
  },
};

/** The objective's value at its minimum. */
function minimum(head: string, x: Float64Array[], y: number[]): number {
  const penalty = (weights: Float64Array): number =>
    0.5 * l2 * weights.reduce((sum, weight) => sum + weight * weight, 0);
  if (head === "softmax") {
    const fit = fitSoftmax(x, y, 3, { l2 });
    return fit.weights.reduce((sum, weights) => sum + penalty(weights), fit.loss);
  }
  const fit = (head === "identity" ? fitLinear : fitLogistic)(x, y, { l2 });
  return fit.loss + penalty(fit.weights);
}
