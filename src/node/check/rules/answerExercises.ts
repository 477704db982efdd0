import { hasSolution } from "../../../lesson/exercise/solutionRegion.js";
import { notebookRule } from "../rule.js";

/** An answer is handed to an exercise that a cell above it poses. */
export const answerExercises = notebookRule(
  "answer-exercise",
  "error",
  function* ({ cells, parts }) {
    for (const cell of cells) {
      if (cell.tree === undefined || !hasSolution(cell.source)) continue;
      const posed = parts.exercises.filter((exercise) => exercise.cell.number <= cell.number);
      const checks = parts.checks.filter((check) => check.cell === cell);
      if (checks.some(({ variable }) => posed.some((exercise) => exercise.variable === variable)))
        continue;
      const [check] = checks;
      const line =
        check?.line ?? cell.source.split("\n").findIndex((text) => hasSolution(text)) + 1;
      yield {
        cell,
        line,
        found:
          check === undefined
            ? "an answer that no exercise checks"
            : `an answer to ${check.variable}, which no cell above poses`,
        remedy:
          "pose the exercise above, const name = exercise({ … }), and call name.check(answer)",
      };
    }
  },
);
