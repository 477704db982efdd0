import {
  checkFinite,
  checkOpenInterval,
  checkOptions,
  checkPositive,
} from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { log1mExp } from "../../numeric/log1mExp.js";
import { pinball, type PinballOptions } from "../../losses/regression/pinball.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleExponential } from "../../random/sampleExponential.js";
import { ascending } from "../fit/ascending.js";
import type { WeightedDatum } from "../fit/ascending.js";
import { checkSpread, checkVaries, weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { univariate, type Univariate } from "../univariate.js";
import { weightedQuantile } from "../fit/weightedQuantile.js";

export interface AsymmetricLaplaceParameters {
  /** The τ-quantile. */
  readonly location: number;
  readonly scale: number;
  /** τ: how much of the mass lies below the location. */
  readonly quantile: number;
}

function create(parameters: AsymmetricLaplaceParameters): Univariate<AsymmetricLaplaceParameters> {
  const { location, scale, quantile: tau } = parameters;
  checkFinite("location", location);
  checkPositive("scale", scale);
  checkOpenInterval("quantile", tau, 0, 1);
  const rest = 1 - tau;
  // Below the location an exponential with scale s/(1−τ), above one with s/τ.
  const left = scale / rest;
  const right = scale / tau;
  const logPeak = Math.log(tau) + Math.log(rest) - Math.log(scale);
  return univariate({
    name: "asymmetricLaplace",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    kinks: [location],
    logProb: (x) => logPeak - Math.abs(x - location) / (x < location ? left : right),
    tails(x) {
      if (x < location) {
        const lower = tau * Math.exp((x - location) / left);
        return { lower, upper: 1 - lower };
      }
      const upper = rest * Math.exp((location - x) / right);
      return { lower: 1 - upper, upper };
    },
    logTails(x) {
      if (x < location) {
        const lower = Math.log(tau) + (x - location) / left;
        return { lower, upper: log1mExp(lower) };
      }
      const upper = Math.log1p(-tau) + (location - x) / right;
      return { lower: log1mExp(upper), upper };
    },
    quantile: (u) =>
      u < tau
        ? location + left * Math.log(u / tau)
        : location - right * (Math.log1p(-u) - Math.log(rest)),
    mean: () => location + right - left,
    variance: () => left * left + right * right,
    entropy: () => 1 - logPeak,
    sample: (rng) => location + right * sampleExponential(rng) - left * sampleExponential(rng),
  });
}

/** −ln p(y) on the location, with scale 1: the pinball loss and the constant −ln τ(1−τ). */
function asymmetricLaplaceLoss(options: PinballOptions = {}): LossFunction<number, number> {
  checkOptions("asymmetricLaplace.loss", options, ["quantile"]);
  const { quantile = 0.5 } = options;
  const inner = pinball({ quantile });
  const constant = -Math.log(quantile) - Math.log1p(-quantile);
  return {
    name: "asymmetricLaplaceLoss",
    value: (prediction, target) => inner.value(prediction, target) + constant,
    gradient: (prediction, target) => inner.gradient(prediction, target),
  };
}

/**
 * The datum at which √A + √B is least, A and B the mean excess above and below it: between neighbours both are straight
 * lines, so that the sum of their roots is least at a datum.
 *
 * It is the least of those whose neighbours have no lesser sum. The ends do not count: there τ would be 0 or 1.
 */
function likeliestLocation(data: readonly WeightedDatum[]): number {
  const sorted = tiesJoined(data);
  const last = sorted.length - 1;
  checkVaries({ least: sorted[0]!.x, most: sorted[last]!.x }, "asymmetricLaplace");
  // Each excess from that of the neighbour: a sum of terms of one sign.
  const sums = new Float64Array(sorted.length);
  for (let k = last - 1, weight = 0, above = 0; k >= 0; k--) {
    weight += sorted[k + 1]!.weight;
    above += weight * (sorted[k + 1]!.x - sorted[k]!.x);
    sums[k] = Math.sqrt(above);
  }
  for (let k = 1, weight = 0, below = 0; k <= last; k++) {
    weight += sorted[k - 1]!.weight;
    below += weight * (sorted[k]!.x - sorted[k - 1]!.x);
    sums[k]! += Math.sqrt(below);
  }
  let place = -1;
  for (let k = 1; k < last; k++) {
    const isLeast = sums[k]! <= sums[k - 1]! && sums[k]! <= sums[k + 1]!;
    if (isLeast && !(sums[k]! >= sums[place]!)) place = k;
  }
  if (place < 0) {
    const [end, side] = sums[0]! <= sums[last]! ? [sorted[0]!, "above"] : [sorted[last]!, "below"];
    throw new DomainError(`data are likeliest until all lie ${side} ${end.x}: give the quantile`);
  }
  return sorted[place]!.x;
}

/** The data in order, equal ones as one that weighs as much. */
function tiesJoined(sorted: readonly WeightedDatum[]): WeightedDatum[] {
  const joined: WeightedDatum[] = [];
  for (const { x, weight } of sorted) {
    const before = joined.at(-1);
    if (before?.x === x) joined[joined.length - 1] = { x, weight: before.weight + weight };
    else joined.push({ x, weight });
  }
  return joined;
}

/**
 * The distribution whose maximum likelihood is quantile regression.
 *
 *     p(x) = τ(1−τ)/s · e^{−ρ_τ((x−m)/s)},   ρ_τ(r) = r(τ − [r < 0])
 *     mean m + s(1−2τ)/(τ(1−τ)), variance s²(1−2τ+2τ²)/(τ²(1−τ)²), entropy 1 + ln s − ln τ(1−τ)
 *
 * Fit     with a given τ: the τ-quantile, and the mean pinball loss. Without: m minimises
 *         √A + √B between the ends, A and B the mean excess above and below; τ = √B/(√A+√B).
 * Loss    `asymmetricLaplace.loss({ quantile })` on the location: the pinball loss − ln τ(1−τ).
 * Errors  DomainError if the scale is not positive or τ is not inside (0, 1); fit: if the likelihood has no
 *         maximum between τ = 0 and 1, as for exponential data.
 * Source  Koenker & Machado (1999); Kotz, Kozubowski & Podgórski (2001), §3.
 */
export const asymmetricLaplace = family(
  "asymmetricLaplace",
  ["location", "scale", "quantile"],
  create,
  {
    fitOptions: ["quantile"],
    fit(
      data: Vector,
      weights?: Vector,
      options: PinballOptions = {},
    ): Univariate<AsymmetricLaplaceParameters> {
      const checked = weightedData(data, weights);
      const excess = (m: number): [number, number] => [
        checked.average((x) => Math.max(0, x - m)),
        checked.average((x) => Math.max(0, m - x)),
      ];
      if (options.quantile !== undefined) {
        const tau = options.quantile;
        checkOpenInterval("quantile", tau, 0, 1);
        const location = weightedQuantile(data, checked.weights, tau);
        const [above, below] = excess(location);
        const scale = tau * above + (1 - tau) * below;
        checkSpread(checked, scale, "asymmetricLaplace");
        return create({ location, scale, quantile: tau });
      }
      const location = likeliestLocation(ascending(data, checked.weights));
      const [above, below] = excess(location);
      const tau = 1 / (1 + Math.sqrt(above / below));
      return create({ location, scale: tau * above + (1 - tau) * below, quantile: tau });
    },
    loss: asymmetricLaplaceLoss,
  },
);
