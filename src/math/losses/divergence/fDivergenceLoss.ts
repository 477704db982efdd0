import { checkFunction, checkNumber, checkOptions } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import type { Vector } from "../../numeric/vector.js";
import type { Loss } from "../loss.js";
import { divergenceLoss } from "../divergenceLoss.js";

export interface FDivergenceLossOptions {
  /** A convex f with f(1) = 0, also at 0; u ln u by default, Kullback–Leibler. */
  readonly generator?: (u: number) => number;
  /** f′, also at 0 where it is finite. */
  readonly derivative?: (u: number) => number;
  /** lim f(u)/u as u → ∞: what a unit of truth costs where the model gives nothing. +Infinity by default. */
  readonly slopeAtInfinity?: number;
}

/**
 * The f-divergence of the model q from the truth t, for any convex f: the family of KL, Hellinger, χ² and the rest.
 *
 *     L(q, t) = Σₖ qₖ f(uₖ),   uₖ = tₖ/qₖ
 *     ∂L/∂qₖ  = f(uₖ) − uₖ f′(uₖ)
 *
 * Near t = q a general f of the quotient loses digits that the named divergences keep.
 * Shapes  probabilities [K], target [K] → value scalar, gradient [K].
 * Units   those of f. A class with q = 0 costs t·lim f(u)/u; the slope there is −Infinity.
 * Errors  DomainError if lengths differ, probabilities or target do not sum to 1 within 1e-9, only one of generator and derivative is given, or f(1) is not 0.
 * Source  Csiszár (1963); Ali & Silvey, "A General Class of Coefficients of Divergence" (1966), J. R. Stat. Soc. B 28.
 */
export function fDivergenceLoss(options: FDivergenceLossOptions = {}): Loss<Vector, Vector> {
  checkOptions("fDivergenceLoss", options, ["generator", "derivative", "slopeAtInfinity"]);
  if ((options.generator === undefined) !== (options.derivative === undefined)) {
    throw new DomainError("generator and derivative must be given together, got one of them");
  }
  const {
    generator = (u: number) => (u === 0 ? 0 : u * Math.log(u)),
    derivative = (u: number) => Math.log(u) + 1,
    slopeAtInfinity = Infinity,
  } = options;
  checkFunction("generator", generator);
  checkFunction("derivative", derivative);
  checkNumber("slopeAtInfinity", slopeAtInfinity);
  if (!(Math.abs(generator(1)) <= 1e-12)) {
    throw new DomainError(`generator must be 0 at 1, got ${generator(1)}`);
  }
  return divergenceLoss({
    name: "fDivergenceLoss",
    source:
      'Csiszár (1963); Ali & Silvey, "A General Class of Coefficients of Divergence" (1966), J. R. Stat. Soc. B 28.',
    term(t, q) {
      if (q === 0 && t === 0) return 0;
      const u = t / q;
      return u === Infinity ? t * slopeAtInfinity : q * generator(u);
    },
    slope(t, q) {
      if (q === 0) return t === 0 ? 0 : -Infinity;
      const u = t / q;
      if (u === Infinity) return -Infinity;
      return generator(u) - (u === 0 ? 0 : u * derivative(u));
    },
  });
}
