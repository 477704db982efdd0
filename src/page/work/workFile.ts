import { isRecord } from "../../text/isRecord.js";
import { readAnswer, readCell, readPlace } from "./kept.js";
import type { Entries, ReadersWork } from "./readersWork.js";

/** A reader's work in a course, as it is saved. */
export interface WorkFile {
  readonly course: string;
  /** A notebook's name → what is kept of it. */
  readonly notebooks: ReadonlyMap<string, Entries>;
}

const format = "lossbook work";

export const largestFile = 20_000_000;

export function writeWorkFile(
  course: string,
  works: readonly (readonly [string, ReadersWork])[],
): string {
  const notebooks = works.flatMap(([name, work]) => {
    const entries = Object.entries(work.entries());
    if (entries.length === 0) return [];
    // What is damaged is left out, and would be refused when it is read.
    const readable = entries.flatMap(([entry, text]) => {
      const value = readEntry(entry, parsed(text));
      return value === undefined ? [] : [[entry, value] as const];
    });
    return [[name, Object.fromEntries(readable)] as const];
  });
  return `${JSON.stringify({ format, version: 1, course, notebooks: Object.fromEntries(notebooks) }, null, 1)}\n`;
}

/**
 * Reads a saved file as a stranger's.
 *
 * Errors  in words for the reader where it is none.
 */
export function readWorkFile(text: string): WorkFile {
  const json = parsed(text);
  if (!isRecord(json) || json["format"] !== format) throw new Error(`no “${format}” in it`);
  if (json["version"] !== 1) throw new Error(`version ${String(json["version"])}`);
  const { course, notebooks } = json;
  if (typeof course !== "string" || !isRecord(notebooks)) throw new Error("its notebooks");
  return {
    course,
    notebooks: new Map(
      Object.entries(notebooks).map(([name, entries]) => [name, readEntries(name, entries)]),
    ),
  };
}

function readEntries(notebook: string, entries: unknown): Entries {
  if (!isRecord(entries)) throw new Error(notebook);
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => {
      const read = readEntry(name, value);
      if (read === undefined) throw new Error(`${notebook}, ${name.slice(0, 80)}`);
      return [name, JSON.stringify(read)];
    }),
  );
}

function readEntry(name: string, value: unknown): unknown {
  if (name.startsWith("cell:")) return readCell(value);
  if (name.startsWith("exercise:")) return readAnswer(value);
  return name === "place" ? readPlace(value) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
