import { checkAllFinite, checkInteger, checkWeights } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { xLogY } from "../../numeric/xLogY.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleCategorical } from "../../random/sampleCategorical.js";
import { checkSpread, weightedData } from "../fit/data.js";
import { countUpTo } from "../discrete/empirical.js";
import { family } from "../family.js";
import { univariate, type Univariate } from "../univariate.js";

export interface HistogramParameters {
  /** Rising edges of the bins: one more than there are counts. */
  readonly edges: Vector;
  /** The weight of each bin, of any positive sum. */
  readonly counts: Vector;
}

export interface HistogramFitOptions {
  /** How many bins of equal width (by default Sturges's ⌈log₂ N⌉ + 1 for the N data that have weight), or their edges. */
  readonly bins?: number | Vector;
}

function create(parameters: HistogramParameters): Univariate<HistogramParameters> {
  const { edges, counts } = parameters;
  checkAllFinite("edges", edges);
  checkWeights("counts", counts);
  const K = counts.length;
  if (K === 0 || edges.length !== K + 1) {
    throw new DomainError(
      `edges must be one more than the counts (at least one), ${K + 1}, got ${edges.length}`,
    );
  }
  const bins = binsOf(edges, counts);
  /** The bin of x; the last one is closed on the right. */
  const binOf = (x: number): Bin => bins[Math.min(K - 1, countUpTo(edges, x) - 1)]!;
  const probabilities = bins.map(({ p }) => p);
  const filled = bins.filter(({ p }) => p > 0);
  const mean = compensatedSum(bins.map(({ p, left, right }) => p * (0.5 * (left + right))));
  return univariate({
    name: "histogram",
    parameters,
    support: { kind: "real", lower: edges[0]!, upper: edges[K]! },
    kinks: Array.from(edges),
    logProb(x) {
      const { p, width } = binOf(x);
      return Math.log(p) - Math.log(width);
    },
    tails(x) {
      const { left, right, width, p, below, above } = binOf(x);
      return { lower: below + p * ((x - left) / width), upper: above + p * ((right - x) / width) };
    },
    quantile(u) {
      // Empty bins have no quantile.
      const { left, width, p, below, above } =
        filled.find((bin) => bin.upTo >= u) ?? filled.at(-1)!;
      const share = u <= 0.5 ? (u - below) / p : 1 - (1 - u - above) / p;
      return left + width * Math.min(1, Math.max(0, share));
    },
    mean: () => mean,
    variance: () =>
      compensatedSum(
        bins.map(
          ({ p, left, right, width }) => p * ((0.5 * (left + right) - mean) ** 2 + width ** 2 / 12),
        ),
      ),
    entropy: () =>
      compensatedSum(bins.map(({ p, width }) => (p === 0 ? 0 : p * Math.log(width) - xLogY(p, p)))),
    sample(rng) {
      const { left, width } = bins[sampleCategorical(rng, probabilities)]!;
      return left + width * rng.uniform();
    },
  });
}

interface Bin {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  /** The probability of the bin, of all bins before it, of these two, and of all behind it. */
  readonly p: number;
  readonly below: number;
  readonly upTo: number;
  readonly above: number;
}

function binsOf(edges: Vector, counts: Vector): Bin[] {
  const sides = Array.from(counts, (count, k) => ({
    count,
    left: edges[k]!,
    right: edges[k + 1]!,
  }));
  for (const { left, right } of sides)
    if (!(left < right)) throw new DomainError(`edges must rise, got ${left} and ${right}`);
  const total = compensatedSum(counts);
  if (!(total > 0)) throw new DomainError(`counts must have a positive sum, got ${total}`);
  let below = 0;
  const fromLeft = sides.map(({ count, left, right }) => {
    const p = count / total;
    const bin = { left, right, width: right - left, p, below, upTo: below + p };
    below = bin.upTo;
    return bin;
  });
  let above = 0;
  return fromLeft
    .reverse()
    .map((bin) => {
      const whole = { ...bin, above };
      above += bin.p;
      return whole;
    })
    .reverse();
}

/**
 * A density that is constant on each bin.
 *
 *     p(x) = (cₖ/Σc)/wₖ on bin k of width wₖ;   entropy −Σ pₖ ln(pₖ/wₖ)
 *
 * A bin holds its left edge; the last one holds both.
 * Fit     counts the data in equal bins between their ends, or between the edges given (maximum
 *         likelihood among densities constant on these bins).
 * Loss    none: learn bin probabilities with `categorical.loss`.
 * Errors  DomainError if the edges do not rise, counts are negative or all 0; fit: if a number lies outside the edges.
 * Source  Scott, Multivariate Density Estimation (2015), §3.
 */
export const histogram = family("histogram", ["edges", "counts"], create, {
  fitOptions: ["bins"],
  fit(
    data: Vector,
    weights?: Vector,
    options: HistogramFitOptions = {},
  ): Univariate<HistogramParameters> {
    const checked = weightedData(data, weights);
    const counted = Array.from(checked.weights).filter((weight) => weight > 0).length;
    const { bins = Math.ceil(Math.log2(counted)) + 1 } = options;
    let edges: Vector;
    if (typeof bins === "number") {
      checkInteger("bins", bins, 1);
      const { least: low, most: high } = checked.range();
      checkSpread(checked, high - low, "histogram");
      edges = Array.from({ length: bins + 1 }, (_, k) =>
        k === bins ? high : low + ((high - low) * k) / bins,
      );
    } else edges = bins;
    const K = edges.length - 1;
    const counts = new Float64Array(Math.max(0, K));
    const [first = NaN, last = NaN] = [edges[0], edges[K]];
    for (const [i, x] of data.entries()) {
      if (checked.weights[i] === 0) continue;
      if (!(x >= first && x <= last))
        throw new DomainError(
          `data[${i}] must lie between the edges ${first} and ${last}, got ${x}`,
        );
      counts[Math.min(K - 1, countUpTo(edges, x) - 1)]! += checked.weights[i]!;
    }
    return create({ edges, counts });
  },
});
