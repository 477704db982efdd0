import {
  checkFinite,
  checkInterval,
  checkNonNegative,
  checkOptions,
} from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { besselIScaled } from "../../numeric/special/besselI.js";
import { besselComplement, logBesselAboveTangent } from "../../numeric/special/logBesselI0.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { integrate } from "../../numeric/quadrature/integrate.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { logTails } from "../../numeric/special/tails.js";
import type { LossFunction } from "../../losses/loss.js";
import type { Vector } from "../../numeric/vector.js";
import type { Rng } from "../../random/rng.js";
import { weightedData } from "../fit/data.js";
import { family } from "../family.js";
import { parametersOf, univariate, type Univariate } from "../univariate.js";

export interface VonMisesParameters {
  /** The mean direction, in [−π, π]. */
  readonly location: number;
  /** κ: 0 is uniform, and 1/κ about the variance where it is large. */
  readonly concentration: number;
}

export interface VonMisesLossOptions {
  /** κ, known; 1 by default. */
  readonly concentration?: number;
}

/** ln(2π e^{−κ} I₀(κ)). */
const logNormaliser = (kappa: number): number => Math.log(2 * Math.PI * besselIScaled(0, kappa));

/** cos d − 1 without cancellation. */
const cosMinusOne = (d: number): number => -2 * Math.sin(d / 2) ** 2;

/** The angle in [−π, π) that points the same way. */
function wrap(angle: number): number {
  return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
}

/** What π has beyond its double. */
const PI_REST = 1.2246467991473532e-16;

/** x − m in [−π, π], to all its digits also where the way is shorter through ±π. */
function turnFrom(location: number, x: number): number {
  const d = x - location;
  if (d > Math.PI) return x - Math.PI - (location + Math.PI) - 2 * PI_REST;
  if (d < -Math.PI) return x + Math.PI + (Math.PI - location) + 2 * PI_REST;
  return d;
}

/** A part of the circle, by the angle from the location, and how many turns x − m is beyond that. */
interface Arc {
  readonly start: number;
  readonly end: number;
  readonly turns: -1 | 0 | 1;
}

/** From one angle up to another, of [−π, π]: one arc, or two that meet opposite the location. */
function arcs(location: number, from: number, to: number): Arc[] {
  const turnsOf = (x: number): -1 | 0 | 1 =>
    x - location > Math.PI ? 1 : x - location < -Math.PI ? -1 : 0;
  const [first, last] = [turnsOf(from), turnsOf(to)];
  const [start, end] = [turnFrom(location, from), turnFrom(location, to)];
  if (first === last) return [{ start, end, turns: first }];
  return [
    { start, end: Math.PI, turns: first },
    { start: -Math.PI, end, turns: last },
  ];
}

/** Best and Fisher's rejection from a wrapped Cauchy. */
function sampleAngle(rng: Rng, kappa: number): number {
  if (kappa < 1e-8) return Math.PI * (2 * rng.uniform() - 1);
  const tau = 1 + Math.sqrt(1 + 4 * kappa * kappa);
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * kappa);
  // For small κ, ρ is the difference of nearly equal numbers, and r = 1/κ + κ to their last digit.
  const r = kappa < 1e-5 ? 1 / kappa + kappa : (1 + rho * rho) / (2 * rho);
  // For large κ, r is 1 + a small number that its quotient loses: take the normal limit there.
  if (kappa > 1e6) return rng.normal() / Math.sqrt(kappa);
  for (;;) {
    const z = Math.cos(Math.PI * rng.uniform());
    const f = (1 + r * z) / (r + z);
    const c = kappa * (r - f);
    const u = 1 - rng.uniform();
    if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
      const angle = Math.acos(Math.min(1, Math.max(-1, f)));
      return rng.uniform() < 0.5 ? -angle : angle;
    }
  }
}

