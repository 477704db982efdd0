import type { Arithmetic } from "./arithmetic.js";
import type { Least } from "./least.js";
import { levelsOff } from "./levelsOff.js";
import { newtonStep } from "./newtonStep.js";

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** In how many valleys of the grid one looks for the bottom. */
const valleys = 3;
const golden = (Math.sqrt(5) - 1) / 2;
/**
 * How far out a bottom is looked for: e^(−x²) must not have become 0 there. A search within a search goes as far as the
 * outer one drives it.
 */
const farthest = 1e7;
const farthestInside = 1e18;
/** How near the ends are looked at. */
const nearness = [1e-6, 1e-9, 1e-12];

/** Over an open interval of numbers, which may have no end. */
export function leastOfOne<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  ends: Ends,
  marks: readonly T[],
): Least<T> {
  return F.searching((depth) => searched(F, f, ends, marks, depth > 1));
}

/** A search within a search looks at fewer places, and farther out. */
function searched<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  { low, high }: Ends,
  marks: readonly T[],
  isNested: boolean,
): Least<T> {
  const isInside = (x: T): boolean => F.toNumber(x) > low && F.toNumber(x) < high;
  const places = [...grid(low, high, isNested ? 20 : 64).map(F.of), ...marks.filter(isInside)].sort(
    (a, b) => F.compare(a, b),
  );
  const heights = places.map(f);
  // Where it still falls at the last place, the bottom is farther out.
  if (high === Infinity) reach(F, f, places, heights, 1, isNested);
  if (low === -Infinity) {
    places.reverse();
    heights.reverse();
    reach(F, f, places, heights, -1, isNested);
    places.reverse();
    heights.reverse();
  }
  const isLow = (i: number): boolean =>
    [i - 1, i + 1].every(
      (j) => heights[j] === undefined || !(F.compare(heights[j], heights[i]!) < 0),
    );
  const bottoms = places
    .map((_, i) => i)
    .filter((i) => F.isFinite(heights[i]!) && isLow(i))
    .sort((i, j) => F.compare(heights[i]!, heights[j]!))
    .slice(0, isNested ? 1 : valleys);
  let best: T | undefined;
  for (const i of bottoms) {
    const value = bottom(F, f, isInside, [
      places[i - 1] ?? places[i]!,
      places[i]!,
      places[i + 1] ?? places[i]!,
    ]);
    if (best === undefined || F.compare(value, best) < 0) best = value;
  }
  const outermost = Math.max(...[places[0]!, places.at(-1)!].map((x) => Math.abs(F.toNumber(x))));
  return beyond(F, f, { low, high }, best ?? F.of(NaN), outermost, marks);
}

/** Adds places four times as far out, each, as long as the function falls. */
function reach<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  places: T[],
  heights: T[],
  sign: 1 | -1,
  isNested: boolean,
): void {
  let size = Math.max(1, Math.abs(F.toNumber(places.at(-1)!)));
  const end = isNested ? farthestInside : farthest;
  while (size < end && F.compare(heights.at(-1)!, heights.at(-2)!) < 0) {
    size *= 4;
    places.push(F.of(sign * size));
    heights.push(f(places.at(-1)!));
  }
}

function grid(low: number, high: number, count: number): number[] {
  if (low > -Infinity && high < Infinity) {
    return Array.from({ length: count }, (_, i) => low + ((i + 0.5) / count) * (high - low));
  }
  const sizes = Array.from({ length: count }, (_, i) => 10 ** (-3 + (i * 7) / count));
  const from = low > -Infinity ? low : high < Infinity ? high : 0;
  const up = high === Infinity ? sizes.map((x) => from + x) : [];
  const down = low === -Infinity ? sizes.map((x) => from - x) : [];
  return [...up, ...down, ...(up.length > 0 && down.length > 0 ? [0] : [])];
}

