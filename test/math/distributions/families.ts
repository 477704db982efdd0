import * as families from "../../../src/math/distributions/index.js";
import type {
  Distribution,
  UnivariateDistribution,
} from "../../../src/math/distributions/distribution.js";
import type { LossFunction } from "../../../src/math/losses/loss.js";
import type { Vector } from "../../../src/math/numeric/vector.js";

/** How a raw output of the family's loss becomes a distribution: loss.value must be −logProb there. */
export interface LossCase<Raw, X> {
  readonly loss: LossFunction<Raw, X>;
  readonly raws: readonly Raw[];
  readonly targets: readonly X[];
  distribution(raw: Raw): Distribution<X>;
}

export interface UnivariateEntry {
  readonly instances: readonly UnivariateDistribution[];
  /** Fits data as the family does; its parameters must come back. */
  fit?(data: Vector, weights?: Vector): UnivariateDistribution;
  /** How far parameters may lie from those of 4000 samples, where these determine them badly; 0.15 by default. */
  readonly fitTolerance?: number;
  /** How many samples a fit is tried on; 4000 by default, fewer where each costs a series or a quadrature. */
  readonly fitSamples?: number;
  /** Why perturbing the fit is no test: its likelihood has no interior maximum. */
  readonly fitAtEdge?: boolean;
  readonly loss?: LossCase<number, number> | LossCase<Vector, number>;
}

const f = families;
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const reals = [-1.3, 0.2, 2.5];

