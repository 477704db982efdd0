import {
  checkIsList,
  checkLabelOf,
  checkLogits,
  checkOptions,
  checkProbabilities,
} from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { softmaxTerms } from "../../numeric/softmaxTerms.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

export interface ForwardCorrectedCrossEntropyOptions {
  /**
   * What becomes of a label: row k has the probabilities of each given label where the true class is k. Without it every
   * label is right, and the loss is cross-entropy.
   */
  readonly transition?: readonly Vector[];
}

/**
 * Cross-entropy of the label that was given, by a model of the class that is true: what the noise T does to a prediction is
 * done to it before it meets the label.
 *
 *     L(z, y) = −ln s,   s = Σₖ pₖ Tₖᵧ,   p = softmax(z),   Tₖᵧ = P(label y | class k)
 *     ∂L/∂zⱼ = pⱼ − pⱼ Tⱼᵧ/s = pⱼ Σₖ pₖ (Tₖᵧ − Tⱼᵧ)/s
 *
 * Its expectation under labels that T made is least at the true p(class | x), where T can be inverted: softmax(z) is the
 * model of the classes, not of the labels.
 *
 * Shapes  logits [K], label 0 … K − 1, transition K rows of K → value scalar, gradient [K].
 * Units   nats.
 * Errors  DomainError if a row of T is no distribution, T has not K rows of K, no class ever gets this label, or logits are
 *         NaN, +Infinity or all −Infinity.
 * Source  Patrini, Rozza, Menon, Nock & Qu, "Making Deep Neural Networks Robust to Label Noise: a Loss Correction Approach" (CVPR 2017).
 */
export function forwardCorrectedCrossEntropy(
  options: ForwardCorrectedCrossEntropyOptions = {},
): Loss<Vector, number> {
  checkOptions("forwardCorrectedCrossEntropy", options, ["transition"]);
  const columns =
    options.transition === undefined ? undefined : columnsOf(options.transition, "transition");
  const column = (logits: Vector, label: number): readonly number[] => {
    checkLabelOf("label", label, "logits", logits);
    checkLogits("logits", logits);
    if (columns === undefined) return Array.from(logits, (_, k) => (k === label ? 1 : 0));
    if (columns.length !== logits.length) {
      throw new DomainError(
        `transition must have as many rows as there are logits, ${logits.length}, got ${columns.length}`,
      );
    }
    const own = columns[label]!;
    if (own.some((t) => t > 0)) return own;
    throw new DomainError(`transition must give some class the label ${label}, got 0 in each row`);
  };
  return {
    name: "forwardCorrectedCrossEntropy",
    task: "classification",
    domain: { prediction: domains.logits, target: domains.label },
    raw: "identity",
    derivation: "12-noisy-labels.ipynb#forward-correction",
    source:
      'Patrini, Rozza, Menon, Nock & Qu, "Making Deep Neural Networks Robust to Label Noise: a Loss Correction Approach" (CVPR 2017).',
    value(logits, label) {
      const t = column(logits, label);
      const { minusLog, probabilities } = softmaxTerms(logits);
      // 1 − s, of terms that are not negative: near s = 1 nothing cancels.
      const otherwise = compensatedSum(probabilities.map((pk, k) => pk * (1 - t[k]!)));
      if (otherwise <= 0.5) return 0 - Math.log1p(-otherwise);
      const { nearest, shares } = sharesBelow(logits, t);
      return minusLog[nearest]! - Math.log(dot(shares, t));
    },
    gradient(logits, label) {
      const t = column(logits, label);
      const { probabilities } = softmaxTerms(logits);
      const { shares } = sharesBelow(logits, t);
      const given = dot(shares, t);
      return probabilities.map((pj, j) => {
        const pull = compensatedSum(
          shares.map((share, k) => (t[k] === t[j] ? 0 : share * (t[k]! - t[j]!))),
        );
        const slope = pj * (pull / given);
        // Where the classes that get this label are all but impossible, pⱼ has no digits left for the product.
        const product = pj > 1e-290 && Number.isFinite(slope);
        return product ? slope : pj - (t[j]! * shares[j]!) / given;
      });
    },
  };
}

/** e^(zₖ − z_a), where a is the likeliest class that may get the label: s = Σ shares·t / Σ shares. */
function sharesBelow(
  logits: Vector,
  t: readonly number[],
): { readonly nearest: number; readonly shares: readonly number[] } {
  let nearest = t.findIndex((tk) => tk > 0);
  for (let k = nearest + 1; k < t.length; k++) {
    if (t[k]! > 0 && logits[k]! > logits[nearest]!) nearest = k;
  }
  const top = logits[nearest]!;
  // Where all of them are at −∞ they have fallen there together.
  const shares = Array.from(logits, (zk) => (zk === top ? 1 : Math.exp(zk - top)));
  return { nearest, shares };
}

function dot(shares: readonly number[], t: readonly number[]): number {
  return compensatedSum(shares.map((share, k) => (t[k] === 0 ? 0 : share * t[k]!)));
}

/** T by its columns: column y has Tₖᵧ of each class k. */
function columnsOf(transition: readonly Vector[], name: string): readonly (readonly number[])[] {
  checkIsList(name, transition);
  const rows = Array.from(transition, (row, k) => {
    checkProbabilities(`${name}[${k}]`, row);
    if (row.length === transition.length) return Array.from(row);
    throw new DomainError(
      `${name}[${k}] must have as many entries as there are rows, ${transition.length}, got ${row.length}`,
    );
  });
  if (rows.length === 0) throw new DomainError(`${name} must not be empty`);
  return rows.map((_, y) => rows.map((row) => row[y]!));
}
