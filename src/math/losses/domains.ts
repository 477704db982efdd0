import { sumsToOne } from "../numeric/checks.js";
import type { Vector } from "../numeric/vector.js";

/** A set of predictions or of targets, as data: tests and tables of losses read it. */
export interface Domain<Value extends number | Vector = number | Vector> {
  readonly name: string;
  readonly shape: "number" | "vector";
  /** In words: "a number from 0 to 1". */
  readonly description: string;
  contains(value: Value): boolean;
}

function numbers(
  name: string,
  description: string,
  contains: (x: number) => boolean,
): Domain<number> {
  return { name, shape: "number", description, contains };
}

function vectors(
  name: string,
  description: string,
  contains: (values: readonly number[]) => boolean,
): Domain<Vector> {
  return { name, shape: "vector", description, contains: (values) => contains(Array.from(values)) };
}

const isShare = (x: number): boolean => x >= 0 && x < Infinity;

/** Every domain of a prediction or a target, by name. */
export const domains = {
  real: numbers("real", "a finite number", Number.isFinite),
  logit: numbers("logit", "a number, ±Infinity included", (x) => !Number.isNaN(x)),
  logRate: numbers("logRate", "a number below +Infinity", (x) => x < Infinity),
  probability: numbers("probability", "a number from 0 to 1", (x) => x >= 0 && x <= 1),
  proportion: numbers(
    "proportion",
    "a number between 0 and 1, without them",
    (x) => x > 0 && x < 1,
  ),
  positive: numbers("positive", "a positive finite number", (x) => x > 0 && x < Infinity),
  nonNegative: numbers("nonNegative", "a finite number of at least 0", isShare),
  sign: numbers("sign", "-1 or 1", (x) => x === -1 || x === 1),
  /** Its upper end depends on the prediction it comes with. */
  label: numbers("label", "a class index from 0 to K - 1", (x) => Number.isInteger(x) && x >= 0),
  logits: vectors(
    "logits",
    "numbers below +Infinity, not all -Infinity",
    (z) => z.every((x) => x < Infinity) && z.some((x) => x > -Infinity),
  ),
  probabilities: vectors(
    "probabilities",
    "numbers of at least 0 that sum to 1",
    (p) => p.every(isShare) && sumsToOne(p),
  ),
  logProbabilities: vectors(
    "logProbabilities",
    "numbers of at most 0, -Infinity included",
    (l) => l.length > 0 && l.every((x) => x <= 0),
  ),
  amounts: vectors("amounts", "finite numbers of at least 0, of any sum", (w) => w.every(isShare)),
  meanAndLogSpread: vectors(
    "meanAndLogSpread",
    "a pair of finite numbers: the mean, and the logarithm of the spread",
    (pair) => pair.length === 2 && pair.every(Number.isFinite),
  ),
  scoreAndThresholds: vectors(
    "scoreAndThresholds",
    "finite numbers: a score, then ascending thresholds",
    (v) => v.length >= 2 && v.every(Number.isFinite) && v.every((x, k) => k < 2 || x > v[k - 1]!),
  ),
} as const;
