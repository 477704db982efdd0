import type { Rng } from "../../math/random/rng.js";
import type { Quantity } from "../expression/quantity.js";
import type { ExpressionPart, ExpressionShape } from "./forms.js";

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
  /** Relative 1e-3 by default: three digits, and the truth rounded to three digits is right. */
  readonly tolerance?: Tolerance;
  /** `"nats"`, `"bits"`, `"%"`: with it an answer in the other unit of information, or as a share, is recognised. */
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
  /** Lists of arguments. The first that fails is shown to the reader. */
  readonly inputs: readonly (readonly unknown[])[];
  /**
   * One random list of arguments, of which a hundred are judged besides: `(random) => [random.normal(), random.integer(2)]`.
   * The numbers are the same at every run. Without it, `inputs` are varied: numbers with decimals anew within their
   * range, probabilities as other probabilities; whole numbers and the lengths of lists stay.
   */
  readonly draw?: (random: Rng) => readonly unknown[];
  /** Relative 1e-9 by default, and absolute 1e-14, or 1e-12 of a list's largest entry. */
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
  /**
   * What is asked for, as a reader would type it: `"d/dp (−p ln p)"`. An answer that contains it is the question, not an
   * answer.
   */
  readonly asked?: string;
  /**
   * What an answer may not contain. Without it the signs of work not done: `d/d`, `E`, `∫`, `arg`, and `KL`, `CE`, `H`, `JS`,
   * unless the truth itself contains them. `[]` forbids nothing.
   */
  readonly forbid?: readonly ExpressionPart[];
  /** The shape an answer must have. */
  readonly require?: readonly ExpressionShape[];
  readonly mistakes?: readonly Mistake<string>[];
}

export type ExerciseDefinition =
  NumericExercise | ExpressionExercise | FunctionExercise | ChoiceExercise | PredictionExercise;
