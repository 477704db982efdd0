import { inTurn, many, pickOne, drawReal, drawPositive, drawSimplex } from "./drawing.js";
import type { Rng } from "../../math/random/rng.js";
import type { Quantity, Size } from "./quantity.js";

/** A vector of 0s and 1s; widens to real vectors. */
export function bits(size: Size): Quantity {
  return {
    kind: "bits",
    type: "vector",
    words: `${size} numbers, each 0 or 1`,
    range: { low: 0, high: 1, whole: true },
    wider: "real numbers",
    sizes: [size],
    draw: (context) =>
      many(context.sizeOf(size), () =>
        context.wide
          ? drawReal(context)
          : context.extreme === undefined
            ? context.rng.integer(2)
            : inTurn([0, 1], context.extreme),
      ),
  };
}

/** A vector with a single 1; widens to real vectors. */
export function oneHot(size: Size): Quantity {
  return {
    kind: "oneHot",
    type: "vector",
    words: `one-hot vector of ${size} classes`,
    range: { low: 0, high: 1, whole: true },
    wider: "real vector",
    sizes: [size],
    draw: (context) => {
      const count = context.sizeOf(size);
      if (context.wide) return many(count, () => drawReal(context));
      const one = context.rng.integer(count);
      return many(count, (i) => (i === one ? 1 : 0));
    },
  };
}

/**
 * Probabilities of `size` outcomes; widens to positive vectors. With `open` none of them is 0.
 */
export function simplex(size: Size, options: { readonly open?: boolean } = {}): Quantity {
  const open = options.open ?? false;
  return {
    kind: "simplex",
    type: "vector",
    range: { low: 0, high: 1 },
    words: `probabilities of ${size} outcomes${open ? ", none of them 0" : ""}`,
    wider: "vector of positive numbers",
    sizes: [size],
    sumsToOne: "vector",
    draw: (context) => drawSimplex(context, context.sizeOf(size), open),
  };
}

/** A vector of real numbers. */
export function vector(size: Size): Quantity {
  return {
    kind: "vector",
    type: "vector",
    words: `vector of ${size} real numbers`,
    sizes: [size],
    draw: (context) => {
      const { rng, edge, extreme, sizeOf } = context;
      if (extreme !== undefined) return extremeVector(rng, sizeOf(size), extreme);
      const scale = pickOne(rng, [0.5, 1, 2]);
      return many(sizeOf(size), () => (edge ? drawReal(context) : rng.normal() * scale));
    },
  };
}

/** Zero, tied, huge, tiny, one component far from the others, one that is zero, two that are the same. */
function extremeVector(rng: Rng, count: number, extreme: number): number[] {
  const drawn = many(count, () => rng.normal());
  const [first = 0] = drawn;
  const shapes: readonly ((value: number, i: number) => number)[] = [
    () => 0,
    (value) => value * 100,
    () => first,
    (value) => value * 1e-9,
    (value, i) => (i === extreme % count ? 1e3 : value),
    (value, i) => (i === extreme % count ? -1e3 : value),
    (value, i) => (i === extreme % count ? 0 : value),
    (value, i) => (i < 2 ? first : value),
  ];
  return drawn.map(inTurn(shapes, extreme));
}

/** A vector of numbers above zero. */
export function positives(size: Size): Quantity {
  return {
    kind: "positives",
    type: "vector",
    words: `vector of ${size} positive numbers`,
    range: { low: 0 },
    sizes: [size],
    draw: (context) => {
      const { extreme, sizeOf } = context;
      const count = sizeOf(size);
      if (extreme === undefined) return many(count, () => drawPositive(context));
      // All of one size, then one of them alone.
      const { rng, edge } = context;
      const one = extreme % count;
      return extreme % 2 === 0
        ? many(count, () => drawPositive({ rng, edge, extreme: extreme / 2 }))
        : many(count, (i) =>
            drawPositive(i === one ? { rng, edge, extreme: (extreme - 1) / 2 } : { rng, edge }),
          );
    },
  };
}

/** A vector of whole numbers from `low` to `high`: counts. */
export function counts(size: Size, low = 0, high = 4): Quantity {
  return {
    kind: "counts",
    type: "vector",
    range: { low, whole: true },
    words: `vector of ${size} whole numbers, tested from ${low} to ${high}`,
    sizes: [size],
    draw: ({ rng, sizeOf, extreme }) =>
      many(sizeOf(size), () =>
        extreme === undefined ? low + rng.integer(high - low + 1) : inTurn([low, high], extreme),
      ),
  };
}

/** Samples of a distribution: classes of a simplex point, or real numbers of a density. */
export function samples(distribution: string, count: Size): Quantity {
  return {
    kind: "samples",
    type: "vector",
    words: `${count} independent samples of ${distribution}`,
    sizes: [count],
    after: [distribution],
    samplesOf: { distribution, count },
    draw: ({ rng, sizeOf, values }) => {
      const from = values.get(distribution);
      const n = sizeOf(count);
      if (Array.isArray(from)) return many(n, () => 1 + rng.integer(from.length));
      return many(n, () => rng.normal() * 2);
    },
  };
}
