import { checkRng } from "../../math/random/checkRng.js";
import { labelsOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { checkCount, checkOpenInterval } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { shuffle } from "../../math/random/shuffle.js";
import type { Rng } from "../../math/random/rng.js";

/** Row indices to learn from and to be judged by. */
export interface Split {
  readonly train: number[];
  readonly test: number[];
}

/**
 * Splits rows at random so that every class has the same share in the test part (rounded, at least one on
 * either side). The same rng seed gives the same split; both parts are in ascending order.
 *
 * Errors  DomainError if a class has one example only, or the fraction is not between 0 and 1.
 */
export function stratifiedSplit(rng: Rng, labels: Numbers, testFraction = 0.25): Split {
  checkOpenInterval("testFraction", testFraction, 0, 1);
  const test: number[] = [];
  const train: number[] = [];
  for (const [label, rows] of rowsByClass(labels)) {
    if (rows.length < 2) {
      throw new DomainError(
        `class ${label} has one example only: it can't stand in both training and test`,
      );
    }
    const wanted = Math.round(rows.length * testFraction);
    const count = Math.min(Math.max(wanted, 1), rows.length - 1);
    const order = shuffle(rng, rows);
    order.forEach((row, place) => (place < count ? test : train).push(row));
  }
  return { train: train.sort(ascending), test: test.sort(ascending) };
}

/** Splits N rows at random, whatever their classes: for real-valued targets. */
export function randomSplit(rng: Rng, examples: number, testFraction = 0.25): Split {
  checkRng(rng);
  checkCount("examples", examples, 2);
  checkOpenInterval("testFraction", testFraction, 0, 1);
  const order = shuffle(
    rng,
    Array.from({ length: examples }, (_, row) => row),
  );
  const count = Math.min(Math.max(Math.round(examples * testFraction), 1), examples - 1);
  return {
    train: order.slice(count).sort(ascending),
    test: order.slice(0, count).sort(ascending),
  };
}

/**
 * Cross-validation: the rows fall into `folds` parts with equal shares of every class; each part is the test
 * part once.
 *
 * Errors  DomainError if a class has fewer examples than there are folds: some fold would lack it.
 */
export function kFold(rng: Rng, labels: Numbers, folds = 5): Split[] {
  checkRng(rng);
  checkCount("folds", folds, 2);
  const parts: number[][] = Array.from({ length: folds }, () => []);
  let next = 0;
  for (const [label, rows] of rowsByClass(labels)) {
    if (rows.length < folds) {
      throw new DomainError(
        `class ${label} has ${rows.length} examples, so of ${folds} folds some would lack it; use at most ${rows.length} folds or merge the class`,
      );
    }
    // Goes on where the last class stopped, so that the folds have equal sizes too.
    for (const row of shuffle(rng, rows)) parts[next++ % folds]!.push(row);
  }
  return parts.map((test, fold) => ({
    train: parts
      .filter((_, other) => other !== fold)
      .flat()
      .sort(ascending),
    test: test.sort(ascending),
  }));
}

const ascending = (a: number, b: number): number => a - b;

function rowsByClass(classLabels: Numbers): [number, number[]][] {
  const labels = labelsOf("labels", classLabels, Infinity);
  const groups = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [row]);
    else group.push(row);
  }
  if (groups.size === 0) throw new DomainError("labels must not be empty");
  return [...groups].sort(([a], [b]) => a - b);
}
