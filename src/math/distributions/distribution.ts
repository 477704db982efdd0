import type { Rng } from "../random/rng.js";

/** Where a distribution puts its mass. */
export type Support =
  /** A density between two ends; `atoms` are numbers with a mass of their own, which `prob` tells there. */
  | {
      readonly kind: "real";
      readonly lower: number;
      readonly upper: number;
      readonly atoms?: readonly number[];
    }
  | { readonly kind: "integer"; readonly lower: number; readonly upper: number }
  /** Atoms at these numbers, in rising order. */
  | { readonly kind: "points"; readonly values: readonly number[] }
  | { readonly kind: "vector"; readonly dimension: number; readonly discrete: boolean };

/**
 * The contract of a distribution with given parameters. `X` is what one draws from it: a number, or a vector.
 * Logarithms are natural, entropies in nats (differential where the support is continuous).
 */
export interface Distribution<X = number> {
  /** The family's name, as exported: `"normal"`. */
  readonly name: string;
  readonly parameters: object;
  readonly support: Support;
  /** ln of the density or mass at x; −Infinity outside the support. */
  logProb(x: X): number;
  /** The density or mass at x (the mass, at an atom of a support of real numbers). */
  prob(x: X): number;
  mean(): X;
  variance(): X | readonly (readonly number[])[];
  entropy(): number;
  sample(rng: Rng): X;
  /**
   * KL(this‖q) where a closed form is known, else undefined; `klDivergence(p, q)` asks it first.
   * +Infinity is an answer.
   */
  closedKlDivergence?(q: Distribution<X>): number | undefined;
  /** −E_p[ln this], where it follows from p's moments, else undefined. */
  closedCrossEntropyFrom?(p: Distribution<X>): number | undefined;
}

/** A distribution of one number also has these. */
export interface UnivariateDistribution extends Distribution<number> {
  variance(): number;
  /** P(X ≤ x). */
  cdf(x: number): number;
  /** P(X > x), with all its digits where cdf(x) is close to 1. */
  survival(x: number): number;
  /** ln P(X ≤ x), with all its digits where cdf(x) has no double or is close to 1. */
  logCdf(x: number): number;
  /** ln P(X > x), likewise. */
  logSurvival(x: number): number;
  /** The smallest x with cdf(x) ≥ u, for u in [0, 1]. */
  quantile(u: number): number;
  /** Where the density has a kink or a jump inside the support: quadrature must break there. */
  readonly kinks?: readonly number[];
  /** E[ln X] where the support is positive and a closed form is known. */
  meanLog?(): number;
  /** The variance of ln X, likewise. */
  varianceLog?(): number;
  /** E[ln(1 − X)] on [0, 1], where a closed form is known. */
  meanLogComplement?(): number;
  /** Where quadrature and summation must look for mass; by default some quantiles. A mixture names its components'. */
  readonly landmarks?: readonly number[];
}
