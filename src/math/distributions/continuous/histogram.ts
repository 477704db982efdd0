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
  /** How many bins of equal width (by default Sturges's ⌈log₂ N⌉ + 1), or their edges. */
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
  for (let k = 0; k < K; k++) {
    if (!(edges[k]! < edges[k + 1]!)) {
      throw new DomainError(`edges must rise, got ${edges[k]} and ${edges[k + 1]}`);
    }
  }
  const total = compensatedSum(counts);
  if (!(total > 0)) throw new DomainError(`counts must have a positive sum, got ${total}`);
  const p = Array.from(counts, (count) => count / total);
  const widths = p.map((_, k) => edges[k + 1]! - edges[k]!);
  const below = [0];
  const above = new Array<number>(K + 1).fill(0);
  for (let k = 0; k < K; k++) below.push(below[k]! + p[k]!);
  for (let k = K - 1; k >= 0; k--) above[k] = above[k + 1]! + p[k]!;
  /** The bin of x; the last one is closed on the right. */
  const binOf = (x: number): number => Math.min(K - 1, countUpTo(edges, x) - 1);
  const centre = (k: number): number => 0.5 * (edges[k]! + edges[k + 1]!);
  const mean = compensatedSum(p.map((pk, k) => pk * centre(k)));
  return univariate({
    name: "histogram",
    parameters,
    support: { kind: "real", lower: edges[0]!, upper: edges[K]! },
    kinks: Array.from(edges),
    logProb: (x) => Math.log(p[binOf(x)]!) - Math.log(widths[binOf(x)]!),
    tails(x) {
      const k = binOf(x);
      const share = (x - edges[k]!) / widths[k]!;
      const rest = (edges[k + 1]! - x) / widths[k]!;
      return { lower: below[k]! + p[k]! * share, upper: above[k + 1]! + p[k]! * rest };
    },
    quantile(u) {
      // Empty bins have no quantile: the last edge with below < u begins the bin.
      let k = 0;
      while (k < K - 1 && (below[k + 1]! < u || p[k] === 0)) k++;
      while (k > 0 && p[k] === 0) k--;
      const share = u <= 0.5 ? (u - below[k]!) / p[k]! : 1 - (1 - u - above[k + 1]!) / p[k]!;
      return edges[k]! + widths[k]! * Math.min(1, Math.max(0, share));
    },
    mean: () => mean,
    variance: () =>
      compensatedSum(p.map((pk, k) => pk * ((centre(k) - mean) ** 2 + widths[k]! ** 2 / 12))),
    entropy: () =>
      compensatedSum(p.map((pk, k) => (pk === 0 ? 0 : pk * Math.log(widths[k]!) - xLogY(pk, pk)))),
    sample(rng) {
      const k = sampleCategorical(rng, p);
      return edges[k]! + widths[k]! * rng.uniform();
    },
  });
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
    const { bins = Math.ceil(Math.log2(data.length)) + 1 } = options;
    let edges: Vector;
    if (typeof bins === "number") {
      checkInteger("bins", bins, 1);
      let low = Infinity;
      let high = -Infinity;
      for (const x of data) {
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
      checkSpread(high - low, "histogram");
      edges = Array.from({ length: bins + 1 }, (_, k) =>
        k === bins ? high : low + ((high - low) * k) / bins,
      );
    } else edges = bins;
    const K = edges.length - 1;
    const counts = new Float64Array(Math.max(0, K));
    for (let i = 0; i < data.length; i++) {
      if (!(data[i]! >= edges[0]! && data[i]! <= edges[K]!)) {
        throw new DomainError(
          `data[${i}] must lie between the edges ${edges[0]} and ${edges[K]}, got ${data[i]}`,
        );
      }
      counts[Math.min(K - 1, countUpTo(edges, data[i]!) - 1)]! += checked.weights[i]!;
    }
    return create({ edges, counts });
  },
});
