import type { Rng } from "../../math/random/rng.js";
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
  /**
   * Which of the quantity's extremes, counted from 0 and taken in turn: huge, tiny, nearly 0 or 1, tied, singular; where
   * bounds of the usual box break. Absent for an ordinary point.
   */
  readonly extreme?: number;
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
