import type { Rng } from "../../math/random/rng.js";
import type { Arithmetic } from "./arithmetic.js";
import type { ValueType } from "./valueType.js";

/** A size: a number, or the name of a natural quantity. */
export type Size = number | string;

/** What a point of a quantity is: float64 numbers, or the parameters of a density. */
export type QuantityValue =
  number | readonly number[] | readonly (readonly number[])[] | DensityValue;

/** A mixture of Student densities times a factor that is 1 where the density is one. */
export interface DensityValue {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly scales: readonly number[];
  readonly factor: number;
}

/** How a point is drawn. */
export interface DrawContext {
  readonly rng: Rng;
  /** On the wider domain, which the quantity's own is part of. */
  readonly wide: boolean;
  /** An edge of the domain, where textbook steps break. */
  readonly edge: boolean;
  /** Far out: huge, tiny, nearly 0 or 1, tied, nearly singular; where bounds of the usual box break. */
  readonly extreme?: boolean;
  readonly sizeOf: (size: Size) => number;
  /** The values of quantities that were drawn before. */
  readonly values: ReadonlyMap<string, QuantityValue>;
}

/** A quantity of a derivation: its domain in words, its wider domain, and how points are drawn. */
export interface Quantity {
  readonly kind: string;
  readonly type: ValueType;
  /** The domain in words: `"real number"`. */
  readonly words: string;
  /** The wider domain in words; absent where there is none. */
  readonly wider?: string;
  /** Sizes that must be drawn before. */
  readonly sizes: readonly Size[];
  /** Quantities that must be drawn before. */
  readonly after?: readonly string[];
  draw(context: DrawContext): QuantityValue;
  /** The declared domain, entry by entry; the whole line where it is absent. */
  readonly range?: { readonly low?: number; readonly high?: number; readonly whole?: boolean };
  /** What must sum to one: the whole vector, each row or the whole table. */
  readonly sumsToOne?: "vector" | "rows" | "table";
  /** For samples: what they are drawn from, and how many. */
  readonly samplesOf?: { readonly distribution: string; readonly count: Size };
}

const pickOne = <V>(rng: Rng, list: readonly V[]): V => list[rng.integer(list.length)]!;
const between = (rng: Rng, low: number, high: number): number => low + (high - low) * rng.uniform();
const many = <V>(count: number, make: (i: number) => V): V[] =>
  Array.from({ length: count }, (_, i) => make(i));

type Drawn = Pick<DrawContext, "rng" | "edge" | "extreme">;

function drawReal({ rng, edge, extreme = false }: Drawn): number {
  if (extreme) return pickOne(rng, [1e3, -1e3, 150, -150, 60, -60, 1e-12, -1e-12]);
  if (edge) return pickOne(rng, [0, 1, -1, 0.5, -12, 12, 25, -25]);
  return rng.normal() * pickOne(rng, [0.5, 1, 2, 4]);
}

function drawPositive({ rng, edge, extreme = false }: Drawn): number {
  if (extreme) return pickOne(rng, [1e-4, 1e-3, 1e3]);
  if (edge) return pickOne(rng, [1, 2, 0.5, 1e-3, 30]);
  return Math.exp(rng.normal() * pickOne(rng, [0.3, 0.7, 1.2]));
}

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
    draw: ({ rng, edge, wide, extreme = false }) => {
      if (extreme) return pickOne(rng, [low + width * 1e-12, high - width * 1e-12]);
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
    draw: ({ rng, extreme = false }) =>
      extreme ? pickOne(rng, [low, high]) : low + rng.integer(high - low + 1),
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
      many(context.sizeOf(size), () => (context.wide ? drawReal(context) : context.rng.integer(2))),
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

/** A class: a whole number from 1 to the size. */
export function classIndex(size: Size): Quantity {
  return {
    kind: "classIndex",
    type: "integer",
    words: `class, from 1 to ${size}`,
    range: { low: 1, whole: true },
    sizes: [size],
    draw: ({ rng, sizeOf }) => 1 + rng.integer(sizeOf(size)),
  };
}

function drawSimplex(context: DrawContext, count: number, open: boolean): number[] {
  const { rng, wide, edge, extreme = false } = context;
  if (extreme && count > 1) {
    // Nearly a vertex, nearly an edge, and ties.
    const one = rng.integer(count);
    const nearVertex = many(count, (i) => (i === one ? 1 : 1e-13));
    const raw = pickOne(rng, [
      nearVertex,
      many(count, (i) => (i === one ? 1e-13 : 1)),
      many(count, (i) => (i === one ? 2 : 1)),
    ]);
    const total = raw.reduce((a, b) => a + b, 0);
    return wide ? raw : raw.map((value) => value / total);
  }
  if (edge && !wide) {
    const style = rng.integer(4);
    if (style === 0) return many(count, () => 1 / count);
    if (!open && style === 1) {
      const one = rng.integer(count);
      return many(count, (i) => (i === one ? 1 : 0));
    }
  }
  const spread = pickOne(rng, [0.4, 1, 2]);
  let raw = many(count, () => Math.exp(spread * rng.normal()));
  if (edge && count > 1) {
    // Zero is on the edge of the closed simplex; close to it is all that the open one has.
    const small = rng.integer(count);
    raw = raw.map((value, i) => (i === small ? (open ? value * 1e-5 : 0) : value));
  }
  if (wide) return raw;
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / total);
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
      const { rng, edge, extreme = false } = context;
      const scale = pickOne(rng, extreme ? [100, 1e-9, 0] : [0.5, 1, 2]);
      if (extreme && rng.uniform() < 0.3) {
        const tie = rng.normal();
        return many(context.sizeOf(size), () => tie);
      }
      if (extreme) return many(context.sizeOf(size), () => rng.normal() * scale);
      return many(context.sizeOf(size), () => (edge ? drawReal(context) : rng.normal() * scale));
    },
  };
}

