import type { QuantityValue } from "../expression/quantity.js";

/** A point: a value of every quantity, and which quantities were held to their narrow domain. */
export interface Point {
  readonly values: ReadonlyMap<string, QuantityValue>;
  readonly narrow: ReadonlySet<string>;
}
