import { checkNonNegative, checkOptions } from "../../math/numeric/checks.js";
import type { LossFunction } from "../../math/losses/loss.js";
import { matrix } from "../../math/numeric/matrix.js";
import type { Vector } from "../../math/numeric/vector.js";
import { checkTargets, checkedWeights, eachExample, featureMatrix } from "./features.js";
import type { Features } from "./features.js";
import type { Network } from "./network.js";
import type { Objective, ObjectiveOptions } from "./objective.js";

export interface NetworkObjectiveOptions extends ObjectiveOptions {
  /** The weight of ½‖W‖², over the weights of all layers; 0 by default. */
  readonly l2?: number;
}

/**
 * The objective of a network under a loss of this course: the mean loss of its raw outputs, and its gradient by
 * the backward pass, which begins with the loss's own gradient.
 *
 *     networkObjective(net, crossEntropyWithLogitsAndLabel, features, labels)
 *     networkObjective(net, halfSquaredError, features, targets)            // one output: a loss of numbers
 *
 * Shapes  features [N, D], targets: N of whatever the loss takes. With one output the loss may take a number.
 * Errors  DomainError if lengths differ or a feature is not finite; what the loss itself refuses.
 */
export function networkObjective<Target>(
  model: Network,
  loss: LossFunction<Vector, Target> | LossFunction<number, Target>,
  features: Features,
  targets: ArrayLike<Target>,
  options: NetworkObjectiveOptions = {},
): Objective {
  checkOptions("networkObjective", options, ["exampleWeights", "l2"]);
  const x = featureMatrix(features);
  checkTargets(x, targets);
  const weights = checkedWeights(options.exampleWeights, x.rows);
  const { l2 = 0 } = options;
  checkNonNegative("l2", l2);
  const outputs = model.sizes[model.sizes.length - 1]!;
  const scalar = outputs === 1 && takesNumbers(loss, targets[0]);
  const isWeight = weightMask(model.sizes);

  return {
    dimension: model.parameterCount,
    examples: x.rows,
    evaluate(parameters, gradient, examples) {
      gradient.fill(0);
      const chosen: number[] = [];
      const weightOf: number[] = [];
      const sum = eachExample(x.rows, weights, examples, (n, weight) => {
        chosen.push(n);
        weightOf.push(weight);
      });
      const batch = matrix(chosen.length, x.columns);
      chosen.forEach((n, i) => {
        batch.data.set(x.data.subarray(n * x.columns, (n + 1) * x.columns), i * x.columns);
      });
      const pass = model.forward(parameters, batch);
      const raw = pass.layers[pass.layers.length - 1]!;
      if (!raw.data.every(Number.isFinite)) return NaN;
      const outputGradient = matrix(raw.rows, outputs);
      let value = 0;
      for (let i = 0; i < raw.rows; i++) {
        const target = targets[chosen[i]!]!;
        const share = weightOf[i]! / sum;
        if (scalar) {
          const lossOfNumber = loss as LossFunction<number, Target>;
          value += share * lossOfNumber.value(raw.data[i]!, target);
          outputGradient.data[i] = share * lossOfNumber.gradient(raw.data[i]!, target);
          continue;
        }
        const lossOfVector = loss as LossFunction<Vector, Target>;
        const output = raw.data.subarray(i * outputs, (i + 1) * outputs);
        value += share * lossOfVector.value(output, target);
        const slope = lossOfVector.gradient(output, target);
        for (let k = 0; k < outputs; k++) outputGradient.data[i * outputs + k] = share * slope[k]!;
      }
      model.backward(parameters, pass, outputGradient, gradient);
      if (l2 > 0) {
        for (let i = 0; i < parameters.length; i++) {
          if (!isWeight[i]) continue;
          value += 0.5 * l2 * parameters[i]! ** 2;
          gradient[i]! += l2 * parameters[i]!;
        }
      }
      return value;
    },
  };
}

/** Whether a loss takes a number, or a list of one: asked of the loss itself. */
function takesNumbers<Target>(
  loss: LossFunction<Vector, Target> | LossFunction<number, Target>,
  target: Target,
): loss is LossFunction<number, Target> {
  try {
    return typeof (loss as LossFunction<number, Target>).gradient(0, target) === "number";
  } catch {
    return false;
  }
}

/** 1 where the parameter is a weight, 0 where it is an intercept. */
function weightMask(sizes: readonly number[]): Uint8Array {
  const mask: number[] = [];
  for (let l = 1; l < sizes.length; l++) {
    for (let i = 0; i < sizes[l]! * sizes[l - 1]!; i++) mask.push(1);
    for (let i = 0; i < sizes[l]!; i++) mask.push(0);
  }
  return Uint8Array.from(mask);
}
