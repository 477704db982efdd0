import type { Oversized } from "../kernel/message.js";
import { isJsonType } from "../../nbformat/findProblems.js";
import { isRecord } from "../../text/isRecord.js";
import { textOf } from "../../text/textOf.js";
import { splitText } from "../../nbformat/multilineText.js";
import type { MimeData } from "../../nbformat/notebook.js";

export type MessageContent = Readonly<Record<string, unknown>>;

/** What the kernel sends on iopub while a cell runs. */
export interface OutputMessage {
  readonly type: string;
  readonly content: MessageContent;
  /** The content was too large to be taken at all. */
  readonly oversized?: Oversized;
}

/** The display id that the message's sender gave it. */
export function displayIdOf(content: MessageContent): string | undefined {
  const { transient } = content;
  if (!isRecord(transient)) return undefined;
  return typeof transient.display_id === "string" ? transient.display_id : undefined;
}

/** Data by MIME type, in alphabetical order, as a notebook file stores them. */
export function mimeDataOf(data: unknown): MimeData {
  if (!isRecord(data)) return {};
  return Object.fromEntries(
    Object.entries(data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, value]) => {
        if (isJsonType(type)) return [type, value];
        const text = textOf(value);
        return [type, isSplit(type) ? splitText(text) : text];
      }),
  );
}

/** The types whose text Jupyter stores as lines. */
function isSplit(type: string): boolean {
  return type.startsWith("text/") || type === "image/svg+xml" || type === "application/javascript";
}

/** An execution count, or null where it is none. */
export function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}
