import type { Control, ExploreJson } from "../../../outputs/exploration.js";

/**
 * The controls as the cell has them now: with the positions that were left out to save room. Undefined where they are
 * not the same controls.
 */
export function finerControls(
  stored: readonly Control[],
  explore: unknown,
): readonly Control[] | undefined {
  const live = (explore as Partial<ExploreJson> | undefined)?.controls;
  if (!Array.isArray(live) || live.length !== stored.length) return undefined;
  const finer = stored.map((control, at): Control | undefined => {
    const { name, kind, positions } = (live[at] ?? {}) as Partial<Control>;
    if (name !== control.name || kind !== control.kind || !Array.isArray(positions))
      return undefined;
    if (control.kind !== "slider")
      return String(positions) === String(control.positions) ? control : undefined;
    const numbers = (positions as readonly unknown[]).filter((one) => Number.isFinite(one));
    return numbers.length === positions.length &&
      numbers.length <= 1000 &&
      control.positions.every((position) => numbers.includes(position))
      ? { ...control, positions: numbers as number[] }
      : undefined;
  });
  return finer.every((control) => control !== undefined) ? finer : undefined;
}