/** Every univariate family with parameters to test it at; the contract tests walk it. */
export const univariateFamilies: Readonly<Record<string, UnivariateEntry>> = {
  bernoulli: {
    instances: [f.bernoulli({ probability: 0.3 }), f.bernoulli({ probability: 1 })],
    fit: f.bernoulli.fit,
    loss: {
      loss: f.bernoulli.loss,
      raws: reals,
      targets: [0, 1],
      distribution: (z: number) => f.bernoulli({ probability: sigmoid(z) }),
    },
  },
  categorical: {
    instances: [f.categorical({ probabilities: [0.5, 0, 0.2, 0.3] })],
    fit: f.categorical.fit,
    fitAtEdge: true,
    loss: {
      loss: f.categorical.loss,
      raws: [[0.3, -1, 2]],
      targets: [0, 1, 2],
      distribution: (z: Vector) => {
        const total = Array.from(z, Math.exp).reduce((a, b) => a + b);
        return f.categorical({ probabilities: Array.from(z, (zk) => Math.exp(zk) / total) });
      },
    },
  },
  binomial: {
    instances: [
      f.binomial({ trials: 12, probability: 0.3 }),
      f.binomial({ trials: 400, probability: 0.9 }),
    ],
    fit: (data, weights) => f.binomial.fit(data, weights, { trials: data.length > 0 ? 12 : 1 }),
    loss: {
      loss: f.binomial.loss({ trials: 12 }),
      raws: reals,
      targets: [0, 5, 12],
      distribution: (z: number) => f.binomial({ trials: 12, probability: sigmoid(z) }),
    },
  },
  poisson: {
    instances: [f.poisson({ rate: 3.5 }), f.poisson({ rate: 42 }), f.poisson({ rate: 0 })],
    fit: f.poisson.fit,
    loss: {
      loss: f.poisson.loss,
      raws: reals,
      targets: [0, 3, 20],
      distribution: (z: number) => f.poisson({ rate: Math.exp(z) }),
    },
  },
  negativeBinomial: {
    instances: [
      f.negativeBinomial({ mean: 4, size: 1.5 }),
      f.negativeBinomial({ mean: 30, size: 12 }),
    ],
    fit: f.negativeBinomial.fit,
    loss: {
      loss: f.negativeBinomial.loss({ size: 1.5 }),
      raws: reals,
      targets: [0, 3, 20],
      distribution: (z: number) => f.negativeBinomial({ mean: Math.exp(z), size: 1.5 }),
    },
  },
  normal: {
    instances: [f.normal({ mean: 1, standardDeviation: 2 })],
    fit: f.normal.fit,
    loss: {
      loss: f.normal.loss,
      raws: [
        [0.3, -1],
        [2, 1.5],
      ],
      targets: reals,
      distribution: ([mean = NaN, s = NaN]: Vector) =>
        f.normal({ mean, standardDeviation: Math.exp(s / 2) }),
    },
  },
  laplace: {
    instances: [f.laplace({ location: 1, scale: 2 })],
    fit: f.laplace.fit,
    loss: {
      loss: f.laplace.loss,
      raws: reals,
      targets: [0.4, 3],
      distribution: (location: number) => f.laplace({ location, scale: 1 }),
    },
  },
  asymmetricLaplace: {
    instances: [f.asymmetricLaplace({ location: 1, scale: 0.5, quantile: 0.8 })],
    fit: f.asymmetricLaplace.fit,
    loss: {
      loss: f.asymmetricLaplace.loss({ quantile: 0.8 }),
      raws: reals,
      targets: [0.4, 3],
      distribution: (location: number) =>
        f.asymmetricLaplace({ location, scale: 1, quantile: 0.8 }),
    },
  },
  studentT: {
    instances: [
      f.studentT({ degreesOfFreedom: 4, location: 1, scale: 2 }),
      f.studentT({ degreesOfFreedom: 40, location: 0, scale: 1 }),
    ],
    fit: (data, weights) => f.studentT.fit(data, weights),
    loss: {
      loss: f.studentT.loss({ degreesOfFreedom: 3 }),
      raws: reals,
      targets: [0.4, 30],
      distribution: (location: number) => f.studentT({ degreesOfFreedom: 3, location, scale: 1 }),
    },
  },
  logNormal: {
    instances: [f.logNormal({ logMean: 0.3, logStandardDeviation: 0.6 })],
    fit: f.logNormal.fit,
    loss: {
      loss: f.logNormal.loss({ standardDeviation: 0.6 }),
      raws: reals,
      targets: [0.4, 3],
      distribution: (logMean: number) => f.logNormal({ logMean, logStandardDeviation: 0.6 }),
    },
  },
  exponential: {
    instances: [f.exponential({ rate: 2 })],
    fit: f.exponential.fit,
    loss: {
      loss: f.exponential.loss,
      raws: reals,
      targets: [0.4, 3],
      distribution: (z: number) => f.exponential({ rate: Math.exp(-z) }),
    },
  },
  gamma: {
    instances: [f.gamma({ shape: 3, rate: 2 }), f.gamma({ shape: 0.5, rate: 1 })],
    fit: f.gamma.fit,
    loss: {
      loss: f.gamma.loss({ shape: 3 }),
      raws: reals,
      targets: [0.4, 3],
      distribution: (z: number) => f.gamma({ shape: 3, rate: 3 * Math.exp(-z) }),
    },
  },
  beta: {
    instances: [f.beta({ alpha: 2, beta: 3 }), f.beta({ alpha: 0.7, beta: 0.6 })],
    fit: f.beta.fit,
    loss: {
      loss: f.beta.loss({ precision: 6 }),
      raws: reals,
      targets: [0.1, 0.8],
      distribution: (z: number) => f.beta({ alpha: 6 * sigmoid(z), beta: 6 * sigmoid(-z) }),
    },
  },
  uniform: {
    instances: [f.uniform({ lower: -1, upper: 3 })],
    fit: f.uniform.fit,
    fitAtEdge: true,
  },
  huberDensity: {
    instances: [f.huberDensity({ location: 1, scale: 2, delta: 1 })],
    fit: f.huberDensity.fit,
    loss: {
      loss: f.huberDensity.loss({ delta: 1.5 }),
      raws: reals,
      targets: [0.4, 9],
      distribution: (location: number) => f.huberDensity({ location, scale: 1, delta: 1.5 }),
    },
  },
  hyperbolicSecant: {
    instances: [f.hyperbolicSecant({ location: 1, scale: 2 })],
    fit: f.hyperbolicSecant.fit,
    loss: {
      loss: f.hyperbolicSecant.loss,
      raws: reals,
      targets: [0.4, 9],
      distribution: (location: number) => f.hyperbolicSecant({ location, scale: 1 }),
    },
  },
  mixture: {
    instances: [
      f.mixture({
        weights: [0.3, 0.7],
        components: [
          f.normal({ mean: -3, standardDeviation: 1 }),
          f.laplace({ location: 2, scale: 0.5 }),
        ],
      }),
      f.mixture({
        weights: [0.4, 0.6],
        components: [f.poisson({ rate: 2 }), f.poisson({ rate: 15 })],
      }),
    ],
  },
  empirical: { instances: [f.empirical({ samples: [1, 2, 2, 5.5], weights: [1, 2, 1, 3] })] },
  histogram: { instances: [f.histogram({ edges: [-1, 0, 0.5, 2, 3], counts: [2, 5, 0, 3] })] },
  kernelDensity: {
    instances: [f.kernelDensity({ samples: [-1, 0.3, 0.4, 2], bandwidth: 0.5 })],
  },
  geometric: {
    instances: [f.geometric({ probability: 0.2 }), f.geometric({ probability: 1 })],
    fit: f.geometric.fit,
    loss: {
      loss: f.geometric.loss,
      raws: reals,
      targets: [0, 4],
      distribution: (z: number) => f.geometric({ probability: 1 / (1 + Math.exp(z)) }),
    },
  },
  discreteUniform: {
    instances: [f.discreteUniform({ lower: 1, upper: 6 })],
    fit: f.discreteUniform.fit,
    fitAtEdge: true,
  },
  cauchy: {
    instances: [f.cauchy({ location: 1, scale: 2 })],
    fit: f.cauchy.fit,
    loss: {
      loss: f.cauchy.loss,
      raws: reals,
      targets: [0.4, 90],
      distribution: (location: number) => f.cauchy({ location, scale: 1 }),
    },
  },
  logistic: {
    instances: [f.logistic({ location: 1, scale: 2 })],
    fit: f.logistic.fit,
    loss: {
      loss: f.logistic.loss,
      raws: reals,
      targets: [0.4, 9],
      distribution: (location: number) => f.logistic({ location, scale: 1 }),
    },
  },
  inverseGamma: {
    instances: [f.inverseGamma({ shape: 5, scale: 2 })],
    fit: f.inverseGamma.fit,
  },
  weibull: {
    instances: [f.weibull({ shape: 1.7, scale: 2 }), f.weibull({ shape: 0.8, scale: 1 })],
    fit: f.weibull.fit,
    loss: {
      loss: f.weibull.loss({ shape: 1.7 }),
      raws: reals,
      targets: [0.4, 3],
      distribution: (z: number) => f.weibull({ shape: 1.7, scale: Math.exp(z) }),
    },
  },
  halfNormal: { instances: [f.halfNormal({ scale: 2 })], fit: f.halfNormal.fit },
  gumbel: {
    instances: [f.gumbel({ location: 1, scale: 2 })],
    fit: f.gumbel.fit,
    loss: {
      loss: f.gumbel.loss,
      raws: reals,
      targets: [0.4, 5],
      distribution: (location: number) => f.gumbel({ location, scale: 1 }),
    },
  },
  vonMises: {
    instances: [f.vonMises({ location: 0.5, concentration: 2 })],
    fit: f.vonMises.fit,
    loss: {
      loss: f.vonMises.loss({ concentration: 2 }),
      raws: [-1.3, 0.2, 2.5],
      targets: [0.4, -3],
      distribution: (location: number) => f.vonMises({ location, concentration: 2 }),
    },
  },
  zeroTruncatedPoisson: {
    instances: [f.zeroTruncatedPoisson({ rate: 2.5 }), f.zeroTruncatedPoisson({ rate: 0.1 })],
    fit: f.zeroTruncatedPoisson.fit,
  },
  zeroTruncatedNegativeBinomial: {
    instances: [
      f.zeroTruncatedNegativeBinomial({ mean: 4, size: 1.5 }),
      f.zeroTruncatedNegativeBinomial({ mean: 0.4, size: 0.3 }),
    ],
    fit: f.zeroTruncatedNegativeBinomial.fit,
  },
  zeroInflatedPoisson: {
    instances: [
      f.zeroInflatedPoisson({ inflation: 0.3, rate: 2.5 }),
      f.zeroInflatedPoisson({ inflation: 0, rate: 2.5 }),
      f.zeroInflatedPoisson({ inflation: 1, rate: 2.5 }),
    ],
    fit: f.zeroInflatedPoisson.fit,
  },
  zeroInflatedNegativeBinomial: {
    instances: [f.zeroInflatedNegativeBinomial({ inflation: 0.3, mean: 6, size: 3 })],
    fit: f.zeroInflatedNegativeBinomial.fit,
  },
  hurdlePoisson: {
    instances: [
      f.hurdlePoisson({ zeroProbability: 0.4, rate: 2.5 }),
      f.hurdlePoisson({ zeroProbability: 0, rate: 2.5 }),
    ],
    fit: f.hurdlePoisson.fit,
  },
  hurdleNegativeBinomial: {
    instances: [f.hurdleNegativeBinomial({ zeroProbability: 0.4, mean: 4, size: 1.5 })],
    fit: f.hurdleNegativeBinomial.fit,
  },
  betaBinomial: {
    instances: [
      f.betaBinomial({ trials: 12, alpha: 2, beta: 3 }),
      f.betaBinomial({ trials: 30, alpha: 0.5, beta: 0.4 }),
    ],
    fit: (data, weights) => f.betaBinomial.fit(data, weights, { trials: 12 }),
  },
  logLogistic: {
    instances: [f.logLogistic({ shape: 6, scale: 2 }), f.logLogistic({ shape: 40, scale: 1 })],
    fit: f.logLogistic.fit,
    loss: {
      loss: f.logLogistic.loss({ shape: 3 }),
      raws: reals,
      targets: [0.4, 3],
      distribution: (z: number) => f.logLogistic({ shape: 3, scale: Math.exp(z) }),
    },
  },
  generalisedGamma: {
    instances: [
      f.generalisedGamma({ shape: 2, power: 1.5, scale: 2 }),
      f.generalisedGamma({ shape: 0.6, power: 0.9, scale: 1 }),
    ],
    fit: f.generalisedGamma.fit,
    fitTolerance: 0.4,
    loss: {
      loss: f.generalisedGamma.loss({ shape: 2, power: 1.5 }),
      raws: reals,
      targets: [0.4, 3],
      distribution: (z: number) => f.generalisedGamma({ shape: 2, power: 1.5, scale: Math.exp(z) }),
    },
  },
  skewNormal: {
    instances: [
      f.skewNormal({ location: 1, scale: 2, shape: 4 }),
      f.skewNormal({ location: 0, scale: 1, shape: -0.7 }),
    ],
    fit: f.skewNormal.fit,
    fitSamples: 800,
    fitTolerance: 0.4,
  },
  tweedie: {
    instances: [
      f.tweedie({ mean: 2, dispersion: 1, power: 1.5 }),
      f.tweedie({ mean: 0.3, dispersion: 0.6, power: 1.2 }),
    ],
    fitSamples: 800,
    fit: (data, weights) => f.tweedie.fit(data, weights),
    loss: {
      loss: f.tweedie.loss({ power: 1.4, dispersion: 0.7 }),
      raws: reals,
      targets: [0, 0.4, 3],
      distribution: (z: number) => f.tweedie({ mean: Math.exp(z), dispersion: 0.7, power: 1.4 }),
    },
  },
};

/** The families of vectors, tested in vectors.test.ts. */
const vectorExamples: Readonly<Record<string, Distribution<Vector>>> = {
  dirichlet: f.dirichlet({ concentration: [1, 2, 3] }),
  multinomial: f.multinomial({ trials: 4, probabilities: [0.2, 0.8] }),
  multivariateNormal: f.multivariateNormal({ mean: [0], covariance: [[1]] }),
};
export const vectorFamilies = Object.keys(vectorExamples);
export const vectorInstances = (name: string): Distribution<Vector>[] =>
  name in vectorExamples ? [vectorExamples[name]!] : [];
