import type { Arithmetic } from "../expression/arithmetic.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import type { Arithmetics } from "../expression/arithmetics.js";

/** How two sides stand to each other at one point. */
export interface Comparison {
  readonly verdict: "equal" | "less" | "greater" | "incomparable" | "unusable" | "shape";
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** |left − right| relative to the larger; of the worst component. */
  readonly difference: number;
  readonly secondOpinion: boolean;
  /** Equal only because the difference is below the rounding of a larger term. */
  readonly withinRounding?: boolean;
}

/** Computes both sides in the arithmetic it is given. */
export type Sides = <T>(F: Arithmetic<T>) => readonly [unknown, unknown];

/** Flat numbers of a number, a vector or a matrix. */
export function flat(value: unknown): unknown[] {
  if (!Array.isArray(value)) return [value];
  return value.some(Array.isArray) ? value.flatMap(flat) : [...(value as unknown[])];
}

/** Both numbers, or lists of as many parts that are alike. */
function areAlike(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Array.isArray(a) === Array.isArray(b);
  return a.length === b.length && a.every((part, i) => areAlike(part, b[i]));
}

export interface CompareOptions {
  /** The verdict that a relation needs; equality where it is absent. */
  readonly wanted?: "less" | "greater" | undefined;
  /** Also asks 60 digits where float64 finds both sides equal, or too large for it. */
  readonly careful?: boolean;
  /** At an extreme: 60 digits that disagree are asked again as 1000, and what over- or underflows says nothing. */
  readonly far?: boolean;
}

/** float64 first; 60 digits where the two sides stand otherwise than they are wanted to, or always. */
export function compareSides(
  { float, decimal, long }: Arithmetics,
  sides: Sides,
  { wanted, careful = false, far = false }: CompareOptions = {},
): Comparison {
  float.forgetLosses();
  const [a, b] = sides(float);
  const left = flat(a) as number[];
  const right = flat(b) as number[];
  if (!areAlike(a, b)) {
    return { verdict: "shape", left, right, difference: Infinity, secondOpinion: false };
  }
  const { rounding, quadrature } = float.losses();
  // What is smaller than the rounding of the largest term is no disagreement; but beside a term of
  // 1e100 everything would be, so that 60 digits must decide then.
  const first = judge(float, left, right, Math.min(rounding, float.tolerance));
  const settled = first.verdict === "equal" || first.verdict === "unusable";
  if (first.verdict === wanted || (settled && !careful)) {
    // Written out: at every point of every step, and a spread costs a tenth of the whole test.
    const { verdict, difference } = first;
    return { verdict, difference, left, right, secondOpinion: false };
  }
  try {
    const second = opinion(sides, decimal);
    // What is smaller than the rounding of a term may be that rounding, or all there is.
    if (second.verdict === "equal" ? !second.withinRounding : !far) return second;
    if (second.verdict === wanted || second.verdict === "unusable") return second;
    try {
      return opinion(sides, long);
    } catch (error) {
      if (!(error instanceof NoSecondOpinion)) throw error;
      return second;
    }
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    if (far && first.verdict !== "equal") {
      return { verdict: "unusable", left, right, difference: NaN, secondOpinion: false };
    }
    // Where float64 has lost the sum in one large term, nobody can tell.
    const sizes = [...left, ...right].map(Math.abs).filter(Number.isFinite);
    if (rounding > 1e-6 * Math.max(...sizes) && rounding > 1e-6) {
      return { verdict: "unusable", left, right, difference: NaN, secondOpinion: false };
    }
    const judged = judge(float, left, right, rounding + quadrature);
    return { ...judged, left, right, secondOpinion: false };
  }
}

/** What many digits say. */
function opinion<T>(
  sides: Sides,
  F: Arithmetic<T>,
): Comparison & { readonly withinRounding: boolean } {
  F.forgetLosses();
  const [a, b] = sides(F);
  const left = flat(a) as T[];
  const right = flat(b) as T[];
  const { rounding, quadrature, overflowed } = F.losses();
  const judged = judge(F, left, right, F.add(rounding, quadrature));
  return {
    ...judged,
    ...(overflowed && judged.verdict !== "equal" ? { verdict: "unusable" } : {}),
    withinRounding: judged.difference > F.tolerance,
    left: left.map(F.toNumber),
    right: right.map(F.toNumber),
    secondOpinion: true,
  };
}

/** Differences within the tolerance of the larger side, or within `floor`, are none. */
function judge<T>(
  F: Arithmetic<T>,
  left: readonly T[],
  right: readonly T[],
  floor: T,
): Pick<Comparison, "verdict" | "difference"> {
  const tolerance = F.of(F.tolerance);
  const zero = F.of(0);
  let less = false;
  let greater = false;
  let usable = false;
  let worst = 0;
  for (let i = 0; i < left.length; i++) {
    const a = left[i]!;
    const b = right[i]!;
    const finiteA = F.isFinite(a);
    const finiteB = F.isFinite(b);
    // ∞ = ∞ is not agreement, and one side without a number is a failure.
    if (!finiteA && !finiteB) continue;
    if (finiteA !== finiteB) return { verdict: "incomparable", difference: Infinity };
    usable = true;
    const [sizeA, sizeB] = [F.abs(a), F.abs(b)];
    const size = F.compare(sizeA, sizeB) > 0 ? sizeA : sizeB;
    const gap = F.subtract(a, b);
    const distance = F.abs(gap);
    if (F.compare(distance, F.multiply(tolerance, size)) <= 0) continue;
    worst = Math.max(worst, F.toNumber(F.divide(distance, size)));
    if (F.compare(distance, floor) <= 0) continue;
    if (F.compare(gap, zero) > 0) greater = true;
    else less = true;
  }
  if (!usable) return { verdict: "unusable", difference: NaN };
  if (less && greater) return { verdict: "incomparable", difference: worst };
  return { verdict: less ? "less" : greater ? "greater" : "equal", difference: worst };
}
