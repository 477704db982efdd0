import { rng } from "../../math/random/index.js";
import type { Arithmetic } from "./arithmetic.js";
import type { Least } from "./least.js";
import { newtonStep } from "./newtonStep.js";
import { NoSecondOpinion } from "./noSecondOpinion.js";

interface Shape {
  readonly low: number;
  readonly isSimplex: boolean;
  /** Whether the edges of the simplex belong to it. */
  readonly hasEdges: boolean;
}

const starts = 3;
const mostSteps = 400;
/** Below this a probability is 0, or as small as e to a large negative number: it is sought by its order. */
const vanishing = 1e-6;
/** Beyond this a component has no bound. */
const far = 1e6;

/** Over vectors of real numbers, of positive ones, or the simplex: the function is smooth there, or has its kinks along the axes. */
export function leastOfMany<T>(
  F: Arithmetic<T>,
  f: (cells: readonly T[]) => T,
  size: number,
  shape: Shape,
): Least<T> {
  const height = (cells: readonly number[]): number => {
    const isIn = shape.isSimplex
      ? cells.every((x) => (shape.hasEdges ? x >= 0 : x > 0))
      : cells.every((x) => x > shape.low);
    const value = isIn ? F.toNumber(f(cells.map(F.of))) : NaN;
    return Number.isNaN(value) ? Infinity : value;
  };
  const lowest = candidates(size, shape)
    .map((cells) => ({ cells, height: height(cells) }))
    .sort((a, b) => a.height - b.height)
    .slice(0, starts)
    .map((start) => downhill(start, height, shape, F.digits > 16 ? 1e-7 : 1e-15))
    .sort((a, b) => a.height - b.height)[0]!;
  if (lowest.height === -Infinity || lowest.cells.some((x) => Math.abs(x) > far)) {
    return { value: F.of(NaN), isAttained: false };
  }
  const polished = polish(F, f, withSmallParts(F, f, lowest.cells, shape), shape);
  if (polished !== undefined) return { value: polished, isAttained: true };
  if (F.digits > 16)
    throw new NoSecondOpinion("a minimum at an edge or a kink of several variables");
  const isAtEdge = !shape.hasEdges && lowest.cells.some((x) => x - shape.low < vanishing);
  F.lose((1e-10 * (1 + Math.abs(lowest.height))) as T);
  return { value: F.of(lowest.height), isAttained: !isAtEdge };
}

function candidates(size: number, { low, isSimplex, hasEdges }: Shape): number[][] {
  const random = rng(11);
  const list = (cell: (i: number) => number): number[] =>
    Array.from({ length: size }, (_, i) => cell(i));
  const toSimplex = (cells: readonly number[]): number[] => {
    const total = cells.reduce((a, b) => a + b, 0);
    return cells.map((x) => x / total);
  };
  const draws = Array.from({ length: 12 }, (_, n) => {
    const scale = [0.5, 1, 3][n % 3]!;
    return list(() => (low === 0 ? Math.exp(random.normal() * scale) : random.normal() * scale));
  });
  if (isSimplex) {
    const vertices = hasEdges ? list((i) => i).map((one) => list((i) => (i === one ? 1 : 0))) : [];
    return [list(() => 1 / size), ...vertices, ...draws.map(toSimplex)];
  }
  return [...(low === 0 ? [list(() => 1)] : [list(() => 0), list(() => 1)]), ...draws];
}

interface Place {
  readonly cells: readonly number[];
  readonly height: number;
}

/** One number after the other up or down; on the simplex from one outcome to another. */
function downhill(
  start: Place,
  height: (cells: readonly number[]) => number,
  { isSimplex }: Shape,
  finest: number,
): Place {
  let { cells, height: best } = start;
  let step = 0.25;
  for (let n = 0; n < mostSteps && step > finest; n++) {
    let moved = false;
    for (const i of cells.keys()) {
      for (const to of isSimplex ? cells.keys() : [i]) {
        if (isSimplex && to === i) continue;
        for (const sign of isSimplex ? [1] : [1, -1]) {
          const by = isSimplex
            ? Math.min(step, cells[to]!)
            : sign * step * (Math.abs(cells[i]!) + 1e-2);
          const next = cells.map((x, j) => (j === i ? x + by : isSimplex && j === to ? x - by : x));
          const nextHeight = height(next);
          if (nextHeight < best) {
            [cells, best] = [next, nextHeight];
            moved = true;
          }
        }
      }
    }
    step *= moved ? 1.5 : 0.5;
  }
  return { cells, height: best };
}

