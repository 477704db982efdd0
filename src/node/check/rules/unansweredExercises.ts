import { notebookRule } from "../rule.js";

/** A question without a place for its answer. */
export const unansweredExercises = notebookRule(
  "unanswered-exercise",
  "warning",
  function* ({ parts }) {
    for (const { cell, line, id, variable } of parts.exercises) {
      if (parts.checks.some((check) => check.variable === variable)) continue;
      yield {
        cell,
        line,
        found: `the exercise${id === undefined ? "" : ` "${id}"`} is never checked`,
        remedy: `add a cell for the answer that ends in ${variable ?? "name"}.check(answer)`,
      };
    }
  },
);
