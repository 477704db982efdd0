import { createHash } from "node:crypto";
import { isRecord } from "../../text/isRecord.js";
import { numbersInText } from "./numbersInText.js";
import { agree, type Tolerance } from "./tolerance.js";

/**
 * A large value in few numbers, still comparable by tolerance. All numbers of the value, those inside its texts too, in
 * order x₁ … xₙ:
 *
 *     sum  = Σ xᵢ      size = Σ |xᵢ|      mark = Σ wᵢ xᵢ  with fixed pseudo-random weights wᵢ in [−1, 1]
 *
 * What is not a number (names, structure, words) is hashed and compared exactly. If every number agrees within the
 * tolerance, so do the sums, whose allowed error is the sum of the numbers' own; a change of one number by more than
 * about n times the tolerance, or of two places against each other, moves the mark.
 */
export interface Digest {
  readonly $digest: {
    readonly hash: string;
    readonly count: number;
    readonly least: number;
    readonly largest: number;
    readonly sum: number;
    readonly size: number;
    readonly mark: number;
    /** What printing in few digits has lost: of one number at most, and over all of them. */
    readonly unit: number;
    readonly slack: number;
  };
}

export const isDigest = (value: unknown): value is Digest =>
  isRecord(value) && isRecord(value.$digest);

export function digestOf(value: unknown): Digest {
  const hash = createHash("sha256");
  const weights = weightsFrom(0x9e3779b9);
  let count = 0;
  let least = Infinity;
  let largest = -Infinity;
  let sum = 0;
  let size = 0;
  let mark = 0;
  let largestUnit = 0;
  let slack = 0;
  const add = (x: number, unit: number) => {
    count++;
    least = Math.min(least, x);
    largest = Math.max(largest, x);
    sum += x;
    size += Math.abs(x);
    mark += weights() * x;
    largestUnit = Math.max(largestUnit, unit);
    slack += unit;
  };
  const visit = (node: unknown): void => {
    if (typeof node === "number") {
      hash.update("#");
      add(node, 0);
    } else if (typeof node === "string") {
      const { words, numbers } = numbersInText(node);
      hash.update(JSON.stringify(words));
      for (const number of numbers) add(number.value, number.unit);
    } else if (Array.isArray(node)) {
      hash.update("[");
      node.forEach(visit);
      hash.update("]");
    } else if (isRecord(node)) {
      hash.update("{");
      for (const key of Object.keys(node).sort()) {
        hash.update(JSON.stringify(key));
        visit(node[key]);
      }
      hash.update("}");
    } else hash.update(String(node));
  };
  visit(value);
  const round = (x: number) => Number(x.toPrecision(15));
  return {
    $digest: {
      hash: hash.digest("hex").slice(0, 16),
      count,
      least: count === 0 ? 0 : round(least),
      largest: count === 0 ? 0 : round(largest),
      sum: round(sum),
      size: round(size),
      mark: round(mark),
      unit: largestUnit,
      slack: Number(slack.toPrecision(3)),
    },
  };
}

/** Why the digests of two values do not agree, or undefined. */
export function digestDifference(
  locked: Digest,
  actual: Digest,
  tolerance: Tolerance,
): string | undefined {
  const a = locked.$digest;
  const b = actual.$digest;
  if (a.count !== b.count) return `${a.count} numbers became ${b.count}`;
  if (a.hash !== b.hash) return "names, words or structure changed";
  // 16 digits are stored: the sums carry an error of their own of about 1e-15 of the size.
  const slack =
    Math.max(a.slack, b.slack) +
    tolerance.relative * Math.max(a.size, b.size) +
    tolerance.absolute * a.count +
    2e-15 * a.size;
  for (const key of ["least", "largest"] as const) {
    if (!agree(a[key], b[key], tolerance, Math.max(a.unit, b.unit))) {
      return `the ${key} of ${a.count} numbers was ${a[key]}, is ${b[key]}`;
    }
  }
  for (const key of ["sum", "size", "mark"] as const) {
    if (Math.abs(a[key] - b[key]) > slack) {
      return `some of ${a.count} numbers changed (${key} ${a[key]} → ${b[key]}, allowed ±${slack.toPrecision(2)})`;
    }
  }
  return undefined;
}

/** Weights in [−1, 1] by xorshift32: whole-number steps, so the same in every engine. */
function weightsFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}
