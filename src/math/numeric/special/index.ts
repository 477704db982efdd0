export { besselIScaled } from "./besselI.js";
export { deviance } from "./deviance.js";
export { digamma, digammaMinusLog } from "./digamma.js";
export { erf, erfc, logErfc } from "./erf.js";
export { erfcInverse, erfInverse } from "./erfInverse.js";
export { findRoot } from "./findRoot.js";
export { incompleteBeta, regularizedBeta } from "./incompleteBeta.js";
export {
  incompleteGamma,
  regularizedGammaLower,
  regularizedGammaUpper,
  type Tails,
} from "./incompleteGamma.js";
export { integrate, type Integral, type IntegrateOptions } from "./integrate.js";
export { inverseBeta, inverseGammaLower, invertTails } from "./inverseIncomplete.js";
export { logBeta } from "./logBeta.js";
export { logGamma } from "./logGamma.js";
export { logBinomialKernel, logPoissonKernel } from "./logKernels.js";
export { logNormalCdf, normalCdf, normalQuantile } from "./normalCdf.js";
export { stirlingError } from "./stirlingError.js";
export { trigamma } from "./trigamma.js";
export { expm1MinusX } from "./expm1MinusX.js";
export { logRatio } from "./logRatio.js";
