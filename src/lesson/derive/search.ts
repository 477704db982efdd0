import type { Rng } from "../../math/random/index.js";
import { belongs } from "../expression/domain.js";
import type { Quantity, QuantityValue } from "../expression/quantity.js";
import { flat } from "./compare.js";
import { extremesAt } from "./extremes.js";
import { shaped } from "./neighbours.js";
import type { Space } from "./space.js";
import type { Point } from "./point.js";

/** From how many places to go downhill, and how many steps each. */
const thorough: Descent = { starts: 3, steps: 120 };

export interface Descent {
  readonly starts: number;
  readonly steps: number;
}

export interface SearchPlace {
  readonly value: unknown;
  readonly height: number;
}

/**
 * Low places of a function, looked for all over the domain of its variable: at ordinary values, at extremes, at the
 * constants and the other quantities it speaks of, for a number on a grid too; then downhill from the lowest.
 */
export function lowPlaces(
  space: Space,
  variable: string,
  point: Point,
  f: (value: unknown) => number,
  hints: readonly number[],
  rng: Rng,
  { starts, steps }: Descent = thorough,
): SearchPlace[] {
  const quantity = space.quantities.get(variable)!;
  const fixed = new Map([...point.values].filter(([name]) => name !== variable));
  const drawn = (extremes?: ReadonlyMap<string, number>): QuantityValue =>
    space.draw(rng, point.narrow, 0.2, fixed, extremes).values.get(variable)!;
  const candidates: unknown[] = [];
  for (let i = 0; i < 12; i++) candidates.push(drawn());
  for (let i = 0; i < 8; i++) candidates.push(drawn(extremesAt([variable], i)));
  if (quantity.type === "scalar" || quantity.type === "integer") {
    candidates.push(...hints, ...hints.map((hint) => -hint), ...grid(quantity));
  } else {
    const like = candidates[0];
    const size = flat(like).length;
    for (const hint of hints) candidates.push(shaped(like, Array<number>(size).fill(hint)));
  }
  const isWhole = quantity.range?.whole === true;
  const height = (value: unknown): number => {
    const found = isInDomain(quantity, value) ? f(value) : NaN;
    return Number.isNaN(found) ? Infinity : found;
  };
  const places = candidates
    .map((value): SearchPlace => ({ value, height: height(value) }))
    .sort((a, b) => a.height - b.height)
    .slice(0, starts);
  return isWhole ? places : places.map((place) => downhill(place, height, quantity, steps));
}

/** Inside, where the domain is open. */
function isInDomain(quantity: Quantity, value: unknown): boolean {
  if (!belongs(quantity, value)) return false;
  const { low, whole = false } = quantity.range ?? {};
  return whole || low === undefined || (flat(value) as number[]).every((cell) => cell > low);
}

function grid(quantity: Quantity): number[] {
  const { low = -Infinity, high = Infinity, whole = false } = quantity.range ?? {};
  if (whole) return Array.from({ length: 60 }, (_, i) => low + i).filter((n) => n <= high);
  if (low > -Infinity && high < Infinity) {
    const inside = Array.from({ length: 64 }, (_, i) => low + ((i + 0.5) / 64) * (high - low));
    const beside = powersOfTen(-1, low === 0 ? -300 : -15, 14).map((x) => x * (high - low));
    return [...inside, ...beside.flatMap((x) => [low + x, high - x])].filter(
      (x) => x > low && x < high,
    );
  }
  const sizes = [
    ...Array.from({ length: 100 }, (_, i) => 10 ** (-4 + i * 0.08)),
    ...powersOfTen(-6, -300, 14),
    ...powersOfTen(6, 300, 14),
  ];
  return [...sizes, ...(low < 0 ? sizes.map((x) => -x) : [])];
}

/** Far out every few powers, where a function may dip between those that are extremes. */
function powersOfTen(from: number, to: number, stride: number): number[] {
  const count = Math.floor(Math.abs(to - from) / stride) + 1;
  return Array.from({ length: count }, (_, i) => 10 ** (from + Math.sign(to - from) * stride * i));
}

/** One number after the other up or down, with steps that halve: kinks and edges do not disturb it. */
function downhill(
  start: SearchPlace,
  height: (value: unknown) => number,
  quantity: Quantity,
  mostSteps: number,
): SearchPlace {
  const cells = [...(flat(start.value) as number[])];
  const simplex = quantity.sumsToOne === "vector";
  let best = start.height;
  let step = 0.25;
  for (let n = 0; n < mostSteps && step > 1e-9; n++) {
    let moved = false;
    for (let i = 0; i < cells.length; i++) {
      for (const sign of [1, -1]) {
        const by = sign * step * (Math.abs(cells[i]!) + (simplex ? 0 : 1e-3));
        const next = cells.map((cell, j) => (j === i ? cell + by : cell));
        // On the simplex the next outcome gives what this one gains.
        if (simplex) next[(i + 1) % cells.length]! -= by;
        if (quantity.kind === "symmetricPositive") mirror(next, i);
        const there = height(shaped(start.value, next));
        if (there < best) {
          best = there;
          next.forEach((cell, j) => (cells[j] = cell));
          moved = true;
        }
      }
    }
    step *= moved ? 1.5 : 0.5;
  }
  return { value: shaped(start.value, cells), height: best };
}

/** What was changed in a symmetric matrix changes on the other side too. */
function mirror(cells: number[], i: number): void {
  const n = Math.round(Math.sqrt(cells.length));
  cells[(i % n) * n + Math.floor(i / n)] = cells[i]!;
}
