import { checkPositive } from "../../math/numeric/checks.js";

/** What objective perturbation adds: noise of rate β and Δ/2·‖f‖². */
export interface ObjectivePerturbation {
  /** ε', what is left of ε for the noise. */
  readonly epsilonLeft: number;
  /** Δ, the extra penalty; 0 unless ε is small. */
  readonly delta: number;
  /** β = ε'/2. */
  readonly beta: number;
}

/**
 * The rate of output perturbation's noise, β = nΛε/(2w), for weights of at most w (1 without weights).
 *
 * The minimiser moves by at most 2w/(nΛ) when one example changes.
 * Source  Chaudhuri, Monteleoni & Sarwate (2011), JMLR 12, algorithm 1.
 */
export function outputNoiseRate(
  examples: number,
  lambda: number,
  epsilon: number,
  weightBound = 1,
): number {
  checkPositive("examples", examples);
  checkPositive("lambda", lambda);
  checkPositive("epsilon", epsilon);
  checkPositive("weightBound", weightBound);
  return (examples * lambda * epsilon) / (2 * weightBound);
}

/**
 * ε', Δ and β of objective perturbation.
 *
 *     ε' = ε − 2 ln(1 + c/(nΛ));  if ε' > 0: Δ = 0;  else Δ = c/(n(e^{ε/4} − 1)) − Λ and ε' = ε/2;  β = ε'/2
 *
 * The paper's ε − ln(1 + 2c/(nΛ) + c²/(nΛ)²) is the same number, as the sum is a square.
 * Source  Chaudhuri, Monteleoni & Sarwate (2011), JMLR 12, algorithm 2.
 */
export function objectivePerturbation(
  curvatureBound: number,
  examples: number,
  lambda: number,
  epsilon: number,
): ObjectivePerturbation {
  checkPositive("curvatureBound", curvatureBound);
  checkPositive("examples", examples);
  checkPositive("lambda", lambda);
  checkPositive("epsilon", epsilon);
  const epsilonLeft = epsilon - 2 * Math.log1p(curvatureBound / (examples * lambda));
  if (epsilonLeft > 0) return { epsilonLeft, delta: 0, beta: epsilonLeft / 2 };
  const delta = curvatureBound / (examples * Math.expm1(epsilon / 4)) - lambda;
  return { epsilonLeft: epsilon / 2, delta, beta: epsilon / 4 };
}
