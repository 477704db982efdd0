// Everything in random/, the internal part too: what its tests read.
export * from "../../../src/math/random/permutation.js";
export * from "../../../src/math/random/rng.js";
export * from "../../../src/math/random/sampleBeta.js";
export * from "../../../src/math/random/sampleBinomial.js";
export * from "../../../src/math/random/sampleCategorical.js";
export * from "../../../src/math/random/sampleExponential.js";
export * from "../../../src/math/random/sampleGamma.js";
export * from "../../../src/math/random/samplePoisson.js";
export * from "../../../src/math/random/shuffle.js";
