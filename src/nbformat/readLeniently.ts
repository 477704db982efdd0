import { isRecord } from "../text/isRecord.js";
import { isJsonType } from "./findProblems.js";
import { joinText } from "./multilineText.js";
import type { Cell, CellMetadata, MimeData, Notebook, Output } from "./notebook.js";
import { NotebookError } from "./notebookError.js";
import { asKnownCell } from "./unknownCells.js";
import { giveIds } from "./upgradeNotebook.js";

/**
 * The notebook in JSON that nobody has to be trusted for: a field of the wrong type is taken as absent, an output
 * of an unknown kind is what it holds, a cell of an unknown type is its text, a cell without a usable id gets one. The
 * JSON itself stays as it is.
 *
 * Errors  NotebookError, in one line, where the whole is wrong: no format 4, no array of cells, a cell that is no object.
 */
export function readLeniently(json: unknown): Notebook {
  if (!isRecord(json)) throw new NotebookError(`a notebook is a JSON object, got ${named(json)}`);
  const { nbformat, cells } = json;
  if (nbformat !== 4)
    throw new NotebookError(
      `the notebook must be of format 4, got nbformat ${JSON.stringify(nbformat) ?? "none"}; save it again with a current Jupyter`,
    );
  if (!Array.isArray(cells))
    throw new NotebookError(`the notebook's cells must be an array, got ${named(cells)}`);
  const notebook: Notebook = {
    cells: cells.map(readCell),
    metadata: recordIn(json.metadata),
    nbformat,
    nbformat_minor: 5,
  };
  giveIds(notebook);
  return notebook;
}

function readCell(given: unknown, index: number): Cell {
  if (!isRecord(given))
    throw new NotebookError(`cell ${index + 1} must be an object, got ${named(given)}`);
  const cell = asKnownCell(given);
  const common = {
    // A wrong id is no id: `giveIds` sees to it.
    id: typeof cell.id === "string" ? cell.id : "",
    metadata: readMetadata(cell.metadata),
    source: joinText(cell.source),
  };
  switch (cell.cell_type) {
    case "code":
      return {
        ...common,
        cell_type: "code",
        outputs: Array.isArray(cell.outputs) ? cell.outputs.flatMap(readOutput) : [],
        execution_count: readCount(cell.execution_count),
      };
    default:
      return {
        ...common,
        cell_type: cell.cell_type === "markdown" ? "markdown" : "raw",
        attachments: readAttachments(cell.attachments),
      };
  }
}

function readMetadata(value: unknown): CellMetadata {
  const { tags, ...others } = recordIn(value);
  if (!Array.isArray(tags)) return others;
  return { ...others, tags: tags.filter((tag): tag is string => typeof tag === "string") };
}

function readOutput(output: unknown): Output[] {
  if (!isRecord(output)) return [];
  switch (output.output_type) {
    case "stream":
      return [
        {
          output_type: "stream",
          name: output.name === "stderr" ? "stderr" : "stdout",
          text: joinText(output.text),
        },
      ];
    case "error":
      return [
        {
          output_type: "error",
          ename: joinText(output.ename),
          evalue: joinText(output.evalue),
          traceback: Array.isArray(output.traceback)
            ? output.traceback.filter((line): line is string => typeof line === "string")
            : [],
        },
      ];
    case "display_data":
      return [{ output_type: "display_data", ...readBundle(output) }];
    case "execute_result":
      return [
        {
          output_type: "execute_result",
          ...readBundle(output),
          execution_count: readCount(output.execution_count),
        },
      ];
    default:
      // Some tool's own kind of output, or one of an older format: what it holds is what it shows.
      if (isRecord(output.data)) return [{ output_type: "display_data", ...readBundle(output) }];
      return output.text === undefined
        ? []
        : [{ output_type: "stream", name: "stdout", text: joinText(output.text) }];
  }
}

const readBundle = (output: Record<string, unknown>) => ({
  data: Object.fromEntries(
    Object.entries(recordIn(output.data)).map(([type, value]) => [
      type,
      // A number where text is meant is its digits.
      !isJsonType(type) && /^(?:number|boolean)$/.test(typeof value) ? String(value) : value,
    ]),
  ),
  metadata: recordIn(output.metadata),
});

/** By file name, in an object without a prototype: a file may be called `constructor`. */
function readAttachments(value: unknown): Record<string, MimeData> {
  const attachments = Object.create(null) as Record<string, MimeData>;
  for (const [name, bundle] of Object.entries(recordIn(value)))
    if (isRecord(bundle)) attachments[name] = bundle;
  return attachments;
}

const recordIn = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

const readCount = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;

function named(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
