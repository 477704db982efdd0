export { deviance } from "./deviance.js";
export { digamma } from "./digamma.js";
export { logBeta } from "./logBeta.js";
export { logGamma } from "./logGamma.js";
export { logBinomialKernel, logPoissonKernel } from "./logKernels.js";
export { stirlingError } from "./stirlingError.js";
export { trigamma } from "./trigamma.js";
