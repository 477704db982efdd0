import { checkLogits } from "./checks.js";
import { compensatedSum } from "./compensatedSum.js";
import type { Vector } from "./vector.js";

/** What every loss of softmax logits is made of; three lists of length K. */
export interface SoftmaxTerms {
  /** nₖ = −ln pₖ. */
  readonly minusLog: readonly number[];
  /** pₖ. */
  readonly probabilities: readonly number[];
  /** qₖ = 1 − pₖ, never by subtracting from a number near 1. */
  readonly complements: readonly number[];
}

/**
 * −ln p, p and 1 − p of p = softmax(z), each with all its digits.
 *
 *     a = argmax z,  m = z_a,  S = Σ_{j≠a} e^{zⱼ−m}
 *     nₖ = (m − zₖ) + log1p(S)         a sum of two terms ≥ 0: nothing cancels
 *     pₖ = e^{zₖ−m} / (1 + S)          tighter than e^{−nₖ} where nₖ is large
 *     q_a = S / (1 + S),  qₖ = 1 − pₖ otherwise, where pₖ ≤ ½
 *
 * Shapes  logits [K] → three lists [K].
 * Errors  DomainError if logits are empty, NaN, +Infinity or all −Infinity.
 * Source  Blanchard, Higham & Higham (2021), IMA J. Numer. Anal. 41, with the largest term taken out of the sum.
 */
export function softmaxTerms(logits: Vector): SoftmaxTerms {
  checkLogits("logits", logits);
  const classes = logits.length;
  let a = 0;
  for (let k = 1; k < classes; k++) if (logits[k]! > logits[a]!) a = k;
  const max = logits[a]!;
  const exponentials = new Array<number>(classes);
  for (let k = 0; k < classes; k++) exponentials[k] = k === a ? 0 : Math.exp(logits[k]! - max);
  const rest = compensatedSum(exponentials);
  const logNormaliser = Math.log1p(rest);
  const minusLog = new Array<number>(classes);
  const probabilities = new Array<number>(classes);
  const complements = new Array<number>(classes);
  for (let k = 0; k < classes; k++) {
    minusLog[k] = max - logits[k]! + logNormaliser;
    probabilities[k] = (k === a ? 1 : exponentials[k]!) / (1 + rest);
    complements[k] = k === a ? rest / (1 + rest) : 1 - probabilities[k]!;
  }
  return { minusLog, probabilities, complements };
}
