import { checkIsNumber, checkOptions } from "../../math/numeric/checks.js";
import type { EpochRecord } from "./train.js";

/**
 * One line about an epoch, for a terminal or below a cell:
 *
 *     train(objective, start, { …, onEpoch: (record) => console.log(progressLine(record)) })
 *     // epoch 12  loss 0.08312  gradient 0.041  accuracy 0.97
 */
export function progressLine(record: EpochRecord): string {
  checkOptions("progressLine", record, [
    "epoch",
    "loss",
    "gradientNorm",
    "learningRate",
    "metrics",
  ]);
  checkIsNumber("record.epoch", record.epoch);
  checkOptions("record.metrics", record.metrics, Object.keys(record.metrics ?? {}));
  const metrics = Object.entries(record.metrics).map(([name, value]) => `${name} ${short(value)}`);
  return [
    `epoch ${record.epoch}`,
    `loss ${short(record.loss)}`,
    `gradient ${short(record.gradientNorm)}`,
    ...metrics,
  ].join("  ");
}

function short(value: number): string {
  checkIsNumber("each measure of the record", value);
  return String(Number(value.toPrecision(4)));
}