/** The bottom of a valley between two places: by the golden section, then by Newton's rule, else by halving on. */
function bottom<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  isInside: (x: T) => boolean,
  [from, middle, to]: readonly [T, T, T],
): T {
  let [a, b] = [from, to];
  const ratio = F.of(golden);
  const inner = (): [T, T] => {
    const width = F.multiply(ratio, F.subtract(b, a));
    return [F.subtract(b, width), F.add(a, width)];
  };
  let [left, right] = inner();
  let [atLeft, atRight] = [f(left), f(right)];
  let best = { x: middle, height: f(middle) };
  const keep = (x: T, height: T): void => {
    if (F.compare(height, best.height) < 0) best = { x, height };
  };
  const narrow = (steps: number): void => {
    for (let n = 0; n < steps && F.compare(a, b) < 0; n++) {
      keep(left, atLeft);
      keep(right, atRight);
      if (F.compare(atLeft, atRight) <= 0) {
        b = right;
        [right, atRight] = [left, atLeft];
        left = F.subtract(b, F.multiply(ratio, F.subtract(b, a)));
        atLeft = f(left);
      } else {
        a = left;
        [left, atLeft] = [right, atRight];
        right = F.add(a, F.multiply(ratio, F.subtract(b, a)));
        atRight = f(right);
      }
    }
  };
  narrow(F.digits > 16 ? 24 : 30);
  const polished = newton(F, f, isInside, best.x);
  if (polished !== undefined && F.compare(polished, best.height) <= 0) return polished;
  const before = best.height;
  narrow(F.digits > 16 ? 200 : 50);
  if (F.digits > 16) F.lose(F.multiply(F.of(1e-20), F.abs(F.subtract(before, best.height))));
  return best.height;
}

/** The height where Newton's rule comes to rest; undefined where it does not. */
function newton<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  isInside: (x: T) => boolean,
  from: T,
): T | undefined {
  let x = from;
  for (let n = 0; n < 8; n++) {
    const step = newtonStep(F, ([cell]) => f(cell!), [x]);
    if (step === undefined) return undefined;
    const next = F.add(x, step[0]!);
    if (!isInside(next)) return undefined;
    x = next;
    const share = Math.abs(F.toNumber(step[0]!)) / (1e-12 + Math.abs(F.toNumber(x)));
    if (share < (F.digits > 16 ? 1e-24 : 1e-7)) return f(x);
  }
  return undefined;
}

/** What the function does towards the ends, where it may be smaller than anywhere inside. */
function beyond<T>(
  F: Arithmetic<T>,
  f: (x: T) => T,
  { low, high }: Ends,
  best: T,
  outermost: number,
  marks: readonly T[],
): Least<T> {
  const outside = Math.max(1, outermost / 1e5);
  let result: Least<T> = { value: best, isAttained: true };
  for (const [end, other] of [
    [low, high],
    [high, low],
  ] as const) {
    const inwards = end === low ? 1 : -1;
    const width = Number.isFinite(other) && Number.isFinite(end) ? Math.abs(other - end) : 1;
    const near = nearness.map((step) =>
      f(
        Number.isFinite(end)
          ? F.add(F.of(end), F.multiply(F.of(inwards * width), F.parse(String(step))))
          : F.of((-inwards * outside) / step),
      ),
    );
    const [, second, last] = near as [T, T, T];
    const isAtMark = (mark: T): boolean => F.compare(f(mark), last) === 0;
    if (F.compare(last, result.value) === 0 && result.isAttained && !marks.some(isAtMark)) {
      const towards = (t: T): T =>
        Number.isFinite(end)
          ? F.add(F.of(end), F.divide(F.of(inwards * width), t))
          : F.multiply(F.of(-inwards), t);
      const waysTo = marks.map((mark) => {
        const x = F.toNumber(mark);
        return Number.isFinite(end) ? width / Math.abs(x - end) : -inwards * x;
      });
      const farOut = (Number.isFinite(end) ? 1 : outside) / nearness.at(-1)!;
      if (levelsOff(F, (t) => f(towards(t)), last, farOut, waysTo)) {
        result = { value: last, isAttained: false };
        continue;
      }
    }
    const lowest = near.reduce((a, b) => (F.compare(b, a) < 0 ? b : a));
    if (!(F.compare(lowest, result.value) < 0) && F.isFinite(result.value)) continue;
    if (!F.isFinite(last)) {
      if (F.toNumber(last) === -Infinity) result = { value: last, isAttained: false };
      continue;
    }
    const heightAtEnd = f(F.of(end));
    const gap = F.abs(F.subtract(last, second));
    const isNear =
      F.isFinite(heightAtEnd) && F.compare(F.abs(F.subtract(heightAtEnd, last)), gap) <= 0;
    const hasSettled = Math.abs(F.toNumber(gap)) <= 1e-6 * (1 + Math.abs(F.toNumber(last)));
    if (!isNear && hasSettled) F.lose(gap);
    const value = isNear ? heightAtEnd : hasSettled ? last : F.of(NaN);
    // Flat to the end, as in rounding: the bottom inside is as low.
    if (F.compare(value, result.value) === 0) continue;
    result = { value, isAttained: false };
  }
  return result;
}
