import { notebookRule } from "../rule.js";

/** The source of a cell that poses an exercise holds the truth. */
export const unfoldedQuestions = notebookRule(
  "unfolded-question",
  "warning",
  function* ({ parts }) {
    for (const { cell, line } of parts.exercises) {
      if (cell.tags.some((tag) => /^(?:hide|remove)[-_](?:input|cell)$/.test(tag))) continue;
      yield {
        cell,
        line,
        found: "the cell shows its code, which holds the answer",
        remedy: 'tag it "hide-input"',
      };
    }
  },
);
