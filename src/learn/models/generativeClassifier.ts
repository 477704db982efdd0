import { checkRng } from "../../math/random/checkRng.js";
import { checkClasses, describeValue } from "../../math/numeric/checks.js";
import { DomainError } from "../../math/numeric/domainError.js";
import { logSumExp } from "../../math/numeric/logSumExp.js";
import type { Matrix } from "../../math/numeric/matrix.js";
import { finiteNumbersOf, labelsOf } from "../../math/numeric/numbers.js";
import type { Numbers } from "../../math/numeric/numbers.js";
import { softmax } from "../../math/numeric/softmax.js";
import type { Vector } from "../../math/numeric/vector.js";
import type { Rng } from "../../math/random/rng.js";
import { sampleCategorical } from "../../math/random/sampleCategorical.js";
import { checkTargets, featureMatrix } from "./features.js";
import type { Features } from "./features.js";

/** An example that a generative model made up. */
export interface GeneratedExample {
  readonly features: Float64Array;
  readonly label: number;
}

/**
 * A model of p(x, y) = p(y)·p(x | y): it can make examples up, and classifies by Bayes' rule.
 */
export interface GenerativeClassifier {
  readonly name: string;
  /** πₖ = p(y = k), [K]. */
  readonly priors: Float64Array;
  /** μₖ, [K][D]. */
  readonly means: readonly Float64Array[];
  /** ln p(x | y = k) for each class, [K]. */
  logLikelihoods(x: Numbers): number[];
  /** ln p(x, y = k) = ln πₖ + ln p(x | y = k), [K]: the logits of Bayes' rule. */
  logJoint(x: Numbers): number[];
  /** ln p(x), the sum of the joint over the classes. */
  logMarginal(x: Numbers): number;
  /** p(y = k | x) = softmaxₖ(ln p(x, y = k)), [K]. */
  posterior(x: Numbers): number[];
  /** The class of the greatest posterior for each example, [N]. */
  predict(features: Features): number[];
  /** Draws y ∼ p(y), then x ∼ p(x | y). */
  sample(rng: Rng): GeneratedExample;
}

/** The three losses of a generative classifier, summed over examples: joint = conditional + marginal. */
export interface GenerativeLosses {
  /** −Σ ln p(x, y), what a generative model is fitted to make small. */
  readonly joint: number;
  /** −Σ ln p(y | x), what a discriminative model is fitted to make small. */
  readonly conditional: number;
  /** −Σ ln p(x). */
  readonly marginal: number;
}

/** The losses of a generative classifier on data, in nats, each computed by itself. */
export function generativeLosses(
  model: GenerativeClassifier,
  features: Features,
  classLabels: Numbers,
): GenerativeLosses {
  if (typeof (model as GenerativeClassifier | null)?.logJoint !== "function") {
    throw new DomainError(
      `model must be a generative classifier such as gaussianNaiveBayes makes, got ${describeValue(model)}`,
    );
  }
  const x = featureMatrix(features, model.means[0]!.length);
  const labels = labelsOf("labels", classLabels, model.priors.length);
  checkTargets(x, labels);
  const losses = { joint: 0, conditional: 0, marginal: 0 };
  for (let n = 0; n < x.rows; n++) {
    const row = rowOf(x, n);
    losses.joint -= model.logJoint(row)[labels[n]!]!;
    losses.conditional -= Math.log(model.posterior(row)[labels[n]!]!);
    losses.marginal -= model.logMarginal(row);
  }
  return losses;
}

/** What a class's density must offer. */
export interface ClassDensity {
  readonly mean: Float64Array;
  logDensity(x: Vector): number;
  sample(rng: Rng): Float64Array;
}

/** A generative classifier of class densities. */
export function generativeClassifier(
  name: string,
  priors: Float64Array,
  densities: readonly ClassDensity[],
): GenerativeClassifier {
  const columns = densities[0]!.mean.length;
  const logPriors = Array.from(priors, Math.log);
  const logLikelihoods = (features: Numbers): number[] => {
    const x = finiteNumbersOf("x", features);
    if (x.length !== columns) {
      throw new DomainError(`x must have ${columns} numbers, got ${x.length}`);
    }
    return densities.map((density) => density.logDensity(x));
  };
  const logJoint = (x: Numbers): number[] => logLikelihoods(x).map((l, k) => logPriors[k]! + l);
  return {
    name,
    priors,
    means: densities.map((density) => density.mean),
    logLikelihoods,
    logJoint,
    logMarginal: (x) => logSumExp(logJoint(x)),
    posterior: (x) => softmax(logJoint(x)),
    predict(features) {
      const x = featureMatrix(features, columns);
      return Array.from({ length: x.rows }, (_, n) => {
        const joint = logJoint(rowOf(x, n));
        return joint.indexOf(Math.max(...joint));
      });
    },
    sample(rng) {
      checkRng(rng);
      const label = sampleCategorical(rng, priors);
      return { features: densities[label]!.sample(rng), label };
    },
  };
}

/** The examples of each class: their share, mean and centred rows. */
export interface ClassStatistics {
  readonly count: number;
  readonly mean: Float64Array;
  readonly centred: readonly Float64Array[];
}

/** Statistics class by class; a DomainError for a class with too few examples. */
export function classStatistics(
  features: Features,
  classLabels: Numbers,
  classes: number,
): { readonly priors: Float64Array; readonly statistics: readonly ClassStatistics[] } {
  const x = featureMatrix(features);
  checkClasses(classes, 2);
  const labels = labelsOf("labels", classLabels, classes);
  checkTargets(x, labels);
  const rows: Float64Array[][] = Array.from({ length: classes }, () => []);
  for (let n = 0; n < x.rows; n++) {
    rows[labels[n]!]!.push(rowOf(x, n));
  }
  const statistics = rows.map((members, k): ClassStatistics => {
    const count = members.length;
    if (count === 0) throw new DomainError(`class ${k} has no example to learn from`);
    const mean = new Float64Array(x.columns);
    for (const row of members) row.forEach((value, j) => (mean[j]! += value / count));
    const isConstant = Array.from(mean, (_, j) => isConstantColumn(members, j, k));
    isConstant.forEach((constant, j) => constant && (mean[j] = members[0]![j]!));
    const centred = members.map((row) =>
      row.map((value, j) => (isConstant[j] === true ? 0 : value - mean[j]!)),
    );
    return { count, mean, centred };
  });
  return { priors: Float64Array.from(statistics, ({ count }) => count / x.rows), statistics };
}

/**
 * Whether column j of class k is one number to rounding, of whose spread nothing is left.
 *
 * Errors  DomainError where it is not, but its squares have no double.
 */
function isConstantColumn(members: readonly Float64Array[], j: number, k: number): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (const row of members) {
    least = Math.min(least, row[j]!);
    most = Math.max(most, row[j]!);
  }
  const size = Math.max(Math.abs(least), Math.abs(most));
  if (most - least <= 4 * Number.EPSILON * size) return true;
  if (size <= 1e150 && most - least >= 1e-150) return false;
  throw new DomainError(
    `feature ${j} must have squares that doubles can hold, from 1e-300 to 1e300, got numbers from ${least} to ${most} in class ${k}; give it in another unit`,
  );
}

function rowOf(x: Matrix, n: number): Float64Array {
  return x.data.subarray(n * x.columns, (n + 1) * x.columns);
}