/** A vector of numbers above zero. */
export function positives(size: Size): Quantity {
  return {
    kind: "positives",
    type: "vector",
    words: `vector of ${size} positive numbers`,
    range: { low: 0 },
    sizes: [size],
    draw: (context) => many(context.sizeOf(size), () => drawPositive(context)),
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
    draw: ({ rng, sizeOf }) => many(sizeOf(size), () => low + rng.integer(high - low + 1)),
  };
}

/** A matrix of real numbers. */
export function matrix(rows: Size, columns: Size): Quantity {
  return {
    kind: "matrix",
    type: "matrix",
    words: `${rows}×${columns} matrix of real numbers`,
    sizes: [rows, columns],
    draw: ({ rng, sizeOf, extreme = false }) => {
      if (!extreme) return many(sizeOf(rows), () => many(sizeOf(columns), () => rng.normal()));
      // Of rank one, or zero.
      const row = many(sizeOf(columns), () => rng.normal());
      const factor = pickOne(rng, [1, 1, 0]);
      return many(sizeOf(rows), (i) => row.map((value) => value * factor * 2 ** i));
    },
  };
}

/** A symmetric positive definite matrix; widens to matrices that are not symmetric. */
export function symmetricPositive(size: Size): Quantity {
  return {
    kind: "symmetricPositive",
    type: "matrix",
    words: `symmetric positive definite ${size}×${size} matrix`,
    wider: "positive definite matrix, not symmetric",
    sizes: [size],
    draw: ({ rng, sizeOf, wide, extreme = false }) => {
      const n = sizeOf(size);
      if (extreme) {
        // Small eigenvalues; the wider domain adds what is not symmetric.
        const turn = wide ? 1e-5 : 0;
        return many(n, (i) =>
          many(n, (j) => (i === j ? (i === 0 ? 1e-4 : 1) : i < j ? turn : -turn)),
        );
      }
      const root = many(n, () => many(n, () => rng.normal() * 0.6));
      const product = many(n, (i) =>
        many(
          n,
          (j) =>
            root[i]!.reduce((sum, value, k) => sum + value * root[j]![k]!, 0) + (i === j ? 0.8 : 0),
        ),
      );
      const symmetric = product.map((row, i) =>
        row.map((value, j) => (i <= j ? value : product[j]![i]!)),
      );
      if (!wide) return symmetric;
      return symmetric.map((row, i) =>
        row.map((value, j) => value + (i < j ? 0.3 : i > j ? -0.3 : 0)),
      );
    },
  };
}

/** A table of joint probabilities, all positive; widens to tables of positive numbers. */
export function joint(rows: Size, columns: Size): Quantity {
  return {
    kind: "joint",
    type: "matrix",
    range: { low: 0, high: 1 },
    words: `table of ${rows}×${columns} joint probabilities, none of them 0`,
    wider: "table of positive numbers",
    sizes: [rows, columns],
    sumsToOne: "table",
    draw: (context) => {
      const { rng, sizeOf, wide, extreme = false } = context;
      if (extreme && !wide) {
        // Nearly deterministic: one cell a row holds nearly everything.
        const width = sizeOf(columns);
        const cells = many(sizeOf(rows), (i) => many(width, (j) => (j === i % width ? 1 : 1e-9)));
        const sum = cells.flat().reduce((a, b) => a + b, 0);
        return cells.map((row) => row.map((value) => value / sum));
      }
      const raw = many(sizeOf(rows), () => many(sizeOf(columns), () => Math.exp(rng.normal())));
      if (wide) return raw;
      const total = raw.flat().reduce((a, b) => a + b, 0);
      return raw.map((row) => row.map((value) => value / total));
    },
  };
}

