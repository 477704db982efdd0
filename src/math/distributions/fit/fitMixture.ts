import { checkCount, checkInteger, checkIsList, checkNonNegative } from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { logSumExp } from "../../numeric/logSumExp.js";
import type { Vector } from "../../numeric/vector.js";
import type { UnivariateDistribution } from "../distribution.js";
import { ascending } from "./ascending.js";
import { distinctData, weightedData } from "./data.js";
import { normal } from "../continuous/normal.js";

/** A family that a mixture can be fitted from: anything with a weighted maximum-likelihood fit. */
export interface FittableFamily {
  fit(data: Vector, weights?: Vector): UnivariateDistribution;
}

export interface MixtureFitOptions {
  /** One family a component; by default normals. */
  readonly families?: readonly FittableFamily[];
  /** How many components of the default family; 2 by default. */
  readonly components?: number;
  /** At most so many rounds; 1000 by default. */
  readonly iterations?: number;
  /** Stops when the mean log-likelihood gains less; 1e-10 by default. */
  readonly tolerance?: number;
}

/**
 * Fits a mixture by expectation–maximisation. It starts from the data in rising order cut into
 * parts of equal weight, so that the answer does not depend on chance; it is a local maximum.
 *
 *     E: rₙₖ = wₖ pₖ(xₙ)/Σⱼ wⱼ pⱼ(xₙ);   M: wₖ = mean of rₙₖ, pₖ fitted with weights rₙₖ
 *
 * Errors  DomainError if there are fewer different values than components, if a component collapses
 *         on one value (its likelihood has no bound), or for an unknown option.
 * Source  Dempster, Laird & Rubin, "Maximum likelihood from incomplete data via the EM algorithm" (1977).
 */
export function fitMixture(
  data: Vector,
  weights: Vector | undefined,
  options: MixtureFitOptions = {},
): { weights: number[]; components: UnivariateDistribution[] } {
  // Equal data are told apart by nothing.
  const checked = distinctData(weightedData(data, weights));
  const values = checked.data;
  const { iterations = 1000, tolerance = 1e-10, components: wanted = 2 } = options;
  if (options.families !== undefined) checkIsList("families", options.families);
  const count = options.families === undefined ? wanted : options.families.length;
  checkCount("components", count, 1);
  checkInteger("iterations", iterations, 1);
  checkNonNegative("tolerance", tolerance);
  const families = options.families ?? Array.from({ length: count }, (): FittableFamily => normal);
  const N = values.length;
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const different = new Set(ascending(values, checked.weights).map(({ x }) => x)).size;
  if (different < 2 * count) {
    throw new DomainError(
      `data must hold at least ${2 * count} different values for ${count} components, got ${different}`,
    );
  }
  const responsibilities = Array.from({ length: count }, () => new Float64Array(N));
  // Equal parts of the weight; a datum at a border belongs to both its sides.
  const part = checked.totalWeight / count;
  let from = 0;
  for (const i of order) {
    const to = from + checked.weights[i]!;
    responsibilities.forEach((own, k) => {
      own[i] = Math.max(0, Math.min(to, (k + 1) * part) - Math.max(from, k * part));
    });
    from = to;
  }
  let shares: number[] = [];
  let components: UnivariateDistribution[] = [];
  let last = -Infinity;
  const logTerms = new Float64Array(count);
  const gains = new Float64Array(N);
  for (let round = 0; round < iterations; round++) {
    shares = responsibilities.map((r) => compensatedSum(r) / checked.totalWeight);
    components = families.map((family, k) => family.fit(values, responsibilities[k]));
    for (let i = 0; i < N; i++) {
      for (let k = 0; k < count; k++) {
        logTerms[k] = Math.log(shares[k]!) + components[k]!.logProb(values[i]!);
      }
      const total = logSumExp(logTerms);
      gains[i] = checked.weights[i] === 0 ? 0 : checked.weights[i]! * total;
      for (let k = 0; k < count; k++) {
        responsibilities[k]![i] = checked.weights[i]! * Math.exp(logTerms[k]! - total);
      }
    }
    const likelihood = compensatedSum(gains) / checked.totalWeight;
    // In nats for each datum: a gain that no unit of the data changes.
    if (likelihood - last < tolerance) break;
    last = likelihood;
  }
  const sum = compensatedSum(shares);
  return { weights: shares.map((share) => share / sum), components };
}
