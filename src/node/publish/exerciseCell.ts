import { hasSolution, withoutMarks, withStub } from "../../lesson/exercise/solutionRegion.js";
import { isRecord } from "../../text/isRecord.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { Cell } from "../../nbformat/notebook.js";
import type { ExerciseCell } from "../../report/page/exerciseCell.js";

/** The learner's and the author's version of a cell with a stub; undefined where a cell is no such cell. */
export function exerciseCell({
  cell_type: kind,
  source: lines,
  metadata,
}: Cell): ExerciseCell | undefined {
  const lossbook = metadata["lossbook"];
  const stub = isRecord(lossbook) ? lossbook["stub"] : undefined;
  if (kind !== "code" || (typeof stub !== "string" && !Array.isArray(stub))) return undefined;
  const source = joinText(lines);
  try {
    if (!hasSolution(source)) return undefined;
    return { stub: withStub(source, joinText(stub)), solved: withoutMarks(source) };
  } catch {
    // A region that is not closed: the cell is shown as it stands.
    return undefined;
  }
}
