import { notebookId } from "../../publish/workName.js";
import type { CheckedNotebook } from "../checkedNotebook.js";
import { notebookRule, observe, type Rule } from "../rule.js";

/** Exercises, explorations and derivations share the names of places in a page. */
const inNotebook = notebookRule("double-id", "error", function* ({ parts }) {
  const named = [
    ...parts.exercises.map((part) => ({ ...part, what: "exercise" })),
    ...parts.explorations.map((part) => ({ ...part, what: "exploration" })),
    ...parts.derivations.map((part) => ({ ...part, what: "derivation" })),
  ].sort((a, b) => a.cell.number - b.cell.number || a.line - b.line);
  const first = new Map<string, (typeof named)[number]>();
  for (const part of named) {
    if (part.id === undefined) continue;
    const before = first.get(part.id);
    if (before === undefined) first.set(part.id, part);
    else
      yield {
        cell: part.cell,
        line: part.line,
        found: `the ${part.what} "${part.id}" has the name of the ${before.what} in cell ${before.cell.number}`,
        remedy: "give it a name of its own: links and a reader's answers go by it",
      };
  }
});

/** Notebooks of one id would share what a reader did in them; a copied file has that of its source. */
export const doubleIds: Rule = {
  ...inNotebook,
  async find(course) {
    const first = new Map<string, CheckedNotebook>();
    const copies = course.notebooks.flatMap((notebook) => {
      const id = notebookId(notebook.notebook);
      if (id === undefined) return [];
      const before = first.get(id);
      if (before === undefined) {
        first.set(id, notebook);
        return [];
      }
      return [
        observe(notebook, {
          found: `the notebook's id (metadata.lossbook.id) "${id}" is that of ${before.path} too`,
          remedy: "give it one of its own: a reader's work goes by it",
        }),
      ];
    });
    return [...copies, ...(await inNotebook.find(course))];
  },
};
