import type { Arithmetic } from "../expression/arithmetic.js";
import { NoSecondOpinion } from "../expression/noSecondOpinion.js";
import { decimalScale, quadratureScale, roundingScale } from "../expression/compile.js";
import { decimalArithmetic, longArithmetic, overflow } from "../expression/decimalArithmetic.js";
import { floatArithmetic } from "../expression/floatArithmetic.js";

/** Relative tolerance of float64, which decides where both sides agree. */
export const tolerance = 1e-9;
/** What sums lose of their largest term. */
const roundingLoss = 2e-15;
/** What an integral may lose of the integral of its absolute value. */
const quadratureLoss = 1e-11;

/** How two sides stand to each other at one point. */
export interface Comparison {
  readonly verdict: "equal" | "less" | "greater" | "incomparable" | "unusable" | "shape";
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** |left − right| relative to the larger; of the worst component. */
  readonly difference: number;
  readonly secondOpinion: boolean;
}

/** Computes both sides in the arithmetic it is given. */
export type Sides = <T>(F: Arithmetic<T>) => readonly [unknown, unknown];

/** Flat numbers of a number, a vector or a matrix. */
export function flat(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(flat) : [value];
}

const shapeOf = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(shapeOf).join()}]` : "·";

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
  sides: Sides,
  { wanted, careful = false, far = false }: CompareOptions = {},
): Comparison {
  quadratureScale.value = 0;
  roundingScale.value = 0;
  const [a, b] = sides(floatArithmetic);
  const left = flat(a) as number[];
  const right = flat(b) as number[];
  if (shapeOf(a) !== shapeOf(b)) {
    return { verdict: "shape", left, right, difference: Infinity, secondOpinion: false };
  }
  // What is smaller than the rounding of the largest term is no disagreement; but beside a term of
  // 1e100 everything would be, so that 60 digits must decide then.
  const rounding = roundingLoss * roundingScale.value;
  const first = judge(floatArithmetic, left, right, tolerance, Math.min(rounding, tolerance));
  const settled = first.verdict === "equal" || first.verdict === "unusable";
  if (first.verdict === wanted || (settled && !careful)) {
    return { ...first, left, right, secondOpinion: false };
  }
  const scale = quadratureScale.value;
  try {
    const second = opinion(sides, decimalArithmetic, -30, -50);
    // What is smaller than the rounding of a term may be that rounding, or all there is.
    if (second.verdict === "equal" ? !second.withinRounding : !far) return second;
    if (second.verdict === wanted || second.verdict === "unusable") return second;
    try {
      return opinion(sides, longArithmetic, -300, -900);
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
    const allowed = rounding + quadratureLoss * scale;
    const judged = judge(floatArithmetic, left, right, tolerance, allowed);
    return { ...judged, left, right, secondOpinion: false };
  }
}

/** What many digits say: `relative` and `loss` are powers of ten, of the larger side and of the largest term. */
function opinion(
  sides: Sides,
  F: typeof decimalArithmetic,
  relative: number,
  loss: number,
): Comparison & { readonly withinRounding: boolean } {
  decimalScale.exponent = -Infinity;
  overflow.seen = false;
  const [a, b] = sides(F);
  const left = flat(a) as ReturnType<typeof F.of>[];
  const right = flat(b) as ReturnType<typeof F.of>[];
  const { exponent } = decimalScale;
  const floor = exponent === -Infinity ? F.of(0) : F.parse(`1e${exponent + loss}`);
  const judged = judge(F, left, right, 10 ** relative, floor);
  return {
    ...judged,
    ...(overflow.seen && judged.verdict !== "equal" ? { verdict: "unusable" } : {}),
    withinRounding: judged.difference > 10 ** relative,
    left: left.map(F.toNumber),
    right: right.map(F.toNumber),
    secondOpinion: true,
  };
}

function judge<T>(
  F: Arithmetic<T>,
  left: readonly T[],
  right: readonly T[],
  relative: number,
  floor: T,
): Pick<Comparison, "verdict" | "difference"> {
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
    const size = F.compare(F.abs(a), F.abs(b)) > 0 ? F.abs(a) : F.abs(b);
    const gap = F.subtract(a, b);
    const distance = F.abs(gap);
    if (F.compare(distance, F.multiply(F.of(relative), size)) <= 0) continue;
    worst = Math.max(worst, F.toNumber(F.divide(distance, size)));
    if (F.compare(distance, floor) <= 0) continue;
    if (F.compare(gap, F.of(0)) > 0) greater = true;
    else less = true;
  }
  if (!usable) return { verdict: "unusable", difference: NaN };
  if (less && greater) return { verdict: "incomparable", difference: worst };
  return { verdict: less ? "less" : greater ? "greater" : "equal", difference: worst };
}
