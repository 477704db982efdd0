import type { FamilyDescription } from "./family.js";
import { asymmetricLaplace } from "./continuous/asymmetricLaplace.js";
import { bernoulli } from "./discrete/bernoulli.js";
import { beta } from "./continuous/beta.js";
import { binomial } from "./discrete/binomial.js";
import { categorical } from "./discrete/categorical.js";
import { cauchy } from "./continuous/cauchy.js";
import { dirichlet } from "./multivariate/dirichlet.js";
import { discreteUniform } from "./discrete/discreteUniform.js";
import { empirical } from "./discrete/empirical.js";
import { exponential } from "./continuous/exponential.js";
import { gamma } from "./continuous/gamma.js";
import { geometric } from "./discrete/geometric.js";
import { gumbel } from "./continuous/gumbel.js";
import { halfNormal } from "./continuous/halfNormal.js";
import { histogram } from "./continuous/histogram.js";
import { huberDensity } from "./continuous/huberDensity.js";
import { hyperbolicSecant } from "./continuous/hyperbolicSecant.js";
import { inverseGamma } from "./continuous/inverseGamma.js";
import { kernelDensity } from "./continuous/kernelDensity.js";
import { laplace } from "./continuous/laplace.js";
import { logNormal } from "./continuous/logNormal.js";
import { logistic } from "./continuous/logistic.js";
import { mixture } from "./continuous/mixture.js";
import { multinomial } from "./multivariate/multinomial.js";
import { multivariateNormal } from "./multivariate/multivariateNormal.js";
import { negativeBinomial } from "./discrete/negativeBinomial.js";
import { normal } from "./continuous/normal.js";
import { poisson } from "./discrete/poisson.js";
import { studentT } from "./continuous/studentT.js";
import { uniform } from "./continuous/uniform.js";
import { vonMises } from "./continuous/vonMises.js";
import { weibull } from "./continuous/weibull.js";

/** Every family: what a table of distributions or a test walks. */
export const allFamilies: readonly FamilyDescription[] = [
  asymmetricLaplace,
  bernoulli,
  beta,
  binomial,
  categorical,
  cauchy,
  dirichlet,
  discreteUniform,
  empirical,
  exponential,
  gamma,
  geometric,
  gumbel,
  halfNormal,
  histogram,
  huberDensity,
  hyperbolicSecant,
  inverseGamma,
  kernelDensity,
  laplace,
  logNormal,
  logistic,
  mixture,
  multinomial,
  multivariateNormal,
  negativeBinomial,
  normal,
  poisson,
  studentT,
  uniform,
  vonMises,
  weibull,
];
