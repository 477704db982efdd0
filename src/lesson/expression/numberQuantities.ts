import { pickOne, between, inTurn, drawReal, drawPositive } from "./drawing.js";
import type { Quantity, Size } from "./quantity.js";

/** Any real number. */
export const real: Quantity = {
  kind: "real",
  type: "scalar",
  words: "real number",
  sizes: [],
  draw: drawReal,
};

/** A real number above zero. */
export const positive: Quantity = {
  kind: "positive",
  type: "scalar",
  words: "positive number",
  range: { low: 0 },
  sizes: [],
  draw: drawPositive,
};

/**
 * A real number strictly between two others. (0, 1) is the domain of a probability and widens to the
 * positive numbers; other intervals do not widen.
 */
export function interval(low: number, high: number): Quantity {
  const probability = low === 0 && high === 1;
  const shown = (value: number): string =>
    value === Math.PI ? "π" : value === -Math.PI ? "−π" : String(value).replace("-", "−");
  const width = high - low;
  const base: Quantity = {
    kind: "interval",
    type: "scalar",
    words: `number between ${shown(low)} and ${shown(high)}`,
    range: { low, high },
    sizes: [],
    draw: ({ rng, edge, wide, extreme }) => {
      if (extreme !== undefined) {
        const near = [low + width * 1e-12, high - width * 1e-12];
        // Only beside 0 does float64 have numbers as near as that.
        if (low === 0) near.push(width * 1e-100);
        return inTurn(probability && wide ? [...near, 1e3] : near, extreme);
      }
      if (probability && wide && rng.uniform() < 0.5) return between(rng, 1, 3);
      if (edge) {
        return pickOne(rng, [low + width * 0.5, low + width * 1e-4, high - width * 1e-4]);
      }
      return low + width * Math.min(1 - 1e-9, Math.max(1e-9, rng.uniform()));
    },
  };
  return probability ? { ...base, wider: "positive number" } : base;
}

/** A number strictly between 0 and 1. */
export const probability: Quantity = interval(0, 1);

/** A whole number, both ends included. Sizes of other quantities are such numbers. */
export function nat(low: number, high: number): Quantity {
  return {
    kind: "natural",
    type: "integer",
    words: `whole number, tested from ${low} to ${high}`,
    range: { low: Math.min(low, 1), whole: true },
    sizes: [],
    draw: ({ rng, extreme }) =>
      extreme !== undefined
        ? inTurn([low, high, 2 * high + 1], extreme)
        : low + rng.integer(high - low + 1),
  };
}

/** 0 or 1; widens to the real numbers. */
export const bit: Quantity = {
  kind: "bit",
  type: "scalar",
  words: "0 or 1",
  range: { low: 0, high: 1, whole: true },
  wider: "real number",
  sizes: [],
  draw: (context) => (context.wide ? drawReal(context) : context.rng.integer(2)),
};

/** A class: a whole number from 1 to the size. */
export function classIndex(size: Size): Quantity {
  return {
    kind: "classIndex",
    type: "integer",
    words: `class, from 1 to ${size}`,
    range: { low: 1, whole: true },
    sizes: [size],
    draw: ({ rng, sizeOf, extreme }) =>
      extreme === undefined ? 1 + rng.integer(sizeOf(size)) : inTurn([1, sizeOf(size)], extreme),
  };
}
