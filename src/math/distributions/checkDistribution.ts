import { describeValue } from "../numeric/checks.js";
import { DomainError } from "../numeric/domainError.js";
import type { Distribution } from "./distribution.js";

/** A distribution, as a family makes one. */
export function checkDistribution<X>(name: string, p: Distribution<X>): void {
  const { logProb, support } = (p ?? {}) as Partial<Distribution<X>>;
  if (typeof logProb === "function" && typeof support?.kind === "string") return;
  throw new DomainError(
    `${name} must be a distribution, as normal({ mean: 0, standardDeviation: 1 }) makes one, got ${describeValue(p)}`,
  );
}
