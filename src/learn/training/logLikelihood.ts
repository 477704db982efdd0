import { digamma } from "../../math/numeric/special/digamma.js";
import { logGamma } from "../../math/numeric/special/logGamma.js";
import { trigamma } from "../../math/numeric/special/trigamma.js";
import { softplus } from "../../math/numeric/softplus.js";
import type { Vector } from "../../math/numeric/vector.js";

/**
 * The log-likelihood of targets given raw outputs, with all constants; the Gaussian's variance and the gamma's
 * shape at their own maximum. Undefined for losses that are no density's (Huber, quantile).
 */
export function logLikelihoodOf(
  family: string,
  raw: Vector,
  targets: Vector,
  weights?: Vector,
): number | undefined {
  const sum = (term: (n: number) => number): number => {
    let result = 0;
    for (let n = 0; n < raw.length; n++) result += (weights?.[n] ?? 1) * term(n);
    return result;
  };
  const total = sum(() => 1);
  if (family === "gaussian") {
    const variance = sum((n) => (raw[n]! - targets[n]!) ** 2) / total;
    return -0.5 * total * (Math.log(2 * Math.PI * variance) + 1);
  }
  if (family === "bernoulli") {
    return -sum((n) => targets[n]! * softplus(-raw[n]!) + (1 - targets[n]!) * softplus(raw[n]!));
  }
  if (family === "poisson") {
    return sum((n) => targets[n]! * raw[n]! - Math.exp(raw[n]!) - logGamma(targets[n]! + 1));
  }
  if (family !== "gamma") return undefined;
  const ratio = (n: number): number => targets[n]! * Math.exp(-raw[n]!);
  const spread = sum((n) => ratio(n) - 1 - Math.log(ratio(n))) / total;
  const k = gammaShape(spread);
  const constant = k * Math.log(k) - logGamma(k);
  return sum((n) => constant - Math.log(targets[n]!) + k * (Math.log(ratio(n)) - ratio(n)));
}

/** The k with ln k − ψ(k) = spread: the gamma's shape of greatest likelihood. */
function gammaShape(spread: number): number {
  // Minka's start, then Newton on 1/k, which converges from there in a few steps.
  let k = (3 - spread + Math.sqrt((spread - 3) ** 2 + 24 * spread)) / (12 * spread);
  for (let i = 0; i < 50; i++) {
    const excess = Math.log(k) - digamma(k) - spread;
    const next = 1 / (1 / k - excess / (k * k * (trigamma(k) - 1 / k)));
    if (Math.abs(next - k) <= 1e-14 * k) return next;
    k = next;
  }
  return k;
}
