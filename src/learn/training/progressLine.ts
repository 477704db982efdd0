import type { EpochRecord } from "./train.js";

/**
 * One line about an epoch, for a terminal or below a cell:
 *
 *     train(objective, start, { …, onEpoch: (record) => console.log(progressLine(record)) })
 *     // epoch 12  loss 0.08312  gradient 0.041  accuracy 0.97
 */
export function progressLine(record: EpochRecord): string {
  const metrics = Object.entries(record.metrics).map(([name, value]) => `${name} ${short(value)}`);
  return [
    `epoch ${record.epoch}`,
    `loss ${short(record.loss)}`,
    `gradient ${short(record.gradientNorm)}`,
    ...metrics,
  ].join("  ");
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
