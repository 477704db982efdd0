export { betaRegression } from "./beta.js";
export { negativeBinomialRegression, poissonRegression } from "./counts.js";
export { heteroscedasticNormal, logNormalRegression } from "./normal.js";
export { studentTRegression } from "./studentT.js";
export { tobitRegression } from "./tobit.js";
export type { CensoringLimits } from "./tobit.js";
export { weibullRegression } from "./weibull.js";
export {
  hurdleNegativeBinomialRegression,
  hurdlePoissonRegression,
  zeroInflatedNegativeBinomialRegression,
  zeroInflatedPoissonRegression,
} from "./zeroCounts.js";
export type { RegressionFamily } from "./regressionFamily.js";
