// The same network (64 → 48 → 10, relu, cross-entropy, Adam, batches of 32) on the digits, in float64 here and in
// TF.js on its cpu backend (float32), in one process: seconds for an epoch and the accuracy after all of them.
import { performance } from "node:perf_hooks";
import { createRequire } from "node:module";
import {
  adam,
  accuracy,
  classLabels,
  crossEntropyWithLogitsAndLabel,
  featureRows,
} from "../dist/esm/index.js";
import {
  network,
  networkObjective,
  pick,
  predictions,
  rng,
  stratifiedSplit,
  train,
} from "../dist/esm/index.js";
import { readTable } from "../dist/esm/node/index.js";

export async function run({ smoke }) {
  const epochs = smoke ? 1 : 20;
  const table = await readTable("digits");
  const rows = featureRows(table, table.columnNames.slice(0, 64)).map((row) =>
    row.map((pixel) => pixel / 16),
  );
  const { labels } = classLabels(table, "digit");
  const split = stratifiedSplit(rng(1), labels);
  const [x, unseen] = [pick(rows, split.train), pick(rows, split.test)];
  const [y, truth] = [pick(labels, split.train), pick(labels, split.test)];

  const net = network({ sizes: [64, 48, 10], activation: "relu" });
  const objective = networkObjective(net, crossEntropyWithLogitsAndLabel, x, y);
  const oursStart = performance.now();
  const { parameters } = train(objective, net.initialise(rng(2)), {
    optimiser: adam(),
    learningRate: 0.005,
    epochs,
    batchSize: 32,
    rng: rng(3),
  });
  const ours = (performance.now() - oursStart) / 1000;
  const oursAccuracy = accuracy(predictions(net.outputs(parameters, unseen)), truth);

  const tf = createRequire(import.meta.url)("@tensorflow/tfjs");
  await tf.setBackend("cpu");
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 48,
        inputShape: [64],
        activation: "relu",
        kernelInitializer: tf.initializers.heUniform({ seed: 2 }),
      }),
      tf.layers.dense({ units: 10, kernelInitializer: tf.initializers.heUniform({ seed: 3 }) }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(0.005),
    loss: (target, logits) => tf.losses.softmaxCrossEntropy(target, logits),
  });
  const features = tf.tensor2d(x.map((row) => [...row]));
  const targets = tf.oneHot(tf.tensor1d(y, "int32"), 10).toFloat();
  const theirsStart = performance.now();
  await model.fit(features, targets, { epochs, batchSize: 32, shuffle: true, verbose: 0 });
  const theirs = (performance.now() - theirsStart) / 1000;
  const outputs = await model
    .predict(tf.tensor2d(unseen.map((row) => [...row])))
    .argMax(1)
    .data();
  const theirsAccuracy = accuracy([...outputs], truth);

  const row = (name, seconds, share) =>
    `${name.padEnd(24)} ${(seconds / epochs).toFixed(3).padStart(10)} ${share.toFixed(4).padStart(10)}`;
  console.log(`${"".padEnd(24)} ${"s/epoch".padStart(10)} ${"accuracy".padStart(10)}`);
  console.log(row("lossbook (float64)", ours, oursAccuracy));
  console.log(row("TF.js cpu (float32)", theirs, theirsAccuracy));
  console.log(`ratio TF.js / lossbook: ${(theirs / ours).toFixed(2)}`);
}
