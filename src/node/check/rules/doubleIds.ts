import { notebookRule } from "../rule.js";

/** Exercises, explorations and derivations share the names of places in a page. */
export const doubleIds = notebookRule("double-id", "error", function* ({ parts }) {
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
