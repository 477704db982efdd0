// In a page's worker a cell may put something else in the place of these.
const { stringify } = JSON;
const { keys } = Object;
const replaceAll = Function.prototype.call.bind(String.prototype.replaceAll) as (
  text: string,
  from: string,
  to: string,
) => string;

/**
 * JSON of a value, as `JSON.stringify` writes it, but that −0 stays `-0`, which JSON has and `JSON.stringify` makes 0.
 * Undefined where there is no JSON of it.
 */
export function exactJsonText(value: unknown, indent?: number): string | undefined {
  // The types do not say that a function or undefined has no JSON.
  const text = stringify(value, null, indent) as string | undefined;
  if (text === undefined || !holdsNegativeZero(value)) return text;
  let mark = "-0";
  while (replaceAll(text, `"${mark}"`, "") !== text) mark += "0";
  const marked = stringify(
    value,
    (_, item: unknown) => (isNegativeZero(item) ? mark : item),
    indent,
  );
  return replaceAll(marked, `"${mark}"`, "-0");
}

const isNegativeZero = (value: unknown): boolean => value === 0 && 1 / value === -Infinity;

function holdsNegativeZero(value: unknown): boolean {
  if (typeof value === "number") return isNegativeZero(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) if (holdsNegativeZero(value[at])) return true;
    return false;
  }
  const names = keys(value);
  for (let at = 0; at < names.length; at++)
    if (holdsNegativeZero((value as Record<string, unknown>)[names[at] ?? ""])) return true;
  return false;
}
