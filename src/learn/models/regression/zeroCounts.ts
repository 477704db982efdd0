import { sigmoid } from "../../../math/numeric/sigmoid.js";
import { chain, combine, log1mExpOf, logAddExp, softplusOf } from "../jet.js";
import type { Jet } from "../jet.js";
import { checkCount, negativeBinomialParts, poissonParts } from "./counts.js";
import type { CountParts } from "./counts.js";
import type { RegressionFamily } from "./regressionFamily.js";

/** A count that is 0 for another reason too, with probability π = σ(η). Lambert (1992), Technometrics 34. */
function zeroInflated(parts: CountParts): RegressionFamily {
  const last = parts.outputs.length;
  return {
    name: `zeroInflated${parts.name}`,
    kind: "count",
    outputs: [...parts.outputs, "logitZero"],
    onFeatures: ["logMean"],
    unitShift: new Array<number>(last + 1).fill(0),
    start: (mean, variance, zeros) => {
      const extra = Math.min(Math.max(zeros - Math.exp(-mean), 0.05), 0.9) / 2;
      const inner = mean / (1 - extra);
      return [...parts.start(inner, variance), Math.log(extra / (1 - extra))];
    },
    logProbability(outputs, y) {
      const logit = outputs[last]!;
      const logMass = parts.logMass(outputs, y);
      const logNormaliser = softplusOf(logit);
      const inside = y === 0 ? logAddExp(logit, logMass) : logMass;
      return combine([
        [1, inside],
        [-1, logNormaliser],
      ]);
    },
    mean: (outputs) => Math.exp(outputs[0]!) * sigmoid(-outputs[last]!),
    checkTarget: checkCount,
  };
}

/** Zeros of their own beside a Poisson that may be 0 too: P(0) = π + (1 − π) e^{−λ}. */
export const zeroInflatedPoissonRegression: RegressionFamily = zeroInflated(poissonParts);
/** The same beside a negative binomial, for counts that spread more. */
export const zeroInflatedNegativeBinomialRegression: RegressionFamily =
  zeroInflated(negativeBinomialParts);

/** 0 with probability π = σ(η), else the count given that it is not 0. Mullahy (1986), J. Econometrics 33. */
function hurdle(parts: CountParts): RegressionFamily {
  const last = parts.outputs.length;
  return {
    name: `hurdle${parts.name}`,
    kind: "count",
    outputs: [...parts.outputs, "logitZero"],
    onFeatures: ["logMean"],
    unitShift: new Array<number>(last + 1).fill(0),
    start: (mean, variance, zeros) => {
      const share = Math.min(Math.max(zeros, 0.01), 0.99);
      return [...parts.start(mean / (1 - share), variance), Math.log(share / (1 - share))];
    },
    logProbability(outputs, y) {
      const logit = outputs[last]!;
      if (y === 0)
        return combine([
          [1, logit],
          [-1, softplusOf(logit)],
        ]);
      const logPositive = log1mExpOf(parts.logMass(outputs, 0));
      return combine([
        [1, parts.logMass(outputs, y)],
        [-1, logPositive],
        [-1, softplusOf(logit)],
      ]);
    },
    mean(outputs) {
      const constants = outputs.map((value) => constantJet(value));
      const logZero = parts.logMass(constants, 0).value;
      // Of a count that is hardly ever above 0, what is above is 1.
      if (logZero > -1e-300) return sigmoid(-outputs[last]!);
      return (sigmoid(-outputs[last]!) * Math.exp(outputs[0]!)) / -Math.expm1(logZero);
    },
    checkTarget: checkCount,
  };
}

const constantJet = (value: number): Jet =>
  chain({ value, gradient: [0], hessian: [0] }, value, 0, 0);

/** Zero or not, P(0) = π; what is not zero is a Poisson without its 0. */
export const hurdlePoissonRegression: RegressionFamily = hurdle(poissonParts);
/** The same with a negative binomial without its 0. */
export const hurdleNegativeBinomialRegression: RegressionFamily = hurdle(negativeBinomialParts);
