/**
 * The contract of a loss: one example at a time, in the clear form that is read beside its formula.
 * Values are in nats unless the docstring says otherwise; the gradient has the prediction's shape.
 */
export interface Loss<Prediction, Target> {
  /** The name of the export. */
  readonly name: string;
  /** Where the course derives it: `"06-binary.ipynb#anchor"`. */
  readonly derivation?: string;
  value(prediction: Prediction, target: Target): number;
  /** ∂value/∂prediction. */
  gradient(prediction: Prediction, target: Target): Prediction;
}
