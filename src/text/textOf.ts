/** Whatever stands where text is meant, as text: nothing of it is asked to describe itself. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join("");
  return value === undefined ? "" : JSON.stringify(value);
}
