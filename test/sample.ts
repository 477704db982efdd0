import { createHash } from "node:crypto";

/**
 * What a suite of many alike tries. Whole, unless LOSSBOOK_SAMPLE is set, as `.ci/run` does to the commit: then `count`
 * of them, drawn by that seed, so that a run of CI can be repeated, and the next commit draws others.
 */
export function sampled<Item>(
  items: readonly Item[],
  count: number,
  nameOf: (item: Item) => string = String,
): readonly Item[] {
  const seed = process.env["LOSSBOOK_SAMPLE"];
  if (seed === undefined || seed === "") return items;
  const place = (item: Item) =>
    createHash("sha256")
      .update(`${seed}\0${nameOf(item)}`)
      .digest("hex");
  const drawn = new Set([...items].sort((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, count));
  return items.filter((item) => drawn.has(item));
}

/** A few of many alike, evenly spaced: what a fast test tries where one of `test/sweeps` tries all. */
export function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
