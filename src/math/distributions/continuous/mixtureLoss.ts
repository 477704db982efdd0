import { checkIsList, checkFunction, checkOptions, checkVector } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { softmax } from "../../numeric/softmax.js";
import { minusLogSoftmax } from "../../numeric/minusLogSoftmax.js";
import type { Vector } from "../../numeric/vector.js";
import type { LossFunction } from "../../losses/loss.js";

/** The raw output of a mixture density network. */
export interface MixtureOutput<Raw> {
  /** One logit a component. */
  readonly logits: Vector;
  /** The raw output of each component. */
  readonly components: readonly Raw[];
}

function scale<Raw>(gradient: Raw, factor: number): Raw {
  if (typeof gradient === "number") return (gradient * factor) as Raw;
  return Array.from(gradient as Vector, (g) => g * factor) as Raw;
}

/**
 * −ln p(y) of a mixture on the raw outputs of its weights and components.
 *
 *     L = −ln Σₖ softmax(z)ₖ e^{−Lₖ(aₖ, y)} = −LSE(−n − L),   n = −ln softmax(z)
 *     ∂L/∂zₖ = softmax(z)ₖ − rₖ,   ∂L/∂aₖ = rₖ ∂Lₖ/∂aₖ,   r = softmax(−n − L)
 *
 * Shapes  logits [K], one raw output (a number or a vector) a component → value scalar, gradient of the same shape.
 * Errors  DomainError if there are not as many outputs as losses; those of the components' losses.
 * Source  C. M. Bishop, "Mixture density networks" (1994), eq. 22–38.
 */
export function mixtureLoss<Raw extends number | Vector, Target>(
  losses: readonly LossFunction<Raw, Target>[],
): LossFunction<MixtureOutput<Raw>, Target> {
  checkIsList("losses", losses);
  losses.forEach((loss, k) =>
    checkFunction(`losses[${k}].value`, (loss as typeof loss | null)?.value),
  );
  const joint = (prediction: MixtureOutput<Raw>, target: Target): number[] => {
    checkOptions("the prediction", prediction, ["logits", "components"]);
    const { logits, components } = prediction;
    checkVector("prediction.logits", logits);
    checkIsList("prediction.components", components);
    if (logits.length !== losses.length || components.length !== losses.length) {
      throw new DomainError(
        `prediction must hold ${losses.length} logits and outputs, got ${logits.length} and ${components.length}`,
      );
    }
    const surprisal = minusLogSoftmax(logits);
    return losses.map((loss, k) => -surprisal[k]! - loss.value(components[k]!, target));
  };
  return {
    name: "mixtureLoss",
    value(prediction, target) {
      const terms = joint(prediction, target);
      return terms.every((term) => term === -Infinity) ? Infinity : 0 - logSumExp(terms);
    },
    gradient(prediction, target) {
      const terms = joint(prediction, target);
      const weights = softmax(prediction.logits);
      if (terms.every((term) => term === -Infinity)) {
        throw new DomainError("target must have a positive density under a component, got 0");
      }
      const shares = softmax(terms);
      return {
        logits: Array.from(weights, (w, k) => w - shares[k]!),
        components: prediction.components.map((output, k) =>
          scale(losses[k]!.gradient(output, target), shares[k]!),
        ),
      };
    },
  };
}