/**
 * Each probability that is about 0 takes the best of 0 and a ladder of small values, at the cost of the largest: the
 * entropy of a softmax has its maximum beside an edge, at e⁻²⁵ as well as at ½, and no step that is fit for ½ finds it.
 */
function withSmallParts<T>(
  F: Arithmetic<T>,
  f: (cells: readonly T[]) => T,
  from: readonly number[],
  { isSimplex, hasEdges }: Shape,
): readonly number[] {
  if (!isSimplex || !hasEdges) return from;
  const least = F.digits > 16 ? -40 : -16;
  const ladder = [0];
  for (let order = -6; order >= least; order -= 0.5) ladder.push(10 ** order);
  const largest = from.indexOf(Math.max(...from));
  const height = (cells: readonly number[]): T =>
    f(
      cells.map((x, i) =>
        i === largest
          ? F.subtract(
              F.of(1),
              cells.reduce((sum, y, j) => (j === i ? sum : F.add(sum, F.of(y))), F.of(0)),
            )
          : F.of(x),
      ),
    );
  let best = [...from];
  for (const [i, x] of from.entries()) {
    if (x >= vanishing || i === largest) continue;
    let lowest: T | undefined;
    for (const small of ladder) {
      const next = best.map((y, j) => (j === i ? small : y));
      const nextHeight = height(next);
      if (lowest !== undefined && !(F.compare(nextHeight, lowest) < 0)) continue;
      [best, lowest] = [next, nextHeight];
    }
  }
  return best;
}

/** The height where Newton's rule comes to rest from there; probabilities that are 0 stay 0. */
function polish<T>(
  F: Arithmetic<T>,
  f: (cells: readonly T[]) => T,
  from: readonly number[],
  { isSimplex, hasEdges, low }: Shape,
): T | undefined {
  const isFree = from.map((x) => !(isSimplex && hasEdges && x === 0));
  const free = from.flatMap((_, i) => (isFree[i]! ? [i] : []));
  // What is left of 1 goes to the most probable outcome.
  const largest = from.indexOf(Math.max(...from));
  const moving = isSimplex ? free.filter((i) => i !== largest) : free;
  const whole = (cells: readonly T[]): T[] => {
    const all = from.map(() => F.of(0));
    moving.forEach((i, n) => (all[i] = cells[n]!));
    if (isSimplex) {
      all[largest] = F.subtract(
        F.of(1),
        cells.reduce((a, b) => F.add(a, b), F.of(0)),
      );
    }
    return all;
  };
  const g = (cells: readonly T[]): T => f(whole(cells));
  let at = moving.map((i) => F.of(from[i]!));
  let height = g(at);
  for (let n = 0; n < 30; n++) {
    if (at.length === 0) return height;
    const step = newtonStep(F, g, at, isSimplex ? 0 : undefined);
    if (step === undefined) return undefined;
    let share = F.of(1);
    let next = at;
    for (let halving = 0; halving < 6; halving++) {
      next = at.map((x, i) => F.add(x, F.multiply(share, step[i]!)));
      const isIn = whole(next).every((x) => !(F.toNumber(x) < low));
      const nextHeight = isIn ? g(next) : F.of(NaN);
      if (F.compare(nextHeight, height) <= 0) break;
      share = F.divide(share, F.of(2));
    }
    const nextHeight = g(next);
    if (F.compare(nextHeight, height) <= 0) [at, height] = [next, nextHeight];
    const sizes = at.map((x) => Math.abs(F.toNumber(x)));
    const beside = isSimplex ? 0 : 1e-9 + Math.max(...sizes);
    const atRest = F.digits > 16 ? 1e-22 : 1e-6;
    if (step.every((part, i) => Math.abs(F.toNumber(part)) <= atRest * (sizes[i]! + beside))) {
      return height;
    }
  }
  return undefined;
}
