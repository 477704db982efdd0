import { checkInterval, checkNotEmpty, checkSameLength } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { mapPairs } from "../../numeric/mapPairs.js";
import type { Vector } from "../../numeric/vector.js";
import { domains } from "../domains.js";
import type { Loss } from "../loss.js";

function check(logProbabilities: Vector, logTarget: Vector): void {
  checkSameLength("logProbabilities", logProbabilities, "logTarget", logTarget);
  checkNotEmpty("logProbabilities", logProbabilities);
  mapPairs(logProbabilities, logTarget, (log, logT, k) => {
    checkInterval(`logProbabilities[${k}]`, log, -Infinity, 0);
    checkInterval(`logTarget[${k}]`, logT, -Infinity, 0);
  });
}

/**
 * Kullback–Leibler divergence of the model q from the target t, both given as logarithms: ℓ = ln q, τ = ln t.
 *
 *     L(ℓ, τ) = KL(t‖q) = Σₖ e^{τₖ} (τₖ − ℓₖ)
 *     ∂L/∂ℓₖ  = −e^{τₖ}
 *
 * Shapes  logProbabilities [K], logTarget [K] → value scalar, gradient [K].
 * Units   nats. +Infinity where τₖ is finite and ℓₖ = −Infinity; a term with τₖ = −Infinity is 0.
 * Errors  DomainError if lengths differ, or a logarithm is NaN or above 0.
 * Source  Kullback & Leibler (1951), Ann. Math. Statist. 22; PyTorch documentation, KLDivLoss with log_target.
 */
export const klDivergenceLossWithLogTarget: Loss<Vector, Vector> = {
  name: "klDivergenceLossWithLogTarget",
  task: "distribution",
  domain: { prediction: domains.logProbabilities, target: domains.logProbabilities },
  raw: "logSoftmax",
  source:
    "Kullback & Leibler (1951), Ann. Math. Statist. 22; PyTorch documentation, KLDivLoss with log_target.",
  value(logProbabilities, logTarget) {
    check(logProbabilities, logTarget);
    return compensatedSum(
      mapPairs(logTarget, logProbabilities, (logT, log) => {
        const t = Math.exp(logT);
        return t === 0 ? 0 : t * (logT - log);
      }),
    );
  },
  gradient(logProbabilities, logTarget) {
    check(logProbabilities, logTarget);
    return Array.from(logTarget, (log) => 0 - Math.exp(log));
  },
};
