/** A place in UTF-16 units, as JavaScript counts, for one in code points, as the protocol does; else the end. */
export function toUtf16(text: string, points: unknown): number {
  if (typeof points !== "number") return text.length;
  return [...text].slice(0, points).join("").length;
}

/** The same back. */
export const toPoints = (text: string, offset: number): number => [...text.slice(0, offset)].length;
