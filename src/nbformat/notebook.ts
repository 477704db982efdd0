/** Notebook format 4.5 as it stands in the file. Fields that are not named here are kept as they are. */

/** Text in a notebook: one string, or lines to be joined with "". */
export type MultilineText = string | string[];

/** Output data by MIME type: text, or raw JSON for `application/json` and `*+json`. */
export type MimeData = Record<string, unknown>;

export interface StreamOutput {
  output_type: "stream";
  name: string;
  text: MultilineText;
}

export interface DisplayDataOutput {
  output_type: "display_data";
  data: MimeData;
  metadata: Record<string, unknown>;
}

export interface ExecuteResultOutput {
  output_type: "execute_result";
  data: MimeData;
  metadata: Record<string, unknown>;
  execution_count: number | null;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Output = StreamOutput | DisplayDataOutput | ExecuteResultOutput | ErrorOutput;

export interface CellMetadata {
  tags?: string[];
  [key: string]: unknown;
}

interface AnyCell {
  id: string;
  metadata: CellMetadata;
  source: MultilineText;
}

export interface CodeCell extends AnyCell {
  cell_type: "code";
  outputs: Output[];
  execution_count: number | null;
}

export interface MarkdownCell extends AnyCell {
  cell_type: "markdown";
  attachments?: Record<string, MimeData>;
}

export interface RawCell extends AnyCell {
  cell_type: "raw";
  attachments?: Record<string, MimeData>;
}

/** What is of another type in a file is kept there, and shown by its text (`unknownCells`). */
export type Cell = CodeCell | MarkdownCell | RawCell;

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}
