import { DomainError } from "../math/numeric/domainError.js";
import type { Vector } from "../math/numeric/vector.js";

/** What a template prints: numbers are formatted, everything else is printed as it is. */
export type Printable = number | string | boolean | bigint | Vector;

/**
 * Prints a number with at most `digits` significant digits (1 … 6, default 4), so that what a notebook prints
 * does not hang on the last bit of a `Math.exp`; what stands before the point is whole, up to 2⁵³. A list of numbers is
 * printed as `[0.5, 0.25]`.
 *
 *     format(Math.PI)                → "3.142"
 *     format(4.248354e-18, 3)        → "4.25e-18"
 *     format(1234567.8)              → "1234568"
 *     format([1 / 3, 2 / 3], 2)      → "[0.33, 0.67]"
 *     format`H = ${0.69314718} nats` → "H = 0.6931 nats"      (as a template: four digits each)
 *
 * Trailing zeros are dropped, −0 is printed as 0, and ±Infinity as ∞ and -∞.
 * Errors  DomainError when digits is not a whole number from 1 to 6.
 */
export function format(value: number | Vector, digits?: number): string;
export function format(template: TemplateStringsArray, ...values: readonly Printable[]): string;
export function format(
  first: number | Vector | TemplateStringsArray,
  ...rest: readonly (Printable | undefined)[]
): string {
  if (isTemplate(first)) return formatTemplate(first, rest as readonly Printable[]);
  const digits = (rest[0] ?? 4) as number;
  if (!Number.isInteger(digits) || digits < 1 || digits > 6) {
    throw new DomainError(`digits must be a whole number from 1 to 6, got ${String(digits)}`);
  }
  if (typeof first === "number") return formatNumber(first, digits);
  return `[${Array.from(first, (x) => formatNumber(x, digits)).join(", ")}]`;
}

/**
 * Markdown with formatted numbers, to be shown: ``show(markdown`The entropy is **${h}** nats.`)``.
 * Backslashes of TeX stand as they are.
 */
export function markdown(
  template: TemplateStringsArray,
  ...values: readonly Printable[]
): Readonly<Record<string, string>> {
  const text = dedent(formatTemplate({ strings: template.raw }, values));
  return { "text/markdown": text, "text/plain": text };
}

function formatTemplate(
  template: TemplateStringsArray | { readonly strings: readonly string[] },
  values: readonly Printable[],
): string {
  const strings = "strings" in template ? template.strings : template;
  return strings
    .map((text, i) => (i < values.length ? text + print(values[i] as Printable) : text))
    .join("");
}

function print(value: Printable): string {
  if (typeof value === "number" || Array.isArray(value) || ArrayBuffer.isView(value)) {
    return format(value as number | Vector);
  }
  return String(value);
}

function formatNumber(x: number, digits: number): string {
  if (x === Infinity) return "∞";
  if (x === -Infinity) return "-∞";
  // Of a count no digit is rounding: 1,234,567 and not 1,235,000.
  const size = Math.abs(x);
  if (size >= 10 ** digits && size <= Number.MAX_SAFE_INTEGER) return String(Math.round(x));
  // Number() drops the trailing zeros; + 0 turns −0 into 0.
  return String(Number(x.toPrecision(digits)) + 0);
}

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && "raw" in value;
}

/** Takes off the indentation that all lines share, as a cell's author indents a template. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(shared)).join("\n");
}
