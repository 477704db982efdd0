import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import { readExercise, type ExerciseJson } from "../../outputs/exercise.js";
import type { MimeBundle } from "../../outputs/mimeBundle.js";

/**
 * Compares what the exercises of a notebook showed when it ran in the author's version and in the learner's (with
 * stubs), and says what does not hold: in the author's every exercise is answered and right, in the learner's every
 * one is answered "unsolved".
 */
export function auditExercises(
  author: readonly MimeBundle[],
  learner: readonly MimeBundle[],
): string[] {
  const byAuthor = exercisesOf(author);
  const byLearner = exercisesOf(learner);
  const ids = new Set([...byAuthor, ...byLearner].map((json) => json.id));
  return [...ids].flatMap((id) => [
    ...verdict(id, "author", byAuthor, "right"),
    ...verdict(id, "learner", byLearner, "unsolved"),
  ]);
}

function verdict(
  id: string,
  version: string,
  shown: readonly ExerciseJson[],
  expected: ExerciseJson["feedback"]["state"],
): string[] {
  const entries = shown.filter((json) => json.id === id);
  const questions = entries.filter((json) => json.part === "question");
  const answers = entries.filter((json) => json.part === "answer");
  const problems: string[] = [];
  if (questions.length !== 1) {
    problems.push(`${id}: posed ${questions.length} times in the ${version}'s version`);
  }
  if (answers.length === 0) problems.push(`${id}: never checked in the ${version}'s version`);
  for (const { feedback } of answers) {
    if (feedback.state !== expected) {
      problems.push(
        `${id}: "${feedback.state}" in the ${version}'s version, expected "${expected}" (${feedback.message})`,
      );
    }
  }
  return problems;
}

function exercisesOf(bundles: readonly MimeBundle[]): ExerciseJson[] {
  return bundles
    .map((bundle) => readExercise(bundle[EXERCISE_MIME]))
    .filter((json) => json !== undefined);
}
