import { agree } from "./agree.js";
import type { Tolerance } from "./definition.js";

/** What a numeric exercise accepts when its author says nothing: three significant digits. */
const DEFAULT: Tolerance = { relative: 1e-3 };

/** How near an answer must come; the fewest digits to which the rounded truth is right as well. */
export interface Precision {
  readonly tolerance: Tolerance;
  readonly digits?: number;
}

/**
 * The precision of a numeric exercise. A relative tolerance of 10⁻ⁿ stands for n digits, and then the truth rounded to
 * n digits or more is right too: 0.126 for 0.12647, which is further off than a thousandth.
 */
export function precisionOf({
  tolerance = DEFAULT,
}: {
  readonly tolerance?: Tolerance;
}): Precision {
  const { relative, absolute } = tolerance;
  if (relative === undefined || relative <= 0 || absolute !== undefined) return { tolerance };
  const digits = -Math.log10(relative);
  const whole = Math.round(digits);
  return Math.abs(digits - whole) < 1e-9 && whole >= 1 && whole <= 15
    ? { tolerance, digits: whole }
    : { tolerance };
}

/** Whether the value is the truth as far as it was asked for. */
export function isPrecise(value: number, truth: number, { tolerance, digits }: Precision): boolean {
  if (agree(value, truth, tolerance)) return true;
  if (digits === undefined || value - value !== 0 || truth - truth !== 0) return false;
  for (let n = digits; n <= 17; n++) if (value === Number(truth.toPrecision(n))) return true;
  return false;
}

const NUMBERS = ["", "One", "Two", "Three", "Four", "Five", "Six"];

/** What is asked for, as a sentence to the reader: `"Three significant digits are enough."` */
export function precisionInWords({ tolerance, digits }: Precision): string {
  if (digits !== undefined) {
    const count = NUMBERS[digits] ?? String(digits);
    return `${count} significant digit${digits === 1 ? " is" : "s are"} enough.`;
  }
  const { relative = 0, absolute = 0 } = tolerance;
  const parts = [
    ...(relative > 0 ? [`${Number((100 * relative).toPrecision(3))} %`] : []),
    ...(absolute > 0 ? [`${Number(absolute.toPrecision(3))}`] : []),
  ];
  return parts.length === 0
    ? "The exact value is asked for."
    : `An answer within ${parts.join(" or ")} of the truth is right.`;
}
