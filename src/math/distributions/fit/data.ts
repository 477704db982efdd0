import { checkFinite, checkNotEmpty, checkSameLength, checkWeights } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";

/** Checked data of a fit with their weights, 1 each by default. */
export interface WeightedData {
  readonly data: Vector;
  readonly weights: Vector;
  readonly totalWeight: number;
  /** Σ wᵢ f(xᵢ) / Σ wᵢ. */
  average(f: (x: number) => number): number;
  /** The least and the greatest datum that has weight. */
  range(): { least: number; most: number };
}

/** Squares of greater data, and weights times them, have no double. */
const GREATEST = 1e150;

export function checkWeightsOf(count: number, weights: Vector | undefined): Vector {
  if (weights === undefined) return new Float64Array(count).fill(1);
  checkWeights("weights", weights);
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! > GREATEST) {
      throw new DomainError(`weights[${i}] must be at most 1e150, got ${weights[i]}`);
    }
  }
  checkSameLength("data", new Float64Array(count), "weights", weights);
  if (!(compensatedSum(weights) > 0)) {
    throw new DomainError(`weights must have a positive sum, got ${compensatedSum(weights)}`);
  }
  return weights;
}

/**
 * Data that a univariate family fits.
 *
 * Errors  DomainError if the data are empty or not finite, or `isAllowed` refuses one, or weights
 *         are negative, of another length, or all 0.
 */
export function weightedData(
  data: Vector,
  weights: Vector | undefined,
  isAllowed?: (x: number) => boolean,
  expected = "",
): WeightedData {
  checkNotEmpty("data", data);
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) checkFinite(`data[${i}]`, data[i]!);
    if (Math.abs(data[i]!) > GREATEST) {
      throw new DomainError(
        `data[${i}] must be at most 1e150 in size, whose square has a double, got ${data[i]}; fit data in another unit`,
      );
    }
    if (isAllowed !== undefined && !isAllowed(data[i]!)) {
      throw new DomainError(`data[${i}] must be ${expected}, got ${data[i]}`);
    }
  }
  const checked = checkWeightsOf(data.length, weights);
  const totalWeight = compensatedSum(checked);
  const terms = new Float64Array(data.length);
  return {
    data,
    weights: checked,
    totalWeight,
    average(f) {
      for (let i = 0; i < data.length; i++) {
        terms[i] = checked[i] === 0 ? 0 : checked[i]! * f(data[i]!);
      }
      return compensatedSum(terms) / totalWeight;
    },
    range() {
      let least = Infinity;
      let most = -Infinity;
      for (let i = 0; i < data.length; i++) {
        if (checked[i] === 0) continue;
        least = Math.min(least, data[i]!);
        most = Math.max(most, data[i]!);
      }
      return { least, most };
    },
  };
}

/** Equal data taken together, with the sum of their weights. */
export function distinctData({ data, weights }: WeightedData): WeightedData {
  const total = new Map<number, number>();
  for (let i = 0; i < data.length; i++) {
    total.set(data[i]!, (total.get(data[i]!) ?? 0) + weights[i]!);
  }
  return weightedData([...total.keys()], [...total.values()]);
}

/** The same for counts: whole numbers of at least `least`, and at most `most` where there is such a number. */
export function countData(
  data: Vector,
  weights: Vector | undefined,
  least: number,
  most = Infinity,
): WeightedData {
  return weightedData(
    data,
    weights,
    (x) => Number.isInteger(x) && x >= least && x <= most,
    most === Infinity
      ? `a whole number of at least ${least}`
      : `a whole number from ${least} to ${most}`,
  );
}

/**
 * Why a fit that would give a scale of 0 is refused: all data that count are one number, whose computed spread may be a
 * rounding; or they differ by so little that it has no double.
 */
export function checkSpread({ range }: WeightedData, scale: number, name: string): void {
  checkVaries(range(), name);
  if (scale > 0) return;
  throw new DomainError(
    `data must spread by more than their squares can hold to fit ${name}, got a spread of 0; fit data in another unit`,
  );
}

/** Refuses data of which all that count are one number. */
export function checkVaries(
  { least, most }: { readonly least: number; readonly most: number },
  name: string,
): void {
  if (most > least) return;
  throw new DomainError(`data must hold at least two different values to fit ${name}, got one`);
}
