import { checkPositive } from "../../numeric/checks.js";
import { DomainError } from "../../numeric/domainError.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import { findRoot } from "../../numeric/special/findRoot.js";
import { logNormalCdf, normalCdf, normalQuantile } from "../../numeric/special/normalCdf.js";
import { HALF_LOG_TWO_PI } from "../../numeric/constants.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleCategorical } from "../../random/sampleCategorical.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { entropyOf } from "../divergence/entropyOf.js";
import { family } from "../family.js";
import { univariate, type Univariate } from "../univariate.js";

export interface KernelDensityParameters {
  readonly samples: Vector;
  /** h, the standard deviation of the normal kernel. */
  readonly bandwidth: number;
  /** One weight a sample, of any positive sum; equal by default. */
  readonly weights?: Vector;
}

export interface KernelDensityFitOptions {
  /**
   * h itself, `"silverman"` (the default: (4/3N)^{1/5} times the standard deviation), or
   * `"likelihood"`: the h that maximises the likelihood of each sample under the others.
   */
  readonly bandwidth?: number | "silverman" | "likelihood";
}

/** The ends of each group of samples that no gap of many bandwidths parts, and how far the kernels reach beyond. */
function clustersOf(samples: ArrayLike<number>, bandwidth: number): number[] {
  const sorted = Float64Array.from(samples).sort();
  const marks: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const x = sorted[i]!;
    if (i === 0 || x - sorted[i - 1]! > 10 * bandwidth) {
      marks.push(...[-10, -4, 0].map((k) => x + k * bandwidth));
    }
    if (i === sorted.length - 1 || sorted[i + 1]! - x > 10 * bandwidth) {
      marks.push(...[0, 4, 10].map((k) => x + k * bandwidth));
    }
  }
  return marks;
}

function create(parameters: KernelDensityParameters): Univariate<KernelDensityParameters> {
  const { samples, bandwidth } = parameters;
  checkPositive("bandwidth", bandwidth);
  const { data, weights, totalWeight, average, range } = weightedData(samples, parameters.weights);
  const logWeights = Array.from(weights, (w) => Math.log(w / totalWeight));
  const mean = average((x) => x);
  const constant = Math.log(bandwidth) + HALF_LOG_TWO_PI;
  const { least, most } = range();
  const tails = (x: number) => ({
    lower: Math.min(
      1,
      average((xi) => normalCdf((x - xi) / bandwidth)),
    ),
    upper: Math.min(
      1,
      average((xi) => normalCdf((xi - x) / bandwidth)),
    ),
  });
  const itself: Univariate<KernelDensityParameters> = univariate({
    name: "kernelDensity",
    parameters,
    support: { kind: "real", lower: -Infinity, upper: Infinity },
    logProb(x) {
      const terms = new Float64Array(data.length);
      for (let i = 0; i < data.length; i++) {
        terms[i] = logWeights[i]! - 0.5 * ((x - data[i]!) / bandwidth) ** 2;
      }
      return logSumExp(terms) - constant;
    },
    landmarks: clustersOf(data, bandwidth),
    tails,
    logTails(x) {
      const logs = (side: number): number =>
        Math.min(
          0,
          logSumExp(
            logWeights.map((w, i) => w + logNormalCdf((side * (x - data[i]!)) / bandwidth)),
          ),
        );
      return { lower: logs(1), upper: logs(-1) };
    },
    quantile(u) {
      // It lies between the same quantiles of the kernels at the outermost samples.
      const z = normalQuantile(u) * bandwidth;
      if (least === most) return least + z;
      const difference =
        u <= 0.5 ? (x: number) => tails(x).lower - u : (x: number) => 1 - u - tails(x).upper;
      return findRoot(difference, least + z - 1e-9 * bandwidth, most + z + 1e-9 * bandwidth);
    },
    mean: () => mean,
    variance: () => average((x) => (x - mean) ** 2) + bandwidth * bandwidth,
    entropy: () => entropyOf(itself),
    sample: (rng) => data[sampleCategorical(rng, weights)]! + bandwidth * rng.normal(),
  });
  return itself;
}

/** The bandwidth of the greatest leave-one-out likelihood, by golden sections in ln h. */
function likelihoodBandwidth(data: Vector, weights: Vector, start: number): number {
  const N = data.length;
  const score = (logBandwidth: number): number => {
    const h = Math.exp(logBandwidth);
    let sum = 0;
    const terms = new Float64Array(N);
    for (let i = 0; i < N; i++) {
      if (weights[i] === 0) continue;
      let rest = 0;
      for (let j = 0; j < N; j++) {
        terms[j] =
          j === i ? -Infinity : Math.log(weights[j]!) - 0.5 * ((data[i]! - data[j]!) / h) ** 2;
        if (j !== i) rest += weights[j]!;
      }
      sum += weights[i]! * (logSumExp(terms) - Math.log(rest) - logBandwidth);
    }
    return sum;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(start) - 3;
  let high = Math.log(start) + 1.5;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let atLeft = score(left);
  let atRight = score(right);
  while (high - low > 1e-7) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = score(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = score(right);
    }
  }
  return Math.exp(0.5 * (low + high));
}

/**
 * A smooth density around samples: a normal kernel on each.
 *
 *     p(x) = Σ wᵢ φ((x−xᵢ)/h) / (h Σ wᵢ);   mean of the samples, variance theirs + h²
 *
 * The entropy is found by quadrature, to 1e-11.
 * Fit     the samples and a bandwidth: given, Silverman's rule, or by leave-one-out likelihood.
 * Loss    none: it has no parameters to learn by gradient.
 * Errors  DomainError if the bandwidth is not positive, or the rule cannot find one (equal samples).
 * Source  Silverman, Density Estimation (1986), §3.4 (eq. 3.28 and §3.4.4).
 */
export const kernelDensity = family("kernelDensity", ["samples", "bandwidth", "weights"], create, {
  fitOptions: ["bandwidth"],
  fit(
    data: Vector,
    weights?: Vector,
    options: KernelDensityFitOptions = {},
  ): Univariate<KernelDensityParameters> {
    const { bandwidth = "silverman" } = options;
    if (typeof bandwidth === "number") return create({ samples: data, bandwidth, weights });
    if (bandwidth !== "silverman" && bandwidth !== "likelihood") {
      throw new DomainError(
        `bandwidth must be a number, "silverman" or "likelihood", got ${JSON.stringify(bandwidth)}`,
      );
    }
    const checked = weightedData(data, weights);
    const mean = checked.average((x) => x);
    // Kish's count of samples that weigh as much, and the variance that is unbiased for it.
    let squares = 0;
    for (const w of checked.weights) squares += (w / checked.totalWeight) ** 2;
    const effective = 1 / squares;
    const variance = checked.average((x) => (x - mean) ** 2) / (1 - squares);
    checkSpread(checked, variance, "kernelDensity");
    const silverman = Math.sqrt(variance) * (4 / (3 * effective)) ** 0.2;
    return create({
      samples: data,
      bandwidth:
        bandwidth === "silverman"
          ? silverman
          : likelihoodBandwidth(data, checked.weights, silverman),
      weights,
    });
  },
});
