import { logSumExp } from "./logSumExp.js";
import { softmaxTerms } from "./softmaxTerms.js";
import type { Vector } from "./vector.js";

/**
 * −ln(1 − pₖ) of p = softmax(z): the surprisal of "not class k".
 *
 *     −log1p(−pₖ)                                 where pₖ < ½
 *     log1p(S) − ln Σ_{j≠a} e^{zⱼ−m}              for the one class a with p_a ≥ ½, in log space: no underflow
 *
 * LSE_{j≠k} − LSE looks as stable and is not: at [36, 0, 0] it is 0 for k = 1, the truth 2.3e-16.
 * Shapes  logits [K] → [K], in nats; +Infinity where all other logits are −Infinity.
 * Errors  DomainError if logits are fewer than two, NaN, +Infinity or all −Infinity.
 * Source  Mächler (2012), "Accurately computing log(1 − exp(−|a|))", on the logarithms of softmax.
 */
export function minusLogComplementSoftmax(logits: Vector): number[] {
  const { probabilities } = softmaxTerms(logits);
  return probabilities.map((pk, k) => {
    if (pk < 0.5) return 0 - Math.log1p(-pk);
    const others = Array.from(logits).filter((_, j) => j !== k);
    if (others.length === 0) return Infinity;
    // log1p(S) is −ln pₖ when zₖ is the largest, and ln 2 in the only tie at ½.
    const shifted = others.map((logit) => logit - logits[k]!);
    return Math.log1p(Math.exp(logSumExp(shifted))) - logSumExp(shifted);
  });
}
