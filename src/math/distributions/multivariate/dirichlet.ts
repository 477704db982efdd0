import { checkRng } from "../../random/checkRng.js";
import { checkDistribution } from "../checkDistribution.js";
import {
  checkIsList,
  checkNoNaN,
  checkNotEmpty,
  checkPositive,
  checkSameLength,
} from "../../numeric/checks.js";
import { compensatedSum } from "../../numeric/compensatedSum.js";
import { DomainError } from "../../numeric/domainError.js";
import { softmax } from "../../numeric/softmax.js";
import { digamma } from "../../numeric/special/digamma.js";
import { logGamma } from "../../numeric/special/logGamma.js";
import { trigamma } from "../../numeric/special/trigamma.js";
import type { Vector } from "../../numeric/vector.js";
import { sampleLogGamma } from "../../random/sampleGamma.js";
import { checkWeightsOf } from "../fit/data.js";
import type { Distribution } from "../distribution.js";
import { family } from "../family.js";
import { parametersOf } from "../univariate.js";
import { checkCovarianceSize } from "./checkCovarianceSize.js";

export interface DirichletParameters {
  /** One positive number a class; their sum says how narrow it is. */
  readonly concentration: Vector;
}

export interface Dirichlet extends Distribution<Vector> {
  readonly parameters: Readonly<DirichletParameters>;
  mean(): number[];
  /** The covariance matrix, as rows. */
  variance(): number[][];
}

/** ln B(α) = Σ ln Γ(αₖ) − ln Γ(Σα). */
function logMultivariateBeta(alpha: Vector): number {
  return compensatedSum([...Array.from(alpha, logGamma), -logGamma(compensatedSum(alpha))]);
}

const onSimplex = (x: Vector): boolean =>
  Array.from(x).every((xk) => xk >= 0 && xk <= 1) && Math.abs(compensatedSum(x) - 1) <= 1e-9;

function create(parameters: DirichletParameters): Dirichlet {
  const { concentration } = parameters;
  checkNotEmpty("concentration", concentration);
  const alpha = Array.from(concentration);
  if (alpha.length < 2) {
    throw new DomainError(`concentration must hold at least two numbers, got ${alpha.length}`);
  }
  alpha.forEach((a, k) => checkPositive(`concentration[${k}]`, a));
  const total = compensatedSum(alpha);
  // ln Γ of the greatest, which is ln Γ of the sum, overflows first.
  if (!Number.isFinite(logGamma(total))) {
    throw new DomainError(
      `concentration must leave the logarithm of its gamma functions a double, got a sum of ${total}`,
    );
  }
  const logBeta = logMultivariateBeta(alpha);
  const meanLog = (k: number): number => digamma(alpha[k]!) - digamma(total);
  const logProb = (x: Vector): number => {
    checkSameLength("concentration", concentration, "x", x);
    checkNoNaN("x", x);
    if (!onSimplex(x)) return -Infinity;
    // 0^{α−1} is 1 for α = 1; where one coordinate has no density and another an infinite one, the corner has none.
    const terms = alpha.map((a, k) => (a === 1 ? 0 : (a - 1) * Math.log(x[k]!)));
    if (terms.includes(-Infinity)) return -Infinity;
    return terms.includes(Infinity) ? Infinity : compensatedSum(terms) - logBeta;
  };
  return {
    name: "dirichlet",
    parameters,
    support: { kind: "vector", dimension: alpha.length, discrete: false },
    logProb,
    prob: (x) => Math.exp(logProb(x)),
    mean: () => alpha.map((a) => a / total),
    variance: () => {
      checkCovarianceSize(alpha.length);
      return alpha.map((a, i) =>
        alpha.map((b, j) => ((a / total) * ((i === j ? 1 : 0) - b / total)) / (total + 1)),
      );
    },
    entropy: () => compensatedSum([logBeta, ...alpha.map((a, k) => -(a - 1) * meanLog(k))]),
    // Gammas over their sum, in logarithms: tiny concentrations underflow otherwise.
    sample(rng) {
      checkRng(rng);
      return Array.from(softmax(alpha.map((a) => sampleLogGamma(rng, a))));
    },
    closedKlDivergence(q) {
      checkDistribution("q", q);
      const other = parametersOf<DirichletParameters>(q, "dirichlet")?.concentration;
      if (other === undefined) return undefined;
      return Math.max(
        0,
        compensatedSum([
          logMultivariateBeta(other),
          -logBeta,
          ...alpha.map((a, k) => (a - other[k]!) * meanLog(k)),
        ]),
      );
    },
  };
}

