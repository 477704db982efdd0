import type { TypedNumbers } from "../../numeric/vector.js";

/** One way to work a kernel out. A kernel has up to three: WebAssembly, plain loops over blocks, and one example at a time. */
export interface Form {
  /** At most so many examples at once. */
  readonly block: number;
  /** It takes whole multiples of this; what remains goes to the next form. */
  readonly multiple?: number;
  /**
   * Works on the examples from `start` to `end`. False where one of them is not ordinary (an infinite logit, a NaN): then
   * the sum is as before, and the next form does these examples.
   */
  run(start: number, end: number): boolean;
}

/** Works on the examples from `start` to `end` in the first form that can. The last form takes everything, or throws. */
export function runForms(
  forms: readonly (Form | undefined)[],
  start: number,
  end: number,
  first = 0,
): void {
  const form = forms[first];
  if (form === undefined) {
    if (first < forms.length) runForms(forms, start, end, first + 1);
    return;
  }
  const { block, multiple = 1 } = form;
  for (let from = start; from < end;) {
    const count = Math.min(block, end - from);
    const whole = count - (count % multiple);
    if (whole === 0) return runForms(forms, from, end, first + 1);
    if (!form.run(from, from + whole)) runForms(forms, from, from + whole, first + 1);
    from += whole;
  }
}

/** How many numbers a plain loop works on before the next loop does: what they share stays in the nearest cache. */
export const PLAIN_BLOCK = 512;

/** A list that lives as long as its thread, for what one loop leaves to the next. */
export const blockList = (): Float64Array => new Float64Array(PLAIN_BLOCK);

/** Doubles to read, and the place of the first. */
export interface Doubles {
  readonly data: Float64Array;
  readonly start: number;
}

/** The numbers from `start` to `end` as doubles: where they are, or copied to `room` where they are of another type. */
export function doublesOf(
  values: TypedNumbers,
  start: number,
  end: number,
  room: Float64Array,
): Doubles {
  if (values instanceof Float64Array) return { data: values, start };
  room.set(values.subarray(start, end));
  return { data: room, start: 0 };
}
