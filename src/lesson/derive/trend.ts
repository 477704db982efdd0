import { WideNumber } from "../expression/wideNumber.js";

/** A way to a limit: its words, and the places on it, each nearer than the one before. */
export interface Approach {
  readonly from: string;
  readonly places: readonly WideNumber[];
  /** log₁₀ of how near each of them is. */
  readonly nearness: readonly number[];
  /** Much nearer still, for what tends as slowly as 1/ln n. */
  readonly farther: readonly WideNumber[];
}

/** How far two lines are apart at a place on the way to a limit. */
export interface Trend {
  readonly gap: (place: WideNumber) => WideNumber;
  /** The size of the limit. */
  readonly size: WideNumber;
  /** The places are whole numbers that double, since a sum must be computed at each. */
  readonly isLong: boolean;
}

/** At so many of the farthest places a line need not have a value. */
const farOff = 2;
/** A gap below this, beside the limit, is none. */
const nothing = 1e-9;
/** A gap that shrinks must not stop shrinking: it is at most this share of the gap before. */
const steady = 0.9;

/** Whether the gap goes to zero: fast, at an estimated power, or as slowly as a logarithm. */
export function settles(trend: Trend, way: Approach): boolean {
  const all = way.places.map((place) => trend.gap(place));
  // Far from the limit there may be no value yet: (1 + x/n)ⁿ of a negative x.
  const first = all.findIndex((gap) => gap.isFinite());
  if (first < 0 || first > farOff) return false;
  const gaps = all.slice(first);
  const nearness = way.nearness.slice(first);
  const { farther } = way;
  if (gaps.some((gap) => !gap.isFinite())) return false;
  if (trend.isLong) return shrinks(gaps) && extrapolates(gaps, way.places.slice(first), trend.size);
  const size = Math.max(1e-3, trend.size.toNumber());
  const small = nothing * size;
  // What oscillates without end may be small at one place: the last three must be.
  const last = gaps.slice(-3);
  if (last.every((gap) => gap.lte(small)) && (shrinks(last) || last.every(vanished))) return true;
  if (!shrinks(gaps)) return false;
  // A power of the distance: its order does not change on the way.
  const orders = gaps
    .slice(1)
    .map((gap, i) => gap.div(gaps[i]!).log10() / (nearness[i]! - nearness[i + 1]!))
    .slice(-3);
  if (orders.every((order) => order > 0.02 && Math.abs(order / orders[0]! - 1) < 0.05)) return true;
  const far = farther.map((place) => trend.gap(place));
  if (far.length === 0 || far.some((gap) => !gap.isFinite())) return false;
  return shrinks(far, 0.3) && far.at(-1)!.lte(gaps[0]!.times(1e-3));
}

/** A ratio on the way to a limit stays bounded: far on it is no larger than before, or its growth dies away. */
export function isBounded(
  {
    values,
    farther,
  }: { readonly values: readonly WideNumber[]; readonly farther: readonly WideNumber[] },
  isLong: boolean,
): boolean {
  if (![...values, ...farther].every((ratio) => ratio.isFinite())) return false;
  const holds = (list: readonly WideNumber[], room: number): boolean => {
    const half = Math.ceil(list.length / 2);
    return highest(list.slice(half)).lte(highest(list.slice(0, half)).times(room));
  };
  if (!isLong) {
    if (!holds(values, 1.25)) return false;
    const last = values.slice(-3);
    // Where it stands still by now, numbers much nearer to the limit would only be lost in rounding.
    const isStill = highest(last).lte(last.reduce((a, b) => (b.lt(a) ? b : a)).times(1.01));
    return isStill || shrinks(values) || farther.length === 0 || holds(farther, 1.25);
  }
  const growth = values.slice(1).map((ratio, i) => ratio.minus(values[i]!).abs());
  return (
    holds(values, 1.02) || growth.slice(1).every((step, i) => step.lte(growth[i]!.times(0.85)))
  );
}

const highest = (list: readonly WideNumber[]): WideNumber =>
  list.reduce((a, b) => (b.gt(a) ? b : a));

const vanished = (gap: WideNumber): boolean => gap.lte(1e-30);

const shrinks = (gaps: readonly WideNumber[], share = steady): boolean =>
  gaps.every((gap, i) => i === 0 || vanished(gap) || gap.lte(gaps[i - 1]!.times(share)));

/** Beside the limit: what an extrapolation may leave, at all and where it still comes nearer with every place. */
const leftAtAll = 1e-11;
const leftComingNearer = 1e-6;

/** Gaps at n, 2n, 4n, …: a polynomial in 1/n, or in 1/√n, through all of them must vanish at 0. */
function extrapolates(
  gaps: readonly WideNumber[],
  places: readonly WideNumber[],
  limit: WideNumber,
): boolean {
  const size = limit.abs().plus(1e-3);
  const distances = places.map((n) => WideNumber.of(n.precision, 1).div(n));
  return [distances, distances.map((h) => h.sqrt())].some((nodes) => {
    const left = extrapolated(gaps, nodes);
    if (left.at(-1)!.lte(size.times(leftAtAll))) return true;
    const comesNearer = left.slice(-3).every((x, i, list) => i === 0 || x.lte(list[i - 1]!.div(4)));
    return comesNearer && left.at(-1)!.lte(size.times(leftComingNearer));
  });
}

/** |value at 0| of the polynomials through the first, the first two, … of all points, by Neville's scheme. */
function extrapolated(values: readonly WideNumber[], nodes: readonly WideNumber[]): WideNumber[] {
  const diagonal: WideNumber[] = [];
  let row: WideNumber[] = [];
  values.forEach((value, i) => {
    const next = [value];
    for (let k = 1; k <= i; k++) {
      const step = next[k - 1]!.minus(row[k - 1]!);
      next.push(next[k - 1]!.plus(step.div(nodes[i - k]!.div(nodes[i]!).minus(1))));
    }
    diagonal.push(next[i]!.abs());
    row = next;
  });
  return diagonal;
}
