import { DomainError } from "../../math/numeric/domainError.js";
import type { ExerciseJson, ExerciseOption, Feedback } from "../../outputs/exercise.js";
import { withBuiltIns } from "../builtIns.js";
import { currentRuntime } from "../runtime.js";
import { judgeChoice, labelsOf } from "./choiceAnswer.js";
import type { ExerciseDefinition } from "./definition.js";
import { definitionProblems } from "./definitionProblems.js";
import { exerciseBundle } from "./exerciseBundle.js";
import { judgeExpression } from "./expressionAnswer.js";
import { functionJudge } from "./functionAnswer.js";
import { whyNot } from "./functionFeedback.js";
import { wrong, type Judgement } from "./judgement.js";
import { judgeNumeric, numericAsks } from "./numeric.js";
import { judgePrediction } from "./predictionAnswer.js";

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
  const { id } = definition;
  const judgeOne = answerJudge(definition);
  const problems = definitionProblems(definition, judgeOne);
  if (problems.length > 0) throw new DomainError(`exercise ${id}: ${problems.join("; ")}`);
  // Kept here and nowhere that a cell could write to.
  let earned = 0;
  // An answer, or a cell before it, may have replaced what judging is written with.
  const judge = (answer: unknown): Feedback =>
    withBuiltIns(() => {
      const feedback = judgeOne(answer);
      earned = feedback.points;
      return feedback;
    });
  const runtime = currentRuntime();
  runtime.registerExercise?.(id, judge);
  runtime.display(exerciseBundle(jsonOf(definition, "question", judgeOne(undefined))));
  return Object.freeze({
    id,
    judge,
    get earned() {
      return earned;
    },
    check(answer: unknown): void {
      withBuiltIns(() =>
        currentRuntime().display(exerciseBundle(jsonOf(definition, "answer", judge(answer)))),
      );
    },
  });
}

/** The verdict on an answer, with its points. Whatever the answer is, this gives a sentence. */
export function judgeAnswer(definition: ExerciseDefinition, answer: unknown): Feedback {
  return answerJudge(definition)(answer);
}

/** Makes the judge of an exercise; what is right is computed now, before there is an answer. */
function answerJudge(definition: ExerciseDefinition): (answer: unknown) => Feedback {
  const { points = 1, afterwards } = definition;
  const judge = judgeOf(definition);
  return (answer) => {
    try {
      const judgement = judge(answer);
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
  };
}

function judgeOf(
  definition: ExerciseDefinition,
): (answer: unknown) => Judgement | (Judgement & { readonly answered: boolean }) {
  switch (definition.kind) {
    case "numeric":
      return (answer) => judgeNumeric(definition, answer);
    case "expression":
      return (answer) => judgeExpression(definition, answer);
    case "function":
      return functionJudge(definition);
    case "choice":
      return (answer) => judgeChoice(definition, answer);
    case "prediction":
      return (answer) => judgePrediction(definition, answer);
  }
}

function jsonOf(
  definition: ExerciseDefinition,
  part: ExerciseJson["part"],
  feedback: Feedback,
): ExerciseJson {
  const { id, kind, title, question, points = 1, hints = [] } = definition;
  const options = optionsOf(definition);
  return {
    version: 1,
    id,
    kind,
    title,
    question,
    ...(definition.kind === "numeric" ? { asks: numericAsks(definition) } : {}),
    ...(options === undefined ? {} : { options }),
    hints,
    solution: solutionOf(definition),
    points,
    part,
    feedback,
  };
}

function optionsOf(definition: ExerciseDefinition): readonly ExerciseOption[] | undefined {
  if (definition.kind !== "choice" && definition.kind !== "prediction") return undefined;
  const texts = definition.options?.map((option) =>
    typeof option === "string" ? option : option.text,
  );
  if (texts === undefined) return undefined;
  const labels = labelsOf(texts);
  return texts.map((text, i) => ({ letter: labels[i]!, text }));
}

/** The worked solution; of a choice it begins with what is to be said of each option. */
function solutionOf(definition: ExerciseDefinition): string {
  if (definition.kind !== "choice") return definition.solution;
  const { options, solution } = definition;
  const labels = labelsOf(options.map((option) => option.text));
  const reasons = options.map(({ because }, i) => `- **${labels[i]}** ${because}`);
  return `${reasons.join("\n")}\n\n${solution}`;
}
