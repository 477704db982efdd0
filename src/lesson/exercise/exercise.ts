import { DomainError } from "../../math/numeric/domainError.js";
import type { ExerciseJson, ExerciseOption, Feedback } from "../../outputs/exercise.js";
import { currentRuntime } from "../runtime.js";
import { judgeChoice, letterOf, placeOf } from "./choiceAnswer.js";
import type {
  ChoiceExercise,
  ExpressionExercise,
  FunctionExercise,
  NumericExercise,
  PredictionExercise,
} from "./definition.js";
import { exerciseBundle } from "./exerciseBundle.js";
import { judgeExpression } from "./expressionAnswer.js";
import { judgeFunction, whyNot } from "./functionAnswer.js";
import { wrong, type Judgement } from "./judgement.js";
import { judgeNumeric } from "./numeric.js";
import { judgePrediction } from "./predictionAnswer.js";

export type ExerciseDefinition =
  NumericExercise | ExpressionExercise | FunctionExercise | ChoiceExercise | PredictionExercise;

/** An exercise that was posed and waits for an answer. */
export interface PosedExercise {
  readonly id: string;
  /** Judges an answer and shows the feedback below the cell; never throws. */
  check(answer: unknown): void;
  /** The same judgement without showing it. */
  judge(answer: unknown): Feedback;
  /** The points of the last answer that was judged; 0 before. A class tool's cell reads it. */
  readonly earned: number;
}

/**
 * Poses an exercise: shows the question with its hints and the worked solution folded, and gives back the object whose
 * `check` the reader's cell calls.
 *
 *     const die = exercise({ kind: "numeric", id: "die", title: "A fair die", question: "How many nats is a six worth?",
 *       truth: Math.log(6), unit: "nats", solution: "$\\ln 6\\approx1.79$" });
 *     // in the reader's cell
 *     die.check(-Math.log(1 / 6));
 *
 * Errors  DomainError when the exercise contradicts itself: the truth must pass, an unanswered stub and every listed
 *         mistake must fail with its own diagnosis, no two mistakes may be the same answer.
 */
export function exercise(definition: ExerciseDefinition): PosedExercise {
  const problems = definitionProblems(definition);
  if (problems.length > 0) {
    throw new DomainError(`exercise ${definition.id}: ${problems.join("; ")}`);
  }
  const runtime = currentRuntime();
  const judge = (answer: unknown): Feedback => {
    const feedback = judgeAnswer(definition, answer);
    runtime.state.set(`exercise/${definition.id}`, feedback);
    return feedback;
  };
  const { id } = definition;
  runtime.registerExercise?.(id, judge);
  const before = runtime.state.get(`exercise/${id}`) as Feedback | undefined;
  runtime.display(
    exerciseBundle(jsonOf(definition, "question", before ?? judgeAnswer(definition, undefined))),
  );
  return {
    id,
    judge,
    get earned() {
      const feedback = currentRuntime().state.get(`exercise/${id}`) as Feedback | undefined;
      return feedback?.points ?? 0;
    },
    check(answer) {
      currentRuntime().display(exerciseBundle(jsonOf(definition, "answer", judge(answer))));
    },
  };
}

/** The verdict on an answer, with its points. Whatever the answer is, this gives a sentence. */
export function judgeAnswer(definition: ExerciseDefinition, answer: unknown): Feedback {
  const { points = 1, afterwards } = definition;
  try {
    const judgement = judgementOf(definition, answer);
    const { state, message } = judgement;
    // A prediction that was made is done, whether it came true or not.
    const done = state === "right" || ("answered" in judgement && judgement.answered);
    return {
      state,
      message: done && afterwards !== undefined ? `${message} ${afterwards}` : message,
      points: done ? points : 0,
    };
  } catch (error) {
    // An answer such as a proxy can throw wherever it is touched.
    return { ...wrong(`This answer cannot be judged: ${whyNot(error, 1000)}`), points: 0 };
  }
}

function judgementOf(
  definition: ExerciseDefinition,
  answer: unknown,
): Judgement | (Judgement & { readonly answered: boolean }) {
  switch (definition.kind) {
    case "numeric":
      return judgeNumeric(definition, answer);
    case "expression":
      return judgeExpression(definition, answer);
    case "function":
      return judgeFunction(definition, answer);
    case "choice":
      return judgeChoice(definition, answer);
    case "prediction":
      return judgePrediction(definition, answer);
  }
}

