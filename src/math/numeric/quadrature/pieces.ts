import { RunningSum } from "../runningSum.js";
import {
  areFew,
  ruleOverIntegers,
  ruleOverInterval,
  type Estimate,
  type Integrand,
} from "./gaussKronrod.js";

/** A part of the way, what it came to, and what it falls into where that is not good enough. */
export interface Piece extends Estimate {
  /** Undefined where doubles, or whole numbers, allow no finer pieces. */
  split(): readonly Piece[] | undefined;
}

/** Where a piece touches an end at which the integrand may be infinite. */
export interface Ends {
  readonly lower: boolean;
  readonly upper: boolean;
}

/** What lies between x and an end, or beyond x on the way to infinity: told by what the integrand does at x. */
export type TailOf = (x: number, end: number, next: number) => Float64Array | undefined;

/** A piece this many spacings of doubles wide has no finer ones. */
const NARROWEST = 400;

/** How near to x doubles allow another place that a rule can work with. */
export const nearest = (x: number): number =>
  NARROWEST * Math.max(Math.abs(x) * Number.EPSILON, 1e-304);

const doubtOf = ({ error, errorBeside }: Estimate): number => error + errorBeside;

const far = (a: number, b: number): number => Math.max(Math.abs(a), Math.abs(b));

/** What a tail is known to at best, beside itself. */
const TAIL_ROUNDING = 1e-14;

/** So often a piece is halved towards an end before the tail there is tried. */
const PATIENCE = 5;

/** Between two numbers. `singular` says at which of them a tail may serve better than a rule. */
export function interval(
  f: Integrand,
  lower: number,
  upper: number,
  channels: number,
  singular: Ends,
  tailOf: TailOf,
  depth = 0,
): Piece {
  const plain = ruleOverInterval(f, lower, upper, channels);
  const middle = halfway(lower, upper);
  const fine = upper - lower > 2 * nearest(far(lower, upper));
  const part = (a: number, b: number, ends: Ends): Piece =>
    interval(f, a, b, channels, ends, tailOf, ends.lower || ends.upper ? depth + 1 : 0);
  const below = (): Piece => part(lower, middle, { lower: singular.lower, upper: false });
  const above = (): Piece => part(middle, upper, { lower: false, upper: singular.upper });
  const atOneEnd = singular.lower !== singular.upper;
  const width = upper - lower;
  const early = depth < PATIENCE && width > 2 ** PATIENCE * nearest(far(lower, upper));
  const regular =
    early || !(plain.error > 1e-14 * Math.abs(plain.sums[0]!) || plain.errorBeside > 1e-15);
  if (!atOneEnd || regular || !fine) {
    return { ...plain, split: () => (fine ? [below(), above()] : undefined) };
  }
  const [end, start] = singular.lower ? [lower, upper] : [upper, lower];
  const rest = singular.lower ? above() : below();
  const tail = refined(tailOf(start, end, middle), tailOf(middle, end, halfway(end, middle)), rest);
  const more = width > 4 * nearest(far(lower, upper));
  return {
    ...(tail !== undefined && doubtOf(tail) < doubtOf(plain) ? tail : plain),
    // The last piece before doubles end keeps its tail.
    split: () => (more ? [rest, singular.lower ? below() : above()] : undefined),
  };
}

/** Halfway, without overflow: in magnitude, where that differs much, for a density may live at all of them. */
function halfway(a: number, b: number): number {
  const [small, great] = [Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))];
  const isFarApart = Math.sign(a) === Math.sign(b) && small > 0 && great > 16 * small;
  return isFarApart ? Math.sign(a) * Math.sqrt(small) * Math.sqrt(great) : a / 2 + b / 2;
}

/** A tail known at two places: the nearer one and the piece between give the value, the difference the error. */
function refined(
  whole: Float64Array | undefined,
  near: Float64Array | undefined,
  between: Estimate,
): Estimate | undefined {
  if (whole === undefined || near === undefined) return undefined;
  const sums = near.map((x, c) => x + between.sums[c]!);
  // Where the tails shrink slowly, what is still missing is a geometric series of such differences.
  const ratio = Math.min(0.999, Math.abs(near[0]! / (whole[0]! || 1)));
  const series = Math.max(1, ratio / (1 - ratio));
  const difference = Math.abs(whole[0]! - sums[0]!);
  const noise = TAIL_ROUNDING * Math.abs(whole[0]!);
  const error = noise + difference + Math.max(0, difference - noise) * series + between.error;
  return Number.isNaN(error) ? undefined : { sums, error, errorBeside: between.errorBeside };
}

/** From x to infinity, `side` +1 up and −1 down, in steps that double; `width` is the first. */
export function ray(
  f: Integrand,
  x: number,
  side: 1 | -1,
  width: number,
  channels: number,
  tailOf: TailOf,
  whole: boolean,
): Piece {
  const [near, far] = [x + side * width, x + side * 3 * width];
  const away = { lower: false, upper: false };
  const step = (): Piece => {
    // Of whole numbers x is behind us and `near` the last of the step.
    if (whole)
      return side === 1 ? integers(f, x + 1, near, channels) : integers(f, near, x - 1, channels);
    return side === 1
      ? interval(f, x, near, channels, away, tailOf)
      : interval(f, near, x, channels, away, tailOf);
  };
  const end = side * Infinity;
  const beyond = tailOf(x, end, near);
  const nothing = beyond?.every((sum) => sum === 0) ?? false;
  if (nothing || !Number.isFinite(far)) {
    const sums = beyond ?? new Float64Array(channels);
    const error = nothing ? 0 : Math.abs(sums[0]!);
    return { sums, error, errorBeside: 0, split: () => undefined };
  }
  const between = step();
  const tail = refined(beyond, tailOf(near, end, far), between);
  return {
    ...(tail ?? { ...between, error: Infinity }),
    split: () => [between, ray(f, near, side, 2 * width, channels, tailOf, whole)],
  };
}

/** The whole numbers from `lower` to `upper`: one by one where they are few. */
export function integers(f: Integrand, lower: number, upper: number, channels: number): Piece {
  const count = upper - lower + 1;
  if (areFew(count)) return { ...oneByOne(f, lower, upper, channels), split: () => undefined };
  const middle = lower + Math.floor(count / 2);
  return {
    ...ruleOverIntegers(f, lower, upper, channels),
    split: () =>
      middle > lower && middle <= upper && middle - 1 < middle
        ? [integers(f, lower, middle - 1, channels), integers(f, middle, upper, channels)]
        : undefined,
  };
}

/** Every whole number from `lower` to `upper`. */
export function oneByOne(f: Integrand, lower: number, upper: number, channels: number): Estimate {
  const out = new Float64Array(channels);
  const totals = Array.from(out, () => new RunningSum());
  let absolute = 0;
  for (let k = lower; k <= upper; k++) {
    f(k, out);
    absolute += Math.abs(out[0]!);
    totals.forEach((total, c) => total.add(out[c]!));
  }
  return {
    sums: Float64Array.from(totals, ({ total }) => total),
    error: Number.EPSILON * absolute,
    errorBeside: 0,
  };
}
