import { notebookRule } from "../rule.js";
import { typescript, writtenText } from "../sourceTree.js";

/** These ask the reader to work something out; of a choice or a prediction a hint would give the answer. */
const withHints = ["numeric", "expression", "function"];

/** What an exercise owes its reader: a title, a question, a worked solution, and where one gets stuck, hints. */
export const exerciseParts = notebookRule("exercise-parts", "warning", function* ({ parts }) {
  for (const { cell, line, id, kind, fields } of parts.exercises) {
    if (fields === undefined) continue;
    const name = id === undefined ? "the exercise" : `the exercise "${id}"`;
    for (const part of ["id", "title", "question", "solution"]) {
      const written = fields.get(part);
      if (written !== undefined && writtenText(written)?.trim() !== "") continue;
      yield { cell, line, found: `${name} has no ${part}`, remedy: `write ${part}: "…"` };
    }
    const hints = fields.get("hints");
    const none =
      hints === undefined ||
      (typescript().isArrayLiteralExpression(hints) && hints.elements.length === 0);
    if (none && kind !== undefined && withHints.includes(kind))
      yield {
        cell,
        line,
        found: `${name} has no hints`,
        remedy: 'write hints: ["…"], from the gentlest to the plainest',
      };
  }
});
