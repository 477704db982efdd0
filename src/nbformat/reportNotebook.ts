/** What a report needs of a notebook (format 4), read from JSON that nobody has to be trusted for. */
export interface Notebook {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly id: string;
  readonly kind: "markdown" | "code" | "raw";
  readonly source: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Of a Markdown cell: file name → MIME type → base64. */
  readonly attachments: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly outputs: readonly Output[];
  readonly executionCount: number | undefined;
}

export type Output =
  | { readonly kind: "stream"; readonly name: string; readonly text: string }
  | {
      readonly kind: "error";
      readonly name: string;
      readonly message: string;
      readonly traceback: readonly string[];
    }
  | {
      readonly kind: "data";
      readonly data: Readonly<Record<string, unknown>>;
      readonly metadata: Readonly<Record<string, unknown>>;
    };

/** The file is not a notebook that can be published; the message says what was expected and what came. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text field of the format: a string, or an array of strings to be joined; anything else is no text. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.filter((part) => typeof part === "string").join("");
  return "";
}

const cellKinds = ["markdown", "code", "raw"] as const;

/** Reads notebook JSON of format 4; fields of the wrong type are taken as absent, a wrong whole is refused. */
export function readNotebook(json: unknown): Notebook {
  if (!isRecord(json)) throw new NotebookError(`a notebook is a JSON object, got ${named(json)}`);
  const { nbformat } = json;
  if (nbformat !== 4)
    throw new NotebookError(
      `the notebook must be of format 4, got nbformat ${JSON.stringify(nbformat) ?? "none"}; save it again with a current Jupyter`,
    );
  if (!Array.isArray(json["cells"]))
    throw new NotebookError(`the notebook's cells must be an array, got ${named(json["cells"])}`);
  const used = new Set<string>();
  const cells = json["cells"].map((cell: unknown, index) => readCell(cell, index, used));
  return { metadata: isRecord(json["metadata"]) ? json["metadata"] : {}, cells };
}

function readCell(cell: unknown, index: number, used: Set<string>): Cell {
  if (!isRecord(cell))
    throw new NotebookError(`cell ${index + 1} must be an object, got ${named(cell)}`);
  const kind = cellKinds.find((name) => name === cell["cell_type"]);
  if (kind === undefined)
    throw new NotebookError(
      `cell ${index + 1} must be a markdown, code or raw cell, got ${named(cell["cell_type"])}`,
    );
  const metadata = isRecord(cell["metadata"]) ? cell["metadata"] : {};
  const attachments: Record<string, Readonly<Record<string, unknown>>> = Object.create(
    null,
  ) as Record<string, Readonly<Record<string, unknown>>>;
  if (isRecord(cell["attachments"]))
    for (const [name, bundle] of Object.entries(cell["attachments"]))
      if (isRecord(bundle)) attachments[name] = bundle;
  const outputs = Array.isArray(cell["outputs"]) ? cell["outputs"] : [];
  const count = cell["execution_count"];
  return {
    id: cellId(cell["id"], index, used),
    kind,
    source: textOf(cell["source"]),
    tags: Array.isArray(metadata["tags"])
      ? metadata["tags"].filter((tag): tag is string => typeof tag === "string")
      : [],
    metadata,
    attachments,
    outputs: outputs.map(readOutput).filter((output) => output !== undefined),
    executionCount: typeof count === "number" && Number.isSafeInteger(count) ? count : undefined,
  };
}

/** The cell's id where it is one of the format's and unique, else one made from its place. */
function cellId(given: unknown, index: number, used: Set<string>): string {
  const usable =
    typeof given === "string" && /^[a-zA-Z0-9-_]{1,64}$/.test(given) && !used.has(given);
  let id = usable ? given : `cell-${index + 1}`;
  while (used.has(id)) id = `${id}-`;
  used.add(id);
  return id;
}

function readOutput(output: unknown): Output | undefined {
  if (!isRecord(output)) return undefined;
  switch (output["output_type"]) {
    case "stream":
      return {
        kind: "stream",
        name: output["name"] === "stderr" ? "stderr" : "stdout",
        text: textOf(output["text"]),
      };
    case "error":
      return {
        kind: "error",
        name: textOf(output["ename"]),
        message: textOf(output["evalue"]),
        traceback: Array.isArray(output["traceback"])
          ? output["traceback"].filter((line): line is string => typeof line === "string")
          : [],
      };
    case "display_data":
    case "execute_result":
      return {
        kind: "data",
        data: isRecord(output["data"]) ? output["data"] : {},
        metadata: isRecord(output["metadata"]) ? output["metadata"] : {},
      };
    default:
      return undefined;
  }
}

function named(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
