import { notebookRule } from "../rule.js";

/** A cell's id is how a reader's edits and locked results find it again. */
export const cellIds = notebookRule("cell-id", "error", function* ({ cells }) {
  const first = new Map<unknown, number>();
  for (const cell of cells) {
    const { writtenId: id, number } = cell;
    if (id === undefined) continue;
    if (typeof id !== "string" || !/^[\w-]{1,64}$/.test(id)) {
      yield {
        cell,
        found: `the cell's id ${JSON.stringify(id)} is none: it has 1 to 64 of a–z, A–Z, 0–9, - and _`,
        remedy: "lossbook clean gives it one",
      };
      continue;
    }
    const before = first.get(id);
    if (before === undefined) first.set(id, number);
    else
      yield {
        cell,
        found: `the cell's id ${JSON.stringify(id)} is that of cell ${before} too`,
        remedy: "lossbook clean gives it one of its own",
      };
  }
});
