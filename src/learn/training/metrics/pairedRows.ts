import { checkIsList, checkOptions, describeValue } from "../../../math/numeric/checks.js";
import { compensatedSum } from "../../../math/numeric/compensatedSum.js";
import { DomainError } from "../../../math/numeric/domainError.js";
import type { Numbers } from "../../../math/numeric/numbers.js";
import { pairsOf } from "./checkPairs.js";
import { meanAndDeviation, studentReach } from "./meanInterval.js";
import type { ConfidenceOptions, MeanInterval } from "./meanInterval.js";

export interface PairedRowsOptions extends ConfidenceOptions {
  /** Of each row, what it belongs to, where rows are not independent: the patient, the speaker, the row that was tested twice. */
  readonly groups?: ArrayLike<string | number>;
}

/**
 * How much more one model loses than another on the same rows: the mean of the differences dₙ = aₙ − bₙ, and its interval.
 *
 *     independent rows    d̄ ± t · s/√N,                                    t of N − 1 degrees of freedom
 *     rows in G groups    d̄ ± t · √(G/(G − 1) · Σ_g (Σₙ∈g (dₙ − d̄))²) / N,  t of G − 1
 *
 * A row that is hard is hard for both, and the difference cancels that: the interval is usually far narrower than two of
 * their own would let one think. It covers the mean difference of these two fitted models on new rows (or groups) of the
 * same population. What other training rows would have made of the models it leaves out: see `correctedInterval`.
 *
 *     pairedRows(lossesOfA, lossesOfB)                    // below 0: a loses less
 *     pairedRows(lossesOfA, lossesOfB, { groups: patients })
 *
 * Errors  DomainError for lists of different lengths, a loss that is not finite, or fewer than two rows or groups.
 * Source  Dietterich, Neural Computation 10 (1998), for the pairing; for groups Liang & Zeger, Biometrika 73 (1986).
 */
export function pairedRows(a: Numbers, b: Numbers, options: PairedRowsOptions = {}): MeanInterval {
  checkOptions("pairedRows", options, ["groups", "confidence"]);
  const { groups, confidence = 0.95 } = options;
  const [left, right] = pairsOf("a", a, "b", b);
  const differences = left.map((loss, n) => loss - right[n]!);
  const beyond = differences.findIndex((difference) => !Number.isFinite(difference));
  if (beyond >= 0) {
    throw new DomainError(
      `a[${beyond}] − b[${beyond}] must be a finite number, got ${left[beyond]} − ${right[beyond]}`,
    );
  }
  const rows = differences.length;
  if (rows < 2) throw new DomainError(`a must have at least 2 rows, got ${rows}`);
  const { mean, standardDeviation } = meanAndDeviation(differences);
  let [count, error] = [rows, standardDeviation / Math.sqrt(rows)];
  if (groups !== undefined) {
    const sums = groupSums(
      differences.map((difference) => difference - mean),
      groups,
    );
    count = sums.length;
    error = Math.sqrt(count / (count - 1)) * (Math.hypot(...sums) / rows);
  }
  const half = studentReach(confidence, count - 1) * error;
  return { count, mean, standardDeviation, lower: mean - half, upper: mean + half };
}

function groupSums(values: Float64Array, groups: ArrayLike<string | number>): number[] {
  checkIsList("groups", groups);
  if (groups.length !== values.length) {
    throw new DomainError(
      `groups must have ${values.length} entries, one a row, got ${groups.length}`,
    );
  }
  const members = new Map<string | number, number[]>();
  values.forEach((value, n) => {
    const group: unknown = groups[n];
    if (typeof group !== "string" && !Number.isFinite(group)) {
      throw new DomainError(
        `groups[${n}] must be a string or a finite number, got ${describeValue(group)}`,
      );
    }
    const own = members.get(groups[n]!);
    if (own === undefined) members.set(groups[n]!, [value]);
    else own.push(value);
  });
  if (members.size < 2) throw new DomainError("groups must name at least 2 groups, got 1");
  return [...members.values()].map((own) => compensatedSum(own));
}
