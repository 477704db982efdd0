import { readTable } from "../../../src/node/data/readTable.js";
import { crossEntropyWithLogitsAndLabel } from "../../../src/math/losses/classification/crossEntropyWithLogitsAndLabel.js";
import { network } from "../../../src/learn/models/network.js";
import { networkObjective } from "../../../src/learn/models/networkObjective.js";
import { rng } from "../../../src/math/random/rng.js";
import { classLabels } from "../../../src/learn/table/classLabels.js";
import { featureRows } from "../../../src/learn/table/featureRows.js";
import { pick } from "../../../src/learn/table/rows.js";
import { stratifiedSplit } from "../../../src/learn/table/split.js";
import { predictions } from "../../../src/learn/training/fitSoftmax.js";
import { accuracy } from "../../../src/learn/training/metrics/classification.js";
import { adam } from "../../../src/learn/training/optimiser.js";
import { cosineDecay } from "../../../src/learn/training/schedule.js";
import { train } from "../../../src/learn/training/train.js";

/** The share of unseen images that a network of one hidden layer reads aright. */
export async function accuracyOnDigits({
  hidden,
  epochs,
}: {
  readonly hidden: number;
  readonly epochs: number;
}): Promise<number> {
  const table = await readTable("digits");
  const pixels = featureRows(table, table.columnNames.slice(0, 64));
  const rows = pixels.map((row) => row.map((pixel) => pixel / 16));
  const digits = classLabels(table, "digit").labels;
  const split = stratifiedSplit(rng(1), digits, 0.25);
  const net = network({ sizes: [64, hidden, 10], activation: "relu" });
  const objective = networkObjective(
    net,
    crossEntropyWithLogitsAndLabel,
    pick(rows, split.train),
    pick(digits, split.train),
    { l2: 1e-4 },
  );
  const { parameters } = train(objective, net.initialise(rng(2)), {
    optimiser: adam(),
    learningRate: cosineDecay(0.005, epochs * 43),
    epochs,
    batchSize: 32,
    rng: rng(3),
  });
  const predicted = predictions(net.outputs(parameters, pick(rows, split.test)));
  return accuracy(predicted, pick(digits, split.test));
}
