import { isRecord } from "../text/isRecord.js";

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

/** One option of a multiple choice. Which one is right is not said here: the JSON stands in the page. */
export interface ExerciseOption {
  /** What it is called: `"a"`, `"b"`, … in the order shown. */
  readonly letter: string;
  readonly text: string;
}

/** The data of EXERCISE_MIME. Texts are Markdown with `$…$`. */
export interface ExerciseJson {
  readonly version: 1;
  readonly id: string;
  readonly kind: ExerciseKind;
  readonly title: string;
  readonly question: string;
  /** What kind of answer is right: `"In nats. Three significant digits are enough."` */
  readonly asks?: string;
  readonly options?: readonly ExerciseOption[];
  readonly hints: readonly string[];
  /** The worked solution, for a fold. */
  readonly solution: string;
  readonly points: number;
  /** `question`: this output poses it; `answer`: this output is the feedback to an answer. */
  readonly part: "question" | "answer";
  readonly feedback: Feedback;
}

/** The JSON as an exercise, or undefined where it is none: a notebook may claim anything. */
export function readExercise(json: unknown): ExerciseJson | undefined {
  if (!isRecord(json) || json["version"] !== 1) return undefined;
  const texts = [json["id"], json["title"], json["question"], json["solution"]];
  if (!texts.every((text) => typeof text === "string")) return undefined;
  if (!Array.isArray(json["hints"]) || !json["hints"].every((hint) => typeof hint === "string"))
    return undefined;
  return json as unknown as ExerciseJson;
}
