import { notebookRule } from "../rule.js";

/** What git left in a text where two versions of it met; in code it is an error of syntax. */
export const mergeConflicts = notebookRule("merge-conflict", "error", function* ({ cells }) {
  for (const cell of cells) {
    if (cell.kind !== "markdown") continue;
    const lines = cell.source.split("\n");
    const first = lines.findIndex((line) => /^<{7} \S/.test(line));
    const ends = lines.some((line, index) => index > first && /^>{7} \S/.test(line));
    if (first < 0 || !ends) continue;
    yield {
      cell,
      line: first + 1,
      found: "two versions of the text, as git left them",
      remedy: "keep one of them, and take out <<<<<<<, ======= and >>>>>>>",
    };
  }
});
