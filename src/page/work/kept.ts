import { isRecord } from "../../text/isRecord.js";

/** A text of a cell, and the author's text that it was made from. */
export interface CellVersion {
  readonly source: string;
  readonly from: string;
}

/** A cell as the reader has it. */
export interface KeptCell extends CellVersion {
  /** The version that is not shown, where the author changed the cell after the reader did. */
  readonly other?: CellVersion;
}

/** What a reader answered to an exercise last, what was said to it, and the most points that any answer earned. */
export interface KeptAnswer {
  readonly solved: boolean;
  readonly points: number;
  readonly state: "right" | "wrong";
  /** The letter that was pressed; absent where a cell gave the answer. */
  readonly option?: string;
  /** Markdown, which is sanitised before it is shown. */
  readonly message: string;
}

/** Where a page was left. */
export interface KeptPlace {
  /** Which section was being read, as an address's fragment. */
  readonly fragment: string;
  /** Milliseconds since 1970. */
  readonly left: number;
}

const longest = 1_000_000;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= longest;

const isVersion = (value: unknown): value is CellVersion =>
  isRecord(value) && isText(value["source"]) && isText(value["from"]);

// Other pages may share the storage, and a file may be anybody's: each is read as a stranger's.

export function readCell(value: unknown): KeptCell | undefined {
  if (!isVersion(value)) return undefined;
  const { source, from } = value;
  const { other } = value as KeptCell;
  return {
    source,
    from,
    ...(isVersion(other) && { other: { source: other.source, from: other.from } }),
  };
}

export function readAnswer(value: unknown): KeptAnswer | undefined {
  if (!isRecord(value)) return undefined;
  const { solved, points, state, option, message } = value;
  if (typeof solved !== "boolean" || !isText(message)) return undefined;
  if (typeof points !== "number" || !(points >= 0 && points <= 1e6)) return undefined;
  if (state !== "right" && state !== "wrong") return undefined;
  return { solved, points, state, message, ...(isText(option) && { option }) };
}

export function readPlace(value: unknown): KeptPlace | undefined {
  if (!isRecord(value)) return undefined;
  const { fragment, left } = value;
  if (typeof fragment !== "string" || !/^(?:#[^\s<>"]{1,300})?$/.test(fragment)) return undefined;
  return typeof left === "number" && left > 0 ? { fragment, left } : undefined;
}
