// Every family, a line each, with what its parameters and options are called.
export {
  asymmetricLaplace,
  type AsymmetricLaplaceParameters,
} from "./continuous/asymmetricLaplace.js";
export { bernoulli, type BernoulliParameters } from "./discrete/bernoulli.js";
export { beta, type BetaParameters } from "./continuous/beta.js";
export {
  binomial,
  type BinomialLossOptions,
  type BinomialParameters,
} from "./discrete/binomial.js";
export { categorical, type CategoricalParameters } from "./discrete/categorical.js";
export { cauchy, type CauchyParameters } from "./continuous/cauchy.js";
export { dirichlet, type Dirichlet, type DirichletParameters } from "./multivariate/dirichlet.js";
export { discreteUniform, type DiscreteUniformParameters } from "./discrete/discreteUniform.js";
export { empirical, type EmpiricalParameters } from "./discrete/empirical.js";
export { exponential, type ExponentialParameters } from "./continuous/exponential.js";
export { gamma, type GammaParameters } from "./continuous/gamma.js";
export { geometric, type GeometricParameters } from "./discrete/geometric.js";
export { gumbel, type GumbelParameters } from "./continuous/gumbel.js";
export { halfNormal, type HalfNormalParameters } from "./continuous/halfNormal.js";
export {
  histogram,
  type HistogramFitOptions,
  type HistogramParameters,
} from "./continuous/histogram.js";
export { huberDensity, type HuberDensityParameters } from "./continuous/huberDensity.js";
export {
  hyperbolicSecant,
  type HyperbolicSecantParameters,
} from "./continuous/hyperbolicSecant.js";
export { inverseGamma, type InverseGammaParameters } from "./continuous/inverseGamma.js";
export {
  kernelDensity,
  type KernelDensityFitOptions,
  type KernelDensityParameters,
} from "./continuous/kernelDensity.js";
export { laplace, type LaplaceParameters } from "./continuous/laplace.js";
export { logistic, type LogisticParameters } from "./continuous/logistic.js";
export { logNormal, type LogNormalParameters } from "./continuous/logNormal.js";
export { mixture, type Mixture, type MixtureParameters } from "./continuous/mixture.js";
export {
  multinomial,
  type Multinomial,
  type MultinomialParameters,
} from "./multivariate/multinomial.js";
export {
  multivariateNormal,
  type MultivariateNormal,
  type MultivariateNormalParameters,
} from "./multivariate/multivariateNormal.js";
export { negativeBinomial, type NegativeBinomialParameters } from "./discrete/negativeBinomial.js";
export { normal, type NormalParameters } from "./continuous/normal.js";
export { poisson, type PoissonParameters } from "./discrete/poisson.js";
export {
  studentT,
  type StudentTFitOptions,
  type StudentTParameters,
} from "./continuous/studentT.js";
export { uniform, type UniformParameters } from "./continuous/uniform.js";
export {
  vonMises,
  type VonMisesLossOptions,
  type VonMisesParameters,
} from "./continuous/vonMises.js";
export { weibull, type WeibullLossOptions, type WeibullParameters } from "./continuous/weibull.js";
export { betaBinomial, type BetaBinomialParameters } from "./discrete/betaBinomial.js";
export {
  generalisedGamma,
  type GeneralisedGammaLossOptions,
  type GeneralisedGammaParameters,
} from "./continuous/generalisedGamma.js";
export {
  hurdleNegativeBinomial,
  type HurdleNegativeBinomialParameters,
} from "./discrete/hurdleNegativeBinomial.js";
export { hurdlePoisson, type HurdlePoissonParameters } from "./discrete/hurdlePoisson.js";
export {
  logLogistic,
  type LogLogisticLossOptions,
  type LogLogisticParameters,
} from "./continuous/logLogistic.js";
export { skewNormal, type SkewNormalParameters } from "./continuous/skewNormal.js";
export {
  tweedie,
  type TweedieFitOptions,
  type TweedieLossOptions,
  type TweedieParameters,
} from "./continuous/tweedie.js";
export {
  zeroInflatedNegativeBinomial,
  type ZeroInflatedNegativeBinomialParameters,
} from "./discrete/zeroInflatedNegativeBinomial.js";
export {
  zeroInflatedPoisson,
  type ZeroInflatedPoissonParameters,
} from "./discrete/zeroInflatedPoisson.js";
export { zeroTruncatedNegativeBinomial } from "./discrete/zeroTruncatedNegativeBinomial.js";
export {
  zeroTruncatedPoisson,
  type ZeroTruncatedPoissonParameters,
} from "./discrete/zeroTruncatedPoisson.js";
