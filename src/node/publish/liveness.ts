import type { Notebook } from "../../nbformat/notebook.js";
import { hasTag } from "../../nbformat/tags.js";
import type { ModulePlaces } from "../../page/courseModules.js";
import { whatNeedsNode } from "../../page/worker/whatNeedsNode.js";
import type { CodeCell } from "../../report/page/renderReport.js";
import { Memo } from "../../text/memo.js";

/** What of a page does not live, in sentences without the notebook's name. */
export interface Liveness {
  /** Why the page cannot be given to a reader: an exercise in it could not be solved. */
  readonly unsolvable: string | undefined;
  /** Said where most of the page's cells do not run. */
  readonly warning: string | undefined;
}

const ours: ModulePlaces = {
  "lossbook": { lossbook: "lossbook" },
  "lossbook/notebook": { lossbook: "lossbook/notebook" },
};

/** What needs Node in the notebooks that were asked for last. */
const known = new Memo<ReadonlyMap<string, string>>(200_000);

/** Looks at a notebook's cells as its page will, before a reader does. */
export function livenessOf(
  notebook: Notebook,
  cells: readonly CodeCell[],
  places: ModulePlaces,
): Liveness {
  const seen = cells.map((cell) => ({
    ...cell,
    source: cell.stub ?? cell.source,
    nodeOnly: ["node-only", "skip-execution"].some((tag) => hasTag(cell, tag)),
  }));
  const toInspect = seen.map(({ id, source, nodeOnly }) => ({ id, source, nodeOnly }));
  const all = { ...places, ...ours };
  const needs = known.get(
    JSON.stringify([toInspect, all]),
    () => new Map(whatNeedsNode(toInspect, all).map(({ cell, names }) => [cell, names.join(", ")])),
  );
  const asleep = seen.flatMap(({ id, nodeOnly }) =>
    nodeOnly || needs.has(id) ? [{ id, why: needs.get(id) ?? "its tag node-only" }] : [],
  );
  const place = (id: string): string =>
    `cell ${notebook.cells.findIndex((cell) => cell.id === id) + 1}`;
  const exercise = asleep.find(({ id }) => {
    const cell = seen.find((one) => one.id === id);
    return cell?.stub !== undefined || /\bexercise\s*\(/.test(cell?.source ?? "");
  });
  const [first] = asleep;
  return {
    unsolvable:
      exercise &&
      `${place(exercise.id)} belongs to an exercise and runs on the kernel only, because of ${exercise.why}: no reader could solve it in the page. Take that out of the exercise, or give the exercise what it needs in a cell that runs in a page`,
    warning:
      first !== undefined && asleep.length * 2 > cells.length
        ? `${asleep.length} of ${cells.length} code cells do not run in the page, the first of them ${place(first.id)} because of ${first.why}`
        : undefined,
  };
}
