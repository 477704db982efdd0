// The public part of random/. Samplers of single families are reached as `family(…).sample(rng)`.
export { permutation } from "./permutation.js";
export { rng } from "./rng.js";
export type { Rng } from "./rng.js";
export { shuffle } from "./shuffle.js";