/** A distribution over `columns` outcomes for each of `rows` conditions; widens to positive tables. */
export function conditional(rows: Size, columns: Size): Quantity {
  return {
    kind: "conditional",
    type: "matrix",
    range: { low: 0, high: 1 },
    words: `table of ${rows} rows, each of them probabilities of ${columns} outcomes`,
    wider: "table of positive numbers",
    sizes: [rows, columns],
    sumsToOne: "rows",
    draw: (context) =>
      many(context.sizeOf(rows), () => drawSimplex(context, context.sizeOf(columns), true)),
  };
}

/** A probability density on the real line; widens to positive functions with a finite integral. */
export function density(): Quantity {
  return {
    kind: "density",
    type: "function",
    words: "probability density on the real line, positive everywhere",
    wider: "positive function",
    sizes: [],
    draw: ({ rng, wide, extreme = false }) => {
      if (extreme) {
        const scale = pickOne(rng, [0.02, 50]);
        return { weights: [1], means: [rng.normal()], scales: [scale], factor: wide ? 1.7 : 1 };
      }
      const parts = 1 + rng.integer(2);
      const raw = many(parts, () => between(rng, 0.5, 1));
      const total = raw.reduce((a, b) => a + b, 0);
      return {
        weights: raw.map((value) => value / total),
        means: many(parts, () => rng.normal() * 1.5),
        scales: many(parts, () => between(rng, 0.6, 1.6)),
        factor: wide ? between(rng, 1.2, 2.5) : 1,
      };
    },
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

/** The degrees of freedom of the densities: tails that float64 never loses where they matter. */
const freedom = 9;

/** The value of a point as the evaluator takes it, in one arithmetic. */
export function toEnvironment<T>(
  F: Arithmetic<T>,
  quantity: Quantity,
  value: QuantityValue,
  narrow: boolean,
): unknown {
  if (quantity.type === "integer") return value;
  if (typeof value === "number") return F.of(value);
  if (!Array.isArray(value)) return densityFunction(F, value as DensityValue);
  if (quantity.type === "vector") {
    const list = (value as readonly number[]).map(F.of);
    return narrow && quantity.sumsToOne === "vector" ? normalised(F, list) : list;
  }
  const rows = (value as readonly (readonly number[])[]).map((row) => row.map(F.of));
  if (narrow && quantity.sumsToOne === "rows") return rows.map((row) => normalised(F, row));
  if (narrow && quantity.sumsToOne === "table") {
    const flat = normalised(F, rows.flat());
    return rows.map((row, i) => flat.slice(i * row.length, (i + 1) * row.length));
  }
  return rows;
}

/** Drawn numbers sum to one within 1e-16; with more digits that would be a false alarm. */
function normalised<T>(F: Arithmetic<T>, list: readonly T[]): T[] {
  if (F.digits <= 16) return [...list];
  const total = list.reduce((a, b) => F.add(a, b));
  return list.map((value) => F.divide(value, total));
}

function densityFunction<T>(F: Arithmetic<T>, value: DensityValue): (x: T) => T {
  const half = F.of((freedom + 1) / 2);
  // Γ(5)/(Γ(4.5)·√(9π)), so that the mixture integrates to one in this arithmetic.
  const constant = F.divide(
    F.exp(F.subtract(F.lnGamma(half), F.lnGamma(F.of(freedom / 2)))),
    F.sqrt(F.multiply(F.of(freedom), F.pi)),
  );
  const one = F.of(1);
  const parts = value.weights.map((weight, i) => ({
    front: F.multiply(
      F.multiply(F.of(weight), F.of(value.factor)),
      F.divide(constant, F.of(value.scales[i]!)),
    ),
    mean: F.of(value.means[i]!),
    scale: F.of(value.scales[i]!),
  }));
  const density = (x: T): T => {
    let total = F.of(0);
    for (const { front, mean, scale } of parts) {
      const u = F.divide(F.subtract(x, mean), scale);
      const base = F.add(one, F.divide(F.multiply(u, u), F.of(freedom)));
      total = F.add(total, F.divide(front, F.power(base, half)));
    }
    return total;
  };
  return Object.assign(density, { peaks: value.means });
}