function create(parameters: VonMisesParameters): Univariate<VonMisesParameters> {
  const { location, concentration: kappa } = parameters;
  checkFinite("location", location);
  if (!(Math.abs(location) <= Math.PI)) {
    throw new DomainError(`location must be in [-π, π], got ${location}`);
  }
  // Beyond, doubles do not tell angles apart.
  checkInterval("concentration", kappa, 0, 1e26);
  const constant = logNormaliser(kappa);
  const logAt = (d: number): number => kappa * cosMinusOne(d) - constant;
  const logProb = (x: number): number => logAt(turnFrom(location, x));
  const width = 1 / Math.sqrt(1 + kappa);
  const points = [-8, -3, -1, 0, 1, 3, 8].map((k) => k * width);
  const mass = (from: number, to: number): number => {
    let sum = 0;
    for (const { start, end } of arcs(location, from, to)) {
      sum += integrate((d) => Math.exp(logAt(d)), start, end, { points, tolerance: 1e-14 }).value;
    }
    return Math.min(1, sum);
  };
  /** ln of the mass of an arc, beside its greatest density: at its ends, unless the peak is inside. */
  const logMassOf = ({ start, end }: Arc): number => {
    const nearest = start <= 0 && end >= 0 ? 0 : Math.abs(start) < Math.abs(end) ? start : end;
    const most = logAt(nearest);
    // Only the part within 60 of the top matters, and it may be narrow.
    const steps = [1, 10, 60].map((k) => k / (1 + kappa));
    const relative = integrate((d) => Math.exp(logAt(d) - most), start, end, {
      points: [...points, ...steps.map((k) => start + k), ...steps.map((k) => end - k)],
      tolerance: 1e-14,
    }).value;
    return most + Math.log(relative);
  };
  const logMass = (from: number, to: number): number =>
    logSumExp(arcs(location, from, to).map(logMassOf));
  const tails = (x: number) => ({ lower: mass(-Math.PI, x), upper: mass(x, Math.PI) });
  /** E f(X − m), with X − m in [−π − m, π − m]. */
  const moment = (f: (fromLocation: number) => number): number => {
    let sum = 0;
    for (const { start, end, turns } of arcs(location, -Math.PI, Math.PI)) {
      const shift = 2 * Math.PI * turns;
      sum += integrate((d) => f(d + shift) * Math.exp(logAt(d)), start, end, { points }).value;
    }
    return sum;
  };
  const shift = (): number => moment((d) => d);
  return univariate({
    name: "vonMises",
    parameters,
    support: { kind: "real", lower: -Math.PI, upper: Math.PI },
    kinks: [-1, 0, 1]
      .flatMap((turns) => points.map((d) => location + d + 2 * Math.PI * turns))
      .filter((x) => Math.abs(x) < Math.PI),
    logProb,
    tails,
    logTails(x) {
      const { lower, upper } = tails(x);
      if (Math.min(lower, upper) > 1e-300) return logTails({ lower, upper });
      return lower < upper
        ? { lower: logMass(-Math.PI, x), upper: -lower }
        : { lower: -upper, upper: logMass(x, Math.PI) };
    },
    quantile: (u) =>
      findRoot(
        u <= 0.5 ? (x) => tails(x).lower - u : (x) => 1 - u - tails(x).upper,
        -Math.PI,
        Math.PI,
      ),
    mean: () => location + shift(),
    variance() {
      const centre = shift();
      return moment((d) => (d - centre) ** 2);
    },
    // κ(1 − A(κ)) + ln(2π e^{−κ} I₀(κ))
    entropy: () => constant + kappa * besselComplement(kappa),
    sample: (rng) => wrap(location + sampleAngle(rng, kappa)),
    closedKlDivergence(q) {
      const other = parametersOf<VonMisesParameters>(q, "vonMises");
      if (other === undefined) return undefined;
      const k = other.concentration;
      // ln I₀(κ_q) − ln I₀(κ_p) − (κ_q − κ_p) A(κ_p), and κ_q A (1 − cos Δ): two parts ≥ 0.
      const turn = -cosMinusOne(location - other.location);
      return logBesselAboveTangent(kappa, k) + k * (1 - besselComplement(kappa)) * turn;
    },
  });
}

/** −ln p(y) on the mean direction, with a known κ: κ(1 − cos(y−m)) + ln(2π e^{−κ} I₀(κ)). */
function vonMisesLoss(options: VonMisesLossOptions = {}): LossFunction<number, number> {
  checkOptions("vonMises.loss", options, ["concentration"]);
  const { concentration = 1 } = options;
  checkNonNegative("concentration", concentration);
  const constant = logNormaliser(concentration);
  return {
    name: "vonMisesLoss",
    value(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return -concentration * cosMinusOne(target - prediction) + constant;
    },
    gradient(prediction, target) {
      checkFinite("prediction", prediction);
      checkFinite("target", target);
      return concentration * Math.sin(prediction - target);
    },
  };
}

/**
 * Angles around a mean direction: the normal distribution of the circle, on [−π, π].
 *
 *     p(x) = e^{κ cos(x−m)}/(2πI₀(κ));   entropy ln 2πI₀(κ) − κA(κ),  A = I₁/I₀
 *     KL(p‖q) = ln(I₀(κ_q)/I₀(κ_p)) + A(κ_p)(κ_p − κ_q cos(m_p − m_q)),  to all digits
 *
 * Mean, variance, cdf and quantile are those of the number in [−π, π]: by quadrature, to 1e-11.
 * Fit     m is the direction of the mean vector, A(κ) its length.
 * Loss    `vonMises.loss({ concentration })` on the direction: κ(1 − cos(y−m)) and its constant.
 * Errors  DomainError if the location is outside [−π, π], or κ is negative or above 1e26; fit: if an angle is
 *         outside [−π, π], or all are equal.
 * Source  Mardia & Jupp, Directional Statistics (2000), §3.5.4; sampling: Best & Fisher (1979).
 */
export const vonMises = family("vonMises", ["location", "concentration"], create, {
  fit(data: Vector, weights?: Vector): Univariate<VonMisesParameters> {
    const { average, range } = weightedData(
      data,
      weights,
      (x) => Math.abs(x) <= Math.PI,
      "in [-π, π]",
    );
    const c = average(Math.cos);
    const s = average(Math.sin);
    const location = Math.atan2(s, c);
    // 1 − R = mean of 1 − cos(x − m), which keeps its digits where the data are close together.
    const gap = average((x) => -cosMinusOne(x - location));
    const { least, most } = range();
    if (!(gap > 0 && most > least)) {
      throw new DomainError(
        "data must hold at least two different values to fit vonMises, got one",
      );
    }
    if (gap >= 1) return create({ location, concentration: 0 });
    const equation = (t: number): number => besselComplement(Math.exp(t)) - gap;
    let low = -1;
    let high = 1;
    while (equation(low) < 0 && low > -40) low -= 1;
    while (equation(high) > 0) high += 1;
    if (low <= -40) return create({ location, concentration: 0 });
    return create({ location, concentration: Math.exp(findRoot(equation, low, high, 1e-14)) });
  },
  loss: vonMisesLoss,
});
