import type { Quantity } from "../expression/quantity.js";

/** What every exercise has. Texts are Markdown with `$…$`. */
export interface ExerciseCommon {
  /** An anchor, unique in the notebook: small letters, digits and hyphens. Also nbgrader's `grade_id`. */
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** 1 by default. */
  readonly points?: number;
  /** From the first nudge to the last but one step; shown in this order, one inside the other. */
  readonly hints?: readonly string[];
  /** The worked solution. */
  readonly solution: string;
  /** Said after a right answer: what it means. */
  readonly afterwards?: string;
}

/** How far an answer may be off: |answer − truth| ≤ max(absolute, relative · |truth|). */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** A wrong answer that people give, and what it tells. `because` is a sentence to the reader. */
export interface Mistake<Answer> {
  readonly answer: Answer;
  readonly because: string;
}

/** A wrong factor that people get: `{ times: 10, because: "did you divide by N?" }`. */
export interface FactorMistake {
  readonly times: number;
  readonly because: string;
}

export interface NumericExercise extends ExerciseCommon {
  readonly kind: "numeric";
  readonly truth: number;
  /** Relative 1e-3 by default: three digits. */
  readonly tolerance?: Tolerance;
  /** `"nats"`: with it an answer in the other unit of information is recognised. */
  readonly unit?: string;
  readonly mistakes?: readonly (Mistake<number> | FactorMistake)[];
}

/** A function of the reader's. Arguments and results are numbers and (nested) lists of numbers. */
export type AnswerFunction = (...inputs: never[]) => unknown;

/** Something that must hold of the function; a failure is told as a sentence. */
export interface Property {
  /** `"its gradient matches a central difference"`. */
  readonly says: string;
  /** True, or a sentence that says where it fails. Called with the reader's function, within the limit. */
  readonly holds: (answer: (...inputs: unknown[]) => unknown) => true | string;
}

export interface FunctionExercise extends ExerciseCommon {
  readonly kind: "function";
  readonly truth: AnswerFunction;
  /** Lists of arguments. */
  readonly inputs: readonly (readonly unknown[])[];
  /** Relative and absolute 1e-9 by default. */
  readonly tolerance?: Tolerance;
  readonly properties?: readonly Property[];
  readonly mistakes?: readonly Mistake<AnswerFunction>[];
  /** For each call, in milliseconds; 1000 by default. */
  readonly limit?: number;
}

export interface ChoiceOption {
  readonly text: string;
  readonly right?: boolean;
  /** Why it is wrong, or why it is right. */
  readonly because: string;
}

export interface ChoiceExercise extends ExerciseCommon {
  readonly kind: "choice";
  /** Lettered a, b, c … in this order; exactly one is right. */
  readonly options: readonly ChoiceOption[];
}

export interface PredictionExercise extends ExerciseCommon {
  readonly kind: "prediction";
  /** For a prediction in words: what the reader may choose from. Without it a number is asked for. */
  readonly options?: readonly string[];
  /** What happens: one of the options, or a number. A function is called only after the reader has answered. */
  readonly outcome: number | string | (() => number | string);
  /** How near a number counts as foreseen; relative 0.1 by default. */
  readonly tolerance?: Tolerance;
  readonly mistakes?: readonly Mistake<number | string>[];
}

/** An expression in the notation of `derive`, compared as a function. */
export interface ExpressionExercise extends ExerciseCommon {
  readonly kind: "expression";
  /** `"σ(z) − y"`. */
  readonly truth: string;
  /** As in `derive`: `{ y: bit, z: real }`. The answer must hold on these domains. */
  readonly quantities: Readonly<Record<string, Quantity>>;
  /** Abbreviations that the reader may use: `{ p: "σ(z)" }`. */
  readonly where?: Readonly<Record<string, string>>;
  readonly mistakes?: readonly Mistake<string>[];
}
