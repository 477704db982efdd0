import { checkInteger, checkLabelOf, checkOptions } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { conditionalSoftmax } from "../../numeric/conditionalSoftmax.js";
import { DomainError } from "../../numeric/domainError.js";
import { minusLogComplementSoftmax } from "../../numeric/minusLogComplementSoftmax.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface InverseOneHotOptions {
  /** Divide by K − 1, the number of terms; false by default. */
  readonly divideByOthers?: boolean;
}

/**
 * Inverse one-hot cross-entropy, the most literal reading of the phrase: turn y into 1 − y and p into 1 − p,
 * then take the cross-entropy between them. Every class but the label says "not me".
 *
 *     L(z, y) = −Σ_{j≠y} ln(1 − pⱼ),  p = softmax(z)
 *     ∂L/∂zᵢ  = [i≠y]·pᵢ − Σ_{j≠y, j≠i} pⱼ·pᵢ/(1 − pⱼ)
 *
 * Cross-entropy plus this is binary cross-entropy per class on the softmax outputs. Other published losses
 * are called "complement cross-entropy"; see also reverseLabelCrossEntropy and negativeLearning.
 * Shapes  logits [K], label 0 … K − 1 → value scalar, gradient [K].
 * Units   nats. +Infinity when all logits but one wrong class's are −Infinity.
 * Errors  DomainError if K < 2, the label is no class index, or logits are NaN, +Infinity or all −Infinity.
 * Source  No paper of that name could be found; the terms are those of Kim et al., "NLNL" (ICCV 2019), over all wrong classes.
 */
export function inverseOneHotCrossEntropy(
  options: InverseOneHotOptions = {},
): Loss<Vector, number> {
  checkOptions("inverseOneHotCrossEntropy", options, ["divideByOthers"]);
  const { divideByOthers = false } = options;
  if (typeof divideByOthers !== "boolean") {
    throw new DomainError(`divideByOthers must be true or false, got ${String(divideByOthers)}`);
  }
  const divisor = (classes: number): number => (divideByOthers ? classes - 1 : 1);
  return {
    name: "inverseOneHotCrossEntropy",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.label },
    raw: "identity",
    derivation: "12-noisy-labels.ipynb#inverse-one-hot",
    source:
      'No paper of that name could be found; the terms are those of Kim et al., "NLNL" (ICCV 2019), over all wrong classes.',
    value(logits, label) {
      checkLabelOf("label", label, "logits", logits);
      checkInteger("the number of classes", logits.length, 2);
      const surprisals = minusLogComplementSoftmax(logits);
      surprisals[label] = 0;
      return compensatedSum(surprisals) / divisor(logits.length);
    },
    gradient(logits, label) {
      checkLabelOf("label", label, "logits", logits);
      checkInteger("the number of classes", logits.length, 2);
      const { probabilities, complements } = softmaxTerms(logits);
      // The odds pⱼ/(1 − pⱼ) of every wrong class, save one with pⱼ > ½: its 1 − pⱼ may underflow.
      const dominant = probabilities.findIndex((p, j) => p > 0.5 && j !== label);
      const odds = probabilities.map((p, j) =>
        j === label || j === dominant ? 0 : p / complements[j]!,
      );
      const sum = compensatedSum(odds);
      const shares = dominant < 0 ? null : conditionalSoftmax(logits, dominant);
      return probabilities.map((p, i) => {
        const pull = shares === null || i === dominant ? 0 : probabilities[dominant]! * shares[i]!;
        return ((i === label ? 0 : p) - p * (sum - odds[i]!) - pull) / divisor(logits.length);
      });
    },
  };
}
