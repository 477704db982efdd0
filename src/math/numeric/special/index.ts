// The public special functions; what they are computed with is imported by file.
export { besselIScaled } from "./besselI.js";
export { digamma } from "./digamma.js";
export { erf, erfc } from "./erf.js";
export { erfcInverse, erfInverse } from "./erfInverse.js";
export { regularizedBeta } from "./incompleteBeta.js";
export { regularizedGammaLower, regularizedGammaUpper } from "./incompleteGamma.js";
export { integrate } from "../quadrature/integrate.js";
export type { Integral, IntegrateOptions } from "../quadrature/integrate.js";
export { inverseBeta, inverseGammaLower } from "./inverseIncomplete.js";
export { logBeta } from "./logBeta.js";
export { logGamma } from "./logGamma.js";
export { logNormalCdf, normalCdf, normalQuantile } from "./normalCdf.js";
export { trigamma } from "./trigamma.js";
