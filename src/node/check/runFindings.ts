import type { Notebook } from "../../nbformat/notebook.js";
import { joinText } from "../../nbformat/multilineText.js";
import { readExercise } from "../../outputs/exercise.js";
import { EXERCISE_MIME } from "../../outputs/mimeTypes.js";
import type { Failure, NotebookRun } from "../run/notebookRun.js";
import { compareLocks } from "../verify/compareLocks.js";
import { resultsOf, type Lock } from "../verify/lock.js";
import { weigh } from "./checkNotebooks.js";
import type { Finding, Observation } from "./finding.js";
import type { RuleLevels } from "./ruleNames.js";
import { staleNumbers } from "./staleNumbers.js";

/**
 * What only a run shows: a cell that fails, an author's answer that its own exercise judges wrong, a number in a text that
 * is no longer what a cell prints, results other than those locked.
 */
export function runFindings(
  { path, notebook, failure }: Pick<NotebookRun, "path" | "notebook" | "failure">,
  levels: RuleLevels,
  lock?: Lock,
): readonly Finding[] {
  return [
    ...weigh("failed-cell", failure === undefined ? [] : [failedCell(path, failure)], levels),
    ...weigh("wrong-solution", wrongSolutions(path, notebook), levels),
    // After a failure cells have printed nothing.
    ...(failure === undefined
      ? weigh("stale-number", staleNumbers(path, notebook, resultsOf(notebook)), levels)
      : []),
    ...(lock === undefined
      ? []
      : weigh("changed-output", changedOutputs(path, notebook, lock), levels)),
  ];
}

function failedCell(path: string, { cell, id, line, message, source }: Failure): Observation {
  return {
    path,
    ...(cell === undefined ? {} : { cell }),
    ...(id === undefined ? {} : { id }),
    ...(line === undefined ? {} : { line }),
    found: `${message}${source === undefined || source === "" ? "" : `  |  ${source}`}`,
    remedy: 'mend the cell; one that is meant to fail is tagged "raises-exception"',
  };
}

function wrongSolutions(path: string, { cells }: Notebook): Observation[] {
  return cells.flatMap((cell, index) =>
    (cell.cell_type === "code" ? cell.outputs : []).flatMap((output) => {
      const answer = "data" in output ? readExercise(output.data[EXERCISE_MIME]) : undefined;
      if (answer?.part !== "answer" || answer.feedback.state === "right") return [];
      const lines = joinText(cell.source).split("\n");
      const line = lines.findIndex((text) => text.includes(".check(")) + 1;
      return [
        {
          path,
          cell: index + 1,
          id: cell.id,
          ...(line === 0 ? {} : { line }),
          found: `the author's answer to "${answer.id}" is judged ${answer.feedback.state}: ${answer.feedback.message}`,
          remedy: "mend the answer, or what the exercise holds to be true",
        },
      ];
    }),
  );
}

function changedOutputs(path: string, notebook: Notebook, lock: Lock): Observation[] {
  return compareLocks(lock, notebook).map(({ cell, id, message }) => ({
    path,
    ...(cell === undefined ? {} : { cell }),
    id,
    found: `the result differs from the locked one: ${message}`,
    remedy: "mend the cell, or lock the new result: lossbook verify --update",
  }));
}
