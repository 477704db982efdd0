import type { Tolerance } from "./definition.js";

/** |answer − truth| ≤ max(absolute, relative · |truth|); ±Infinity only agrees with itself, NaN with nothing. */
export function agree(
  answer: number,
  truth: number,
  { relative = 0, absolute = 0 }: Tolerance,
): boolean {
  if (answer === truth) return true;
  if (!Number.isFinite(answer) || !Number.isFinite(truth)) return false;
  return Math.abs(answer - truth) <= Math.max(absolute, relative * Math.abs(truth));
}

/** `agree` for numbers and nested lists of them, of the same shape. */
export function agreeDeep(answer: unknown, truth: unknown, tolerance: Tolerance): boolean {
  if (typeof truth === "number") {
    return typeof answer === "number" && agree(answer, truth, tolerance);
  }
  if (isList(truth)) {
    return (
      isList(answer) &&
      answer.length === truth.length &&
      Array.from(truth).every((entry, i) => agreeDeep(answer[i], entry, tolerance))
    );
  }
  return answer === truth;
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
