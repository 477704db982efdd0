import { isRecord } from "../text/isRecord.js";
import type { Figure } from "./figure.js";

/** A control that the reader moves. Every control has finitely many positions. */
export type Control = SliderControl | ChoiceControl | ToggleControl;

export interface SliderControl {
  readonly kind: "slider";
  /** The key under which `compute` finds the value. */
  readonly name: string;
  readonly label: string;
  /** The positions in order: ascending numbers. */
  readonly positions: readonly number[];
  readonly start: number;
  readonly unit?: string;
}

export interface ChoiceControl {
  readonly kind: "choice";
  readonly name: string;
  readonly label: string;
  readonly positions: readonly string[];
  readonly start: string;
}

export interface ToggleControl {
  readonly kind: "toggle";
  readonly name: string;
  readonly label: string;
  readonly positions: readonly [false, true];
  readonly start: boolean;
}

export type ControlValue = number | string | boolean;
export type ControlValues = Readonly<Record<string, ControlValue>>;

/** A number to show beside the figure, already formatted. */
export interface NamedNumber {
  readonly label: string;
  readonly text: string;
}

/** What stands beside the figures for one set of control values. */
export interface ExploreWords {
  readonly numbers: readonly NamedNumber[];
  readonly sentences: readonly string[];
}

/** What `compute` makes of one set of control values. */
export interface ExploreView extends ExploreWords {
  readonly figures: readonly Figure[];
}

/**
 * The data of EXPLORE_MIME: controls and words. The figures stand in the same bundle's
 * FIGURE_MIME, whose frames have the names that are the keys of `words`.
 */
export interface ExploreJson {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly controls: readonly Control[];
  /**
   * `all`: a frame for every combination of positions; `one-at-a-time`: each control moves while the
   * others stand at their start; `live`: only the start, the page computes the rest itself.
   */
  readonly frames: "all" | "one-at-a-time" | "live";
  /** By frame name (`frameName(controls, values)`). */
  readonly words: Readonly<Record<string, ExploreWords>>;
}

/** The JSON as an exploration, or undefined where it is none: a notebook may claim anything. */
export function readExplore(json: unknown): ExploreJson | undefined {
  if (!isRecord(json) || json["version"] !== 1 || typeof json["id"] !== "string") return undefined;
  if (typeof json["title"] !== "string" || !isRecord(json["words"])) return undefined;
  const { controls } = json;
  if (!Array.isArray(controls) || !controls.every(isControl)) return undefined;
  return json as unknown as ExploreJson;
}

function isControl(control: unknown): boolean {
  return (
    isRecord(control) &&
    typeof control["name"] === "string" &&
    typeof control["label"] === "string" &&
    Array.isArray(control["positions"]) &&
    control["positions"].length > 0 &&
    control["positions"].length <= 1000
  );
}
