import { findProblems, mostProblems } from "./findProblems.js";
import { parseExactJson } from "../text/exactJson.js";
import { isRecord } from "../text/isRecord.js";
import type { Notebook } from "./notebook.js";
import { NotebookError } from "./notebookError.js";
import { readLeniently } from "./readLeniently.js";
import { giveIds, upgradeNotebook } from "./upgradeNotebook.js";
import { upgradeOldFormat } from "./upgradeOldFormat.js";

/** Deeper than any notebook a front end writes; a deeper one could not be written back. */
const deepestNesting = 256;

/** Each array or object takes some fifty bytes of memory for the two of its brackets: more would take minutes to parse. */
const mostBrackets = 10_000_000;
/** Numbers and texts cost less, but a gigabyte of memory is a lot for a file that says `1,` again and again. */
const mostValues = 50_000_000;

const [quote, comma, openBracket, backslash, openBrace] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b];

export interface ParseOptions {
  /** Gives ids to cells whose id is missing, malformed or double, where it would be an error otherwise. */
  readonly repairIds?: boolean;
  /**
   * For those who only show a notebook: formats 2 and 3 are read too, and what is wrong with a field is told here, in
   * one line, instead of refused; the field is taken as absent. A file is not brought to another form unasked.
   */
  readonly onProblems?: (line: string) => void;
}

/**
 * The notebook in `text`, checked and brought to format 4.5.
 *
 * Errors  NotebookError with the first problems, in one line, when `text` is not JSON, not a notebook of format 4, or
 *         has a field of a wrong type.
 */
export function parseNotebook(text: string, options: ParseOptions = {}): Notebook {
  const json = parseJson(text);
  const value =
    options.onProblems !== undefined && !nestsDeeper(json, deepestNesting)
      ? upgradeOldFormat(json)
      : json;
  if (!isRecord(value)) {
    throw new NotebookError("not a notebook: expected a JSON object with cells");
  }
  if (nestsDeeper(value, deepestNesting)) {
    throw new NotebookError(`not a notebook: nests deeper than ${deepestNesting} levels`);
  }
  checkFormat(value);
  const { cells } = value;
  const repairs = options.repairIds && Array.isArray(cells) && cells.every(isRecord);
  const problems = findProblems(
    repairs ? { ...value, nbformat_minor: 4, cells: cells.map(withoutId) } : value,
  );
  if (problems.length > 0) {
    const line = `not a valid notebook: ${firstOf(problems)}`;
    if (options.onProblems === undefined) throw new NotebookError(line);
    const shown = readLeniently(value);
    options.onProblems(line);
    return shown;
  }
  if (repairs) giveIds(value as unknown as Notebook);
  const notebook = value as unknown as Notebook;
  upgradeNotebook(notebook);
  return notebook;
}

function withoutId(cell: Record<string, unknown>): Record<string, unknown> {
  return { ...cell, id: undefined };
}

function firstOf(problems: readonly string[]): string {
  const shown = problems.slice(0, 3).join("; ");
  const left = problems.length >= mostProblems ? "many" : problems.length - 3;
  const more = problems.length > 3 ? `; and ${left} more` : "";
  return `${shown}${more}`;
}

function parseJson(text: string): unknown {
  if (text.trim() === "") throw new NotebookError("not a notebook: the file is empty");
  if (text.length > mostBrackets) refuseCrowds(text);
  try {
    // Whole numbers that a double would alter become text.
    return /[[:,]\s*-?\d{16}/.test(text) ? parseExactJson(text).value : JSON.parse(text);
  } catch (error) {
    const finite = withoutNonFinite(text);
    if (finite !== undefined) return parseJson(finite);
    const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
    throw new NotebookError(`not a notebook: not JSON (${reason.slice(0, 120)})`, { cause: error });
  }
}

/** Python writes `NaN` and `Infinity` into a figure's JSON, which has neither: a gap. Undefined where there is none. */
function withoutNonFinite(text: string): string | undefined {
  if (!/[[:,]\s*-?(?:NaN|Infinity)/.test(text)) return undefined;
  const finite = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : "null",
  );
  return finite === text ? undefined : finite;
}

/** Refuses what would take minutes or gigabytes to parse; what stands inside texts costs nothing of that. */
function refuseCrowds(text: string): void {
  let brackets = 0;
  let commas = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) at = endOfText(text, at);
    else if (unit === comma) commas++;
    else if (unit === openBracket || unit === openBrace) brackets++;
  }
  if (brackets > mostBrackets)
    throw new NotebookError(
      `not a notebook: more than ${mostBrackets / 1e6} million arrays and objects`,
    );
  if (commas >= mostValues)
    throw new NotebookError(`not a notebook: more than ${mostValues / 1e6} million values`);
}
/** The place of the quote that ends the text which begins at `start`. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  for (let unit; at < text.length && (unit = text.charCodeAt(at)) !== quote; at++)
    if (unit === backslash) at++;
  return at;
}

function checkFormat(value: Record<string, unknown>): void {
  const { nbformat, nbformat_minor: minor } = value;
  if (nbformat === undefined && value.cells === undefined && value.worksheets === undefined) {
    throw new NotebookError('not a notebook: neither "nbformat" nor "cells" is there');
  }
  if (typeof nbformat === "number" && Number.isInteger(nbformat) && nbformat !== 4) {
    const remedy =
      nbformat < 4 ? "open and save it in Jupyter, which brings it to 4" : "save it as format 4.5";
    throw new NotebookError(`nbformat must be 4, got ${nbformat}; ${remedy}`);
  }
  if (nbformat !== 4) {
    throw new NotebookError(`not a valid notebook: nbformat must be 4, got ${shortened(nbformat)}`);
  }
  if (!Number.isInteger(minor) || (minor as number) < 0) {
    throw new NotebookError(
      `not a valid notebook: nbformat_minor must be a whole number, got ${shortened(minor)}`,
    );
  }
}

function shortened(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** Whether arrays and objects nest deeper than `levels`; it looks no deeper, so that it cannot overflow. */
function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const child of inner) if (nestsDeeper(child, levels - 1)) return true;
  return false;
}
