import { DomainError } from "../numeric/domainError.js";
import type { Rng } from "./rng.js";

/** A generator made by `rng(seed)`; `Math.random` is none. */
export function checkRng(rng: Rng): void {
  if (typeof (rng as Partial<Rng> | undefined)?.uniform !== "function") {
    throw new DomainError(`rng must be an Rng, as rng(seed) makes one, got ${typeof rng}`);
  }
}
