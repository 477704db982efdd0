import { isRecord } from "../../../text/isRecord.js";
import { nearestName } from "../../../math/numeric/nearestName.js";
import { notebookRule, type Remark } from "../rule.js";

const ofCells = ["stub", "tolerance"];
const ofNotebooks = ["draft", "id"];

/** What stands in `metadata.lossbook` and nobody reads. */
export const unknownSettings = notebookRule(
  "unknown-setting",
  "warning",
  function* ({ cells, notebook }) {
    yield* unknownIn(notebook.metadata["lossbook"], ofNotebooks, {});
    for (const cell of cells) yield* unknownIn(cell.metadata["lossbook"], ofCells, { cell });
  },
);

function* unknownIn(
  settings: unknown,
  known: readonly string[],
  place: Pick<Remark, "cell">,
): Generator<Remark> {
  if (settings === undefined) return;
  const names = isRecord(settings) ? Object.keys(settings) : [];
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    yield {
      ...place,
      found: `metadata.lossbook.${name} is no setting`,
      remedy: near === undefined ? `there are ${known.join(", ")}` : `did you mean "${near}"?`,
    };
  }
}
