import type { Vector } from "../numeric/vector.js";
import type { Domain } from "./domains.js";
import type { RawOutputs } from "./rawOutputs.js";

/** What a loss does: one example at a time. The least that training needs; a loss of your own may be just this. */
export interface LossFunction<Prediction, Target> {
  readonly name: string;
  value(prediction: Prediction, target: Target): number;
  /** ∂value/∂prediction, of the prediction's shape. */
  gradient(prediction: Prediction, target: Target): Prediction;
}

/** What is to be learnt. */
export type Task =
  | "regression"
  | "binary classification"
  | "classification"
  | "ordinal classification"
  /** The target is itself a distribution, or a vector of amounts. */
  | "distribution";

/**
 * The contract of a loss: one example at a time, in the clear form that is read beside its formula, and what
 * it is for, as data. Values are in nats unless the docstring says otherwise.
 *
 * A name that ends in `Loss` is such a loss, whose bare name belongs to a divergence or a family; what takes
 * a batch ends in `Batch`.
 */
export interface Loss<
  Prediction extends number | Vector,
  Target extends number | Vector,
> extends LossFunction<Prediction, Target> {
  /** The name of the export. */
  readonly name: string;
  readonly task: Task;
  /** Which predictions and targets are valid; all else is a DomainError. */
  readonly domain: { readonly prediction: Domain<Prediction>; readonly target: Domain<Target> };
  /** How the raw outputs of a model become predictions: `rawOutputs[loss.raw]`. */
  readonly raw: RawOutputs;
  /** Where the course derives it: `"06-binary.ipynb#anchor"`. */
  readonly derivation?: string;
  /** Where the formula is from. */
  readonly source: string;
}
