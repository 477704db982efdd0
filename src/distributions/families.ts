// Every family, one file each, and what its parameters and options are called.
export { asymmetricLaplace, type AsymmetricLaplaceParameters } from "./asymmetricLaplace.js";
export { bernoulli, type BernoulliParameters } from "./bernoulli.js";
export { beta, type BetaParameters } from "./beta.js";
export { binomial, type BinomialLossOptions, type BinomialParameters } from "./binomial.js";
export { categorical, type CategoricalParameters } from "./categorical.js";
export { empirical, type EmpiricalParameters } from "./empirical.js";
export { exponential, type ExponentialParameters } from "./exponential.js";
export { gamma, type GammaParameters } from "./gamma.js";
export { histogram, type HistogramFitOptions, type HistogramParameters } from "./histogram.js";
export { huberDensity, type HuberDensityParameters } from "./huberDensity.js";
export { hyperbolicSecant, type HyperbolicSecantParameters } from "./hyperbolicSecant.js";
export {
  kernelDensity,
  type KernelDensityFitOptions,
  type KernelDensityParameters,
} from "./kernelDensity.js";
export { laplace, type LaplaceParameters } from "./laplace.js";
export { logNormal, type LogNormalParameters } from "./logNormal.js";
export { mixture, type Mixture, type MixtureParameters } from "./mixture.js";
export type { FittableFamily, MixtureFitOptions } from "./fitMixture.js";
export type { MixtureOutput } from "./mixtureLoss.js";
export { multinomial, type Multinomial, type MultinomialParameters } from "./multinomial.js";
export {
  multivariateNormal,
  type MultivariateNormal,
  type MultivariateNormalParameters,
} from "./multivariateNormal.js";
export { negativeBinomial, type NegativeBinomialParameters } from "./negativeBinomial.js";
export { normal, type NormalParameters } from "./normal.js";
export { poisson, type PoissonParameters } from "./poisson.js";
export { studentT, type StudentTFitOptions, type StudentTParameters } from "./studentT.js";
export { uniform, type UniformParameters } from "./uniform.js";
export { cauchy, type CauchyParameters } from "./cauchy.js";
export { dirichlet, type Dirichlet, type DirichletParameters } from "./dirichlet.js";
export { discreteUniform, type DiscreteUniformParameters } from "./discreteUniform.js";
export { geometric, type GeometricParameters } from "./geometric.js";
export { gumbel, type GumbelParameters } from "./gumbel.js";
export { halfNormal, type HalfNormalParameters } from "./halfNormal.js";
export { inverseGamma, type InverseGammaParameters } from "./inverseGamma.js";
export { logistic, type LogisticParameters } from "./logistic.js";
export { vonMises, type VonMisesLossOptions, type VonMisesParameters } from "./vonMises.js";
export { weibull, type WeibullLossOptions, type WeibullParameters } from "./weibull.js";