/**
 * A distribution of probability vectors, the conjugate prior of a categorical.
 *
 *     p(x) = Π xₖ^{αₖ−1}/B(α) on the simplex;   mean αₖ/α₀,  α₀ = Σα
 *     entropy ln B(α) − Σ (αₖ−1)(ψ(αₖ) − ψ(α₀))
 *     KL(p‖q) = ln B(β) − ln B(α) + Σ (αₖ−βₖ)(ψ(αₖ) − ψ(α₀)),   β of q
 *
 * The density is with respect to the first K−1 coordinates.
 * Shapes  concentration [K], x [K] with sum 1 (within 1e-9).
 * Fit     by Newton's method on the likelihood (Minka), from the moments.
 * Loss    none: `categorical.loss` learns probability vectors from labels.
 * Errors  DomainError if there are fewer than two concentrations or one is not positive; fit: if a
 *         row is not strictly inside the simplex.
 * Source  Kotz, Balakrishnan & Johnson, Continuous Multivariate Distributions (2000), §49; Minka,
 *         "Estimating a Dirichlet distribution" (2000).
 */
export const dirichlet = family("dirichlet", ["concentration"], create, {
  fit(data: readonly Vector[], weights?: Vector): Dirichlet {
    checkIsList("data", data);
    if (data.length === 0) throw new DomainError("data must not be empty");
    data.forEach((row, i) => checkNoNaN(`data[${i}]`, row));
    const K = data[0]!.length;
    data.forEach((row, i) => {
      if (row.length !== K) {
        throw new DomainError(
          `data[${i}] must have the length of data[0], ${K}, got ${row.length}`,
        );
      }
      for (let k = 0; k < K; k++) {
        if (!(row[k]! > 0))
          throw new DomainError(`data[${i}][${k}] must be positive, got ${row[k]}`);
      }
      if (!onSimplex(row)) {
        throw new DomainError(
          `data[${i}] must be positive probabilities that sum to 1, got a sum of ${compensatedSum(row)}`,
        );
      }
    });
    const w = checkWeightsOf(data.length, weights);
    const totalWeight = compensatedSum(w);
    const average = (f: (row: Vector) => number): number =>
      compensatedSum(data.map((row, i) => w[i]! * f(row))) / totalWeight;
    const classes = Array.from({ length: K }, (_, k) => k);
    const meanLogs = classes.map((k) => average((row) => Math.log(row[k]!)));
    const means = classes.map((k) => average((row) => row[k]!));
    const variances = classes.map((k) => average((row) => (row[k]! - means[k]!) ** 2));
    const precisions = classes
      .map((k) => (means[k]! * (1 - means[k]!)) / variances[k]! - 1)
      .filter((x) => x > 0 && Number.isFinite(x));
    if (precisions.length === 0) {
      throw new DomainError("data must hold at least two different rows to fit dirichlet");
    }
    const start = precisions.reduce((a, b) => a + b) / precisions.length;
    let alpha = means.map((m) => Math.max(m * start, 1e-3));
    for (let step = 0; step < 500; step++) {
      const total = compensatedSum(alpha);
      const g = classes.map((k) => digamma(total) - digamma(alpha[k]!) + meanLogs[k]!);
      const q = alpha.map((a) => -trigamma(a));
      const z = trigamma(total);
      // The Hessian is diag(q) + z: its inverse is known (Sherman–Morrison).
      const b =
        compensatedSum(classes.map((k) => g[k]! / q[k]!)) /
        (1 / z + compensatedSum(q.map((x) => 1 / x)));
      const steps = classes.map((k) => (g[k]! - b) / q[k]!);
      const stretch = Math.max(...classes.map((k) => Math.abs(steps[k]!) / alpha[k]!));
      const damping = stretch > 0.5 ? 0.5 / stretch : 1;
      alpha = alpha.map((a, k) => a - damping * steps[k]!);
      if (stretch < 1e-12) break;
    }
    return create({ concentration: alpha });
  },
});
