import type { Matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import type { Numbers } from "../../math/numeric/numbers.js";

/**
 * What training makes small: a mean loss over examples as a function of a list of parameters.
 *
 *     J(θ) = Σᵢ wᵢ ℓ(fᵢ(θ), yᵢ) / Σᵢ wᵢ + ½·l2·‖weights‖²
 */
export interface Objective {
  /** How many parameters. */
  readonly dimension: number;
  /** How many examples; mini-batches are drawn from 0 … examples − 1. */
  readonly examples: number;
  /**
   * J(θ) over all examples, or over those named; its gradient is written into `gradient`.
   * +Infinity where θ is outside the domain; the gradient is then of no meaning.
   */
  evaluate(parameters: Vector, gradient: Float64Array, examples?: ArrayLike<number>): number;
  /** The second derivatives over all examples, where the model has them in closed form. */
  hessian?(parameters: Vector): Matrix;
}

/** Settings that all objectives share. */
export interface ObjectiveOptions {
  /** The weight of ½‖w‖²; one number, or one for each feature. Intercepts are never penalised. 0 by default. */
  readonly l2?: number | Numbers;
  /** The weight of each example, for instance its class's; all 1 by default. */
  readonly exampleWeights?: Numbers;
}
