import { checkFinite, checkOptions, checkPositive } from "../../numeric/checks.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { ROOT_TWO_PI } from "../../numeric/constants.js";
import { logNormalCdf, normalCdf, normalQuantile } from "../../numeric/special/normalCdf.js";
import { huber, type HuberOptions } from "../../losses/regression/huber.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { fitLocationScale } from "../fit/fitLocationScale.js";
import { univariate, type Univariate } from "../univariate.js";

export interface HuberDensityParameters {
  readonly location: number;
  readonly scale: number;
  /** δ, in units of the scale: where the normal middle becomes an exponential tail. */
  readonly delta: number;
}

/** The masses (before division by Z) of the middle, A, and of one tail, e^{−δ²/2}/δ. */
function partsOf(delta: number): { middle: number; tail: number; total: number } {
  // 2Φ(δ) − 1 = 1 − 2Φ(−δ)
  const middle = ROOT_TWO_PI * (1 - 2 * normalCdf(-delta));
  const tail = Math.exp(-0.5 * delta * delta) / delta;
  return { middle, tail, total: middle + 2 * tail };
}

function create(parameters: HuberDensityParameters): Univariate<HuberDensityParameters> {
  const { location, scale, delta } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  checkPositive("delta", delta);
  const { middle, tail, total } = partsOf(delta);
  checkFinite("1/delta", tail);
  const tailShare = tail / total;
  const logNormaliser = Math.log(total) + Math.log(scale);
  const cost = huber({ delta });
  /** P(R > |r|). */
  const upperTail = (r: number): number =>
    r >= delta
      ? tailShare * Math.exp(-delta * (r - delta))
      : tailShare + (ROOT_TWO_PI / total) * (normalCdf(-r) - normalCdf(-delta));
  const logTailShare = -0.5 * delta * delta - Math.log(delta) - Math.log(total);
  /** ln of it: of Φ(−r) − Φ(−δ) by the ratio of the two. */
  const logUpperTail = (r: number): number => {
    if (r >= delta) return logTailShare - delta * (r - delta);
    const near = logNormalCdf(-r);
    // r² has no double: nor has the logarithm of the tail.
    if (near === -Infinity) return -Infinity;
    const between = near + log1mExp(logNormalCdf(-delta) - near);
    return logSumExp([logTailShare, Math.log(ROOT_TWO_PI / total) + between]);
  };
  return univariate({
    name: "huberDensity",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    kinks: [location - delta * scale, location + delta * scale],
    logProb: (x) => -cost.value((x - location) / scale, 0) - logNormaliser,
    tails(x) {
      const r = (x - location) / scale;
      const outer = upperTail(Math.abs(r));
      return r < 0 ? { lower: outer, upper: 1 - outer } : { lower: 1 - outer, upper: outer };
    },
    logTails(x) {
      const r = (x - location) / scale;
      const log = logUpperTail(Math.abs(r));
      const rest = log1mExp(log);
      return r < 0 ? { lower: log, upper: rest } : { lower: rest, upper: log };
    },
    quantile(u) {
      const outer = Math.min(u, 1 - u);
      const r =
        outer <= tailShare
          ? delta - Math.log(outer / tailShare) / delta
          : -normalQuantile(
              Math.min(0.5, normalCdf(-delta) + ((outer - tailShare) * total) / ROOT_TWO_PI),
            );
      return location + (u < 0.5 ? -r : r) * scale;
    },
    mean: () => location,
    variance: () =>
      scale * scale * (middle / total + 4 * tailShare) + 4 * tailShare * (scale / delta) ** 2,
    // ln Z + E[huber(r)]
    entropy: () => logNormaliser + (0.5 * middle + 2 * tail) / total,
  });
}

/** −ln p(y) on the location, with scale 1: Huber's loss and the constant ln Z. */
function huberDensityLoss(options: HuberOptions = {}): LossFunction<number, number> {
  checkOptions("huberDensity.loss", options, ["delta"]);
  const { delta = 1 } = options;
  const inner = huber({ delta });
  const constant = Math.log(partsOf(delta).total);
  return {
    name: "huberDensityLoss",
    value: (prediction, target) => inner.value(prediction, target) + constant,
    gradient: (prediction, target) => inner.gradient(prediction, target),
  };
}

/**
 * Huber's least favourable density: normal in the middle, exponential in the tails. Its maximum
 * likelihood is Huber's loss.
 *
 *     p(x) = e^{−huber_δ(r)}/(sZ),  r = (x − m)/s;   Z = √(2π)(2Φ(δ) − 1) + (2/δ)e^{−δ²/2}
 *     entropy ln sZ + (½A + 2e/δ)/Z,   variance s²(A + 4e/δ + 4e/δ³)/Z,   A = √(2π)(2Φ(δ)−1), e = e^{−δ²/2}
 *
 * Fit     location and scale for a given δ (1 by default), by their likelihood equations.
 * Loss    `huberDensity.loss({ delta })` on the location: huber + ln Z.
 * Errors  DomainError if the scale or δ is not positive.
 * Source  Huber, "Robust estimation of a location parameter" (1964), §6; the moments by integration.
 */
export const huberDensity = family("huberDensity", ["location", "scale", "delta"], create, {
  fitOptions: ["delta"],
  fit(
    data: Vector,
    weights?: Vector,
    { delta = 1 }: HuberOptions = {},
  ): Univariate<HuberDensityParameters> {
    checkPositive("delta", delta);
    const { location, scale } = fitLocationScale(
      weightedData(data, weights),
      (r) => Math.min(delta, Math.max(-delta, r)),
      "huberDensity",
    );
    return create({ location, scale, delta });
  },
  loss: huberDensityLoss,
});
