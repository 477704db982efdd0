import { DomainError } from "../../math/numeric/domainError.js";
import type { Control, ControlValue } from "../../outputs/exploration.js";

/** A control as an author writes it; its name is its key in `controls`. The type is that of its value. */
export type ControlSpec<Value extends ControlValue = ControlValue> = {
  readonly label: string;
  readonly start: Value;
} & (
  | { readonly kind: "slider"; readonly positions: readonly number[]; readonly unit?: string }
  | { readonly kind: "choice"; readonly positions: readonly string[] }
  | { readonly kind: "toggle" }
);

export interface SliderOptions {
  readonly from: number;
  readonly to: number;
  /** How many positions, both ends counted; 41 by default. */
  readonly positions?: number;
  /** Where the slider stands first; the position nearest to it. The middle by default. */
  readonly start?: number;
  /** `"logarithmic"` spaces the positions by equal factors. */
  readonly scale?: "linear" | "logarithmic";
  readonly unit?: string;
}

/**
 * A slider over evenly spaced numbers.
 *
 *     slider("probability of heads", { from: 0.01, to: 0.99, positions: 50 })
 *
 * Errors  DomainError unless from < to are finite (positive on a logarithmic scale) and 2 ≤ positions ≤ 500.
 */
export function slider(label: string, options: SliderOptions): ControlSpec<number> {
  const { from, to, positions: count = 41, scale = "linear", unit } = options;
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to)) {
    throw new DomainError(
      `slider "${label}": from must be less than to, got from ${from}, to ${to}`,
    );
  }
  if (scale === "logarithmic" && from <= 0) {
    throw new DomainError(`slider "${label}": a logarithmic scale needs from > 0, got ${from}`);
  }
  if (!Number.isInteger(count) || count < 2 || count > 500) {
    throw new DomainError(`slider "${label}": positions must be from 2 to 500, got ${count}`);
  }
  const positions = Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1);
    const x = scale === "linear" ? from + (to - from) * t : from * Math.pow(to / from, t);
    // The step's rounding noise is not part of the position.
    return Number(x.toPrecision(10)) + 0;
  });
  const middle = positions[Math.floor(count / 2)] as number;
  const start = nearest(positions, options.start ?? middle);
  return { kind: "slider", label, positions, start, ...(unit === undefined ? {} : { unit }) };
}

/** One of several words. The first is the start, unless another is named. */
export function choice<Word extends string>(
  label: string,
  positions: readonly Word[],
  start: NoInfer_<Word> | undefined = positions[0],
): ControlSpec<Word> {
  if (start === undefined || !positions.includes(start)) {
    throw new DomainError(
      `choice "${label}": start must be one of ${positions.join(", ")}, got ${String(start)}`,
    );
  }
  return { kind: "choice", label, positions, start };
}

/** Keeps `start` from widening the words; TypeScript's own NoInfer is younger than the kernel's compiler. */
type NoInfer_<T> = [T][T extends unknown ? 0 : never];

/** On or off; off at the start by default. */
export function toggle(label: string, start: boolean = false): ControlSpec<boolean> {
  return { kind: "toggle", label, start };
}

/** The control as report and page read it. */
export function controlOf(name: string, spec: ControlSpec): Control {
  const { label } = spec;
  switch (spec.kind) {
    case "slider": {
      const { positions, unit } = spec;
      const start = nearest(positions, Number(spec.start));
      return {
        kind: "slider",
        name,
        label,
        positions,
        start,
        ...(unit === undefined ? {} : { unit }),
      };
    }
    case "choice":
      return { kind: "choice", name, label, positions: spec.positions, start: String(spec.start) };
    case "toggle":
      return {
        kind: "toggle",
        name,
        label,
        positions: [false, true],
        start: Boolean(spec.start),
      };
  }
}

export function nearest(positions: readonly number[], value: number): number {
  return positions.reduce((best, position) =>
    Math.abs(position - value) < Math.abs(best - value) ? position : best,
  );
}

/** The unit behind a number, with a space before it. */
export const unitOf = (control: Control): string =>
  control.kind === "slider" && control.unit !== undefined ? ` ${control.unit}` : "";

/** A control's value as a reader says it. */
export function textOf(control: Control, value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return `${value}${unitOf(control)}`;
}
