import type { Arithmetic } from "../expression/arithmetic.js";
import { NoSecondOpinion, quadratureScale, roundingScale } from "../expression/compile.js";
import { decimalArithmetic } from "../expression/decimalArithmetic.js";
import { floatArithmetic } from "../expression/floatArithmetic.js";

/** Relative tolerance of float64, which decides where both sides agree. */
export const tolerance = 1e-9;
/** With 60 digits two true sides agree far better than this. */
const decimalTolerance = 1e-15;
const decimalFloor = 1e-40;
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

/** float64 first; 60 digits only where the two sides stand otherwise than they are wanted to. */
export function compareSides(sides: Sides, wanted?: "less" | "greater"): Comparison {
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
  if (first.verdict === "equal" || first.verdict === "unusable" || first.verdict === wanted) {
    return { ...first, left, right, secondOpinion: false };
  }
  const scale = quadratureScale.value;
  try {
    const [c, d] = sides(decimalArithmetic);
    const second = judge(
      decimalArithmetic,
      flat(c) as Parameters<typeof decimalArithmetic.add>[0][],
      flat(d) as Parameters<typeof decimalArithmetic.add>[0][],
      decimalTolerance,
      decimalFloor,
    );
    return {
      ...second,
      left: (flat(c) as Parameters<typeof decimalArithmetic.add>[0][]).map((x) => x.toNumber()),
      right: (flat(d) as Parameters<typeof decimalArithmetic.add>[0][]).map((x) => x.toNumber()),
      secondOpinion: true,
    };
  } catch (error) {
    if (!(error instanceof NoSecondOpinion)) throw error;
    const judged = judge(
      floatArithmetic,
      left,
      right,
      tolerance,
      rounding + quadratureLoss * scale,
    );
    return { ...judged, left, right, secondOpinion: false };
  }
}

function judge<T>(
  F: Arithmetic<T>,
  left: readonly T[],
  right: readonly T[],
  relative: number,
  floor: number,
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
    const allowed = F.add(F.multiply(F.of(relative), size), F.of(floor));
    if (F.compare(distance, allowed) <= 0) continue;
    worst = Math.max(worst, F.toNumber(F.divide(distance, size)));
    if (F.compare(gap, F.of(0)) > 0) greater = true;
    else less = true;
  }
  if (!usable) return { verdict: "unusable", difference: NaN };
  if (less && greater) return { verdict: "incomparable", difference: worst };
  return { verdict: less ? "less" : greater ? "greater" : "equal", difference: worst };
}
