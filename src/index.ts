// The browser-safe public surface. Re-exports only.
export { DomainError } from "./numeric/domainError.js";
export type { Vector } from "./numeric/vector.js";
export type { Loss } from "./losses/loss.js";
export type { Rng } from "./random/rng.js";
export type {
  Distribution,
  Support,
  UnivariateDistribution,
} from "./distributions/distribution.js";
export type { Column, Table } from "./table/table.js";
export type { Figure } from "./figures/figure.js";
