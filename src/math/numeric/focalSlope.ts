import type { SoftmaxTerms } from "./softmaxTerms.js";

/**
 * κₖ = qₖ^γ (γ pₖ ln(pₖ)/qₖ − 1): the slope factor of the focal term qₖ^γ·(−ln pₖ), whose derivative is
 * κₖqₖ in zₖ and −κₖpⱼ in zⱼ.
 *
 * Both terms are negative: nothing cancels. ln(pₖ)/qₖ is −1 at qₖ = 0, and pₖ ln pₖ is 0 at pₖ = 0.
 * Source  Lin et al., "Focal Loss for Dense Object Detection" (ICCV 2017), appendix B.
 */
export function focalSlope(terms: SoftmaxTerms, k: number, gamma: number): number {
  const p = terms.probabilities[k]!;
  const q = terms.complements[k]!;
  let ratio = -1;
  if (q >= 0.5) ratio = -terms.minusLog[k]! / q;
  else if (q > 0) ratio = Math.log1p(-q) / q;
  // At pₖ = 0 the ratio is −∞ and pₖ·ratio is 0.
  return q ** gamma * (gamma * (p === 0 ? 0 : p * ratio) - 1);
}
