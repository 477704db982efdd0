import { isRecord } from "../text/isRecord.js";
import { joinText } from "./multilineText.js";
import { asKnownCell } from "./unknownCells.js";

/**
 * A notebook of format 2 or 3, which Jupyter wrote until 2015, in format 4: worksheets become one list of cells, heading
 * cells become Markdown, and outputs name their MIME types. Fields of a wrong type stay as they are, for whoever checks
 * them. Anything else is given back as it is.
 */
export function upgradeOldFormat(json: unknown): unknown {
  if (!isRecord(json) || (json.nbformat !== 2 && json.nbformat !== 3)) return json;
  const { worksheets, metadata } = json;
  const cells = Array.isArray(worksheets)
    ? worksheets.flatMap((sheet): unknown[] =>
        isRecord(sheet) && Array.isArray(sheet.cells) ? sheet.cells : [],
      )
    : [];
  return {
    cells: cells.map(upgradedCell),
    metadata: isRecord(metadata) ? metadata : {},
    nbformat: 4,
    nbformat_minor: 4,
  };
}

function upgradedCell(cell: unknown): unknown {
  if (!isRecord(cell)) return cell;
  const metadata = isRecord(cell.metadata) ? cell.metadata : {};
  switch (cell.cell_type) {
    case "code":
      return {
        cell_type: "code",
        execution_count: countOf(cell.prompt_number),
        metadata: { ...metadata, ...(cell.collapsed === true ? { collapsed: true } : {}) },
        outputs: Array.isArray(cell.outputs) ? cell.outputs.map(upgradedOutput) : [],
        source: cell.input ?? "",
      };
    default: {
      const { cell_type, source } = asKnownCell(cell);
      return { cell_type, metadata, source: source ?? "" };
    }
  }
}

function upgradedOutput(output: unknown): unknown {
  if (!isRecord(output)) return output;
  switch (output.output_type) {
    case "pyout":
      return {
        ...bundleOf(output),
        output_type: "execute_result",
        execution_count: countOf(output.prompt_number),
      };
    case "display_data":
      return { ...bundleOf(output), output_type: "display_data" };
    case "pyerr":
      return { ...output, output_type: "error" };
    case "stream":
      return { output_type: "stream", name: output.stream ?? "stdout", text: output.text ?? "" };
    default:
      return output;
  }
}

/** What stood beside each other in an output, by the MIME type that each name means. */
const mimeTypes: ReadonlyMap<string, string> = new Map([
  ["text", "text/plain"],
  ["html", "text/html"],
  ["svg", "image/svg+xml"],
  ["png", "image/png"],
  ["jpeg", "image/jpeg"],
  ["latex", "text/latex"],
  ["json", "application/json"],
  ["javascript", "application/javascript"],
]);

function bundleOf(output: Record<string, unknown>) {
  const named = (record: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(record).flatMap(([name, value]) => {
        const type = mimeTypes.get(name) ?? (name.includes("/") ? name : undefined);
        return type === undefined ? [] : [[type, value]];
      }),
    );
  const { "application/json": json, ...data } = named(output);
  return {
    data: json === undefined ? data : { ...data, "application/json": parsed(json) },
    metadata: isRecord(output.metadata) ? named(output.metadata) : {},
  };
}

/** JSON was kept as text. */
function parsed(json: unknown): unknown {
  try {
    return JSON.parse(joinText(json)) as unknown;
  } catch {
    return json;
  }
}

const countOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
