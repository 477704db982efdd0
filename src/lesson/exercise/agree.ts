import type { Tolerance } from "./definition.js";
import { isFiniteNumber, isList, isPlainObject, keysOf, size } from "./primitives.js";

/** |answer − truth| ≤ max(absolute, relative · |truth|); ±Infinity only agrees with itself, NaN with nothing. */
export function agree(
  answer: number,
  truth: number,
  { relative = 0, absolute = 0 }: Tolerance,
): boolean {
  if (answer === truth) return true;
  if (!isFiniteNumber(answer) || !isFiniteNumber(truth)) return false;
  const far = relative * size(truth);
  return size(answer - truth) <= (absolute > far ? absolute : far);
}

/** `agree` for numbers, and for nested lists and objects of them, of the same shape. */
export function agreeDeep(answer: unknown, truth: unknown, tolerance: Tolerance): boolean {
  if (typeof truth === "number") {
    return typeof answer === "number" && agree(answer, truth, tolerance);
  }
  if (isList(truth)) {
    if (!isList(answer) || answer.length !== truth.length) return false;
    for (let i = 0; i < truth.length; i++) {
      if (!agreeDeep(answer[i], truth[i], tolerance)) return false;
    }
    return true;
  }
  if (isPlainObject(truth)) {
    const names = keysOf(truth);
    if (!isPlainObject(answer) || keysOf(answer).length !== names.length) return false;
    for (const name of names) if (!agreeDeep(answer[name], truth[name], tolerance)) return false;
    return true;
  }
  return answer === truth;
}

/** Whether two values are the same to the last bit, NaN included: an argument that nobody changed. */
export function unchanged(now: unknown, before: unknown): boolean {
  if (isList(before)) {
    if (!isList(now) || now.length !== before.length) return false;
    for (let i = 0; i < before.length; i++) if (!unchanged(now[i], before[i])) return false;
    return true;
  }
  if (isPlainObject(before)) {
    const names = keysOf(before);
    if (!isPlainObject(now) || keysOf(now).length !== names.length) return false;
    for (const name of names) if (!unchanged(now[name], before[name])) return false;
    return true;
  }
  return now === before || (now !== now && before !== before);
}
