import type { Figure } from "./figure.js";

/** The MIME types under which report and page find the data of what a cell showed. */
export const EXPLORE_MIME = "application/vnd.lossbook.explore+json";
export const EXERCISE_MIME = "application/vnd.lossbook.exercise+json";
export const FIGURE_MIME = "application/vnd.plotly.v1+json";

// ---- explore ----------------------------------------------------------------------------------

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
 * `application/vnd.lossbook.explore+json`: controls and words. The figures stand in the same bundle's
 * `application/vnd.plotly.v1+json`, whose frames have the names that are the keys of `words`.
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

// ---- exercise ---------------------------------------------------------------------------------

export type ExerciseKind = "numeric" | "expression" | "function" | "choice" | "prediction";

/** `unsolved`: nothing answered yet; never an error. */
export type ExerciseState = "unsolved" | "right" | "wrong";

/** What the reader is told about an answer. */
export interface Feedback {
  readonly state: ExerciseState;
  /** Sentences in Markdown with `$…$`. */
  readonly message: string;
  /** Points earned: all or none. */
  readonly points: number;
}

/** One option of a multiple choice. */
export interface ExerciseOption {
  /** `"a"`, `"b"`, … in the order shown. */
  readonly letter: string;
  readonly text: string;
  /** Why it is wrong, or why it is right. Absent in a prediction. */
  readonly reason?: string;
  readonly right?: boolean;
}

/** `application/vnd.lossbook.exercise+json`. Texts are Markdown with `$…$`. */
export interface ExerciseJson {
  readonly version: 1;
  readonly id: string;
  readonly kind: ExerciseKind;
  readonly title: string;
  readonly question: string;
  readonly options?: readonly ExerciseOption[];
  readonly hints: readonly string[];
  /** The worked solution, for a fold. */
  readonly solution: string;
  readonly points: number;
  /** `question`: this output poses it; `answer`: this output is the feedback to an answer. */
  readonly part: "question" | "answer";
  readonly feedback: Feedback;
}