/** What is wrong with an exercise as its author wrote it; empty when it holds together. */
export function definitionProblems(definition: ExerciseDefinition): string[] {
  const { id, points = 1 } = definition;
  const problems: string[] = [];
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
    problems.push(`id must be small letters, digits and hyphens, got "${id}"`);
  }
  if (!Number.isInteger(points) || points < 0) {
    problems.push(`points must be a whole number, got ${points}`);
  }
  for (const part of ["title", "question", "solution"] as const) {
    if (definition[part].trim() === "") problems.push(`${part} must not be empty`);
  }
  const stub = judgeAnswer(definition, undefined);
  if (stub.state !== "unsolved") problems.push(`no answer must be "unsolved", got "${stub.state}"`);
  return [...problems, ...answerProblems(definition)];
}

function answerProblems(definition: ExerciseDefinition): string[] {
  switch (definition.kind) {
    case "numeric": {
      const { truth, mistakes = [] } = definition;
      if (Number.isNaN(truth)) return ["the truth is NaN"];
      return [
        ...truthProblems(definition, truth),
        ...mistakeProblems(
          definition,
          mistakes.map((mistake) => ({
            answer: "times" in mistake ? truth * mistake.times : mistake.answer,
            because: mistake.because,
          })),
        ),
      ];
    }
    case "expression":
      return [
        ...truthProblems(definition, definition.truth),
        ...mistakeProblems(definition, definition.mistakes ?? []),
      ];
    case "function":
      if (definition.inputs.length === 0) return ["needs at least one list of inputs"];
      return [
        ...truthProblems(definition, definition.truth),
        ...mistakeProblems(definition, definition.mistakes ?? []),
      ];
    case "choice": {
      const { options } = definition;
      const rights = options.filter((option) => option.right === true);
      if (options.length < 2 || options.length > 26 || rights.length !== 1) {
        return [
          `needs 2 to 26 options of which one is right, got ${options.length} with ${rights.length} right`,
        ];
      }
      return options
        .filter((option) => option.because.trim() === "")
        .map((option) => `the option "${option.text}" has no reason`);
    }
    case "prediction": {
      const { options, outcome, mistakes = [] } = definition;
      // A function is not called before the reader has predicted.
      if (typeof outcome === "function") return [];
      if (options === undefined && typeof outcome !== "number") return ["the outcome is no number"];
      if (options !== undefined && placeOf(options, outcome) < 0) {
        return [`the outcome "${outcome}" is none of the options`];
      }
      return [...truthProblems(definition, outcome), ...mistakeProblems(definition, mistakes)];
    }
  }
}

function truthProblems(definition: ExerciseDefinition, truth: unknown): string[] {
  const { state, message } = judgeAnswer(definition, truth);
  return state === "right" ? [] : [`its own truth does not pass (${message})`];
}

function mistakeProblems(
  definition: ExerciseDefinition,
  mistakes: readonly { readonly answer: unknown; readonly because: string }[],
): string[] {
  return mistakes.flatMap(({ answer, because }, i) => {
    const { state, message } = judgeAnswer(definition, answer);
    if (state !== "wrong") return [`mistake ${i + 1} is judged "${state}"`];
    return message.includes(because)
      ? []
      : [`mistake ${i + 1} is diagnosed as another one (${message})`];
  });
}

function jsonOf(
  definition: ExerciseDefinition,
  part: ExerciseJson["part"],
  feedback: Feedback,
): ExerciseJson {
  const { id, kind, title, question, points = 1, hints = [], solution } = definition;
  const options = optionsOf(definition);
  return {
    version: 1,
    id,
    kind,
    title,
    question,
    ...(options === undefined ? {} : { options }),
    hints,
    solution,
    points,
    part,
    feedback,
  };
}

function optionsOf(definition: ExerciseDefinition): readonly ExerciseOption[] | undefined {
  if (definition.kind === "choice") {
    return definition.options.map(({ text, right = false, because }, i) => ({
      letter: letterOf(i),
      text,
      right,
      reason: because,
    }));
  }
  if (definition.kind === "prediction") {
    return definition.options?.map((text, i) => ({ letter: letterOf(i), text }));
  }
  return undefined;
}
