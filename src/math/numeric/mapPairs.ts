import type { Vector } from "./vector.js";

/** term(aₖ, bₖ, k) of two lists of one length, which the caller has checked. */
export function mapPairs<Term>(
  a: Vector,
  b: Vector,
  term: (ak: number, bk: number, k: number) => Term,
): Term[] {
  return Array.from(a, (ak, k) => term(ak, b[k]!, k));
}
