import { isJsonType } from "../../nbformat/findProblems.js";
import { isRecord } from "../../text/isRecord.js";
import { joinText } from "../../nbformat/multilineText.js";
import type { MultilineText, Notebook, Output } from "../../nbformat/notebook.js";
import { digestOf } from "./digest.js";
import { unpackTypedArrays } from "./typedArrays.js";

/** One output as it is compared: what a reader sees, as data where there are data. */
export type LockedOutput = Readonly<Record<string, unknown>>;

/** The results of a notebook, by cell id: what `notebooks/results/NN-topic.json` holds. */
export interface Lock {
  readonly format: 1;
  readonly cells: Readonly<Record<string, readonly LockedOutput[]>>;
}

/** The outputs of an executed notebook, in full. */
export function resultsOf(notebook: Notebook): Lock {
  const cells: Record<string, LockedOutput[]> = {};
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code" || cell.outputs.length === 0) continue;
    cells[cell.id] = cell.outputs.map(comparable);
  }
  return { format: 1, cells };
}

/** The same with large parts as digests: what is stored. */
export function compact(results: Lock): Lock {
  return {
    format: 1,
    cells: Object.fromEntries(
      Object.entries(results.cells).map(([id, outputs]) => [
        id,
        outputs.map((output) => shrink(output, false) as LockedOutput),
      ]),
    ),
  };
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 1)}\n`;
}

/** Errors  one line when `text` is not a lock. */
export function parseLock(text: string): Lock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("not a lock of results: not JSON");
  }
  if (!isRecord(value) || value.format !== 1 || !isRecord(value.cells)) {
    throw new Error('not a lock of results: expected { "format": 1, "cells": { … } }');
  }
  for (const [id, outputs] of Object.entries(value.cells)) {
    if (!Array.isArray(outputs) || !outputs.every(isRecord)) {
      throw new Error(`not a lock of results: cells.${id} must be an array of outputs`);
    }
  }
  return value as unknown as Lock;
}

function comparable(output: Output): LockedOutput {
  switch (output.output_type) {
    case "stream":
      return { [output.name]: lines(output.text) };
    case "error":
      // The stack names files and lines of the kernel; they are no result.
      return { error: `${output.ename}: ${output.evalue}` };
    default:
      return comparableData(output.data);
  }
}

/** Data before their picture: with JSON there, HTML and images are only another view of the same. */
function comparableData(data: Readonly<Record<string, unknown>>): LockedOutput {
  const types = Object.keys(data);
  const hasData = types.some(isJsonType);
  const result: Record<string, unknown> = {};
  for (const type of types.sort()) {
    if (isJsonType(type)) result[type] = unpackTypedArrays(data[type]);
    else if (type === "text/plain") result[type] = lines(data[type] as MultilineText);
    else if (hasData) continue;
    else if (type.startsWith("text/") || type.endsWith("+xml")) {
      result[type] = lines(data[type] as MultilineText);
    } else result[type] = "(not compared)";
  }
  return result;
}

/** Lines, so that a change is one line of a diff. */
function lines(text: MultilineText): string[] {
  return joinText(text).replace(/\n$/, "").split("\n");
}

const smallText = 8000;
const smallData = 300;

/** Keeps what is small, digests what is large, innermost first. */
function shrink(value: unknown, isData: boolean): unknown {
  if (typeof value === "number") return Number(value.toPrecision(12));
  if (typeof value !== "object" || value === null) return shrinkText(value);
  const parts: unknown = Array.isArray(value)
    ? value.map((inner) => shrink(inner, isData))
    : Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          shrink(inner, isData || isJsonType(key)),
        ]),
      );
  return JSON.stringify(parts).length <= (isData ? smallData : smallText) ||
    !(isData || Array.isArray(value))
    ? parts
    : digestOf(value);
}

function shrinkText(value: unknown): unknown {
  return typeof value === "string" && value.length > smallText ? digestOf(value) : value;
}
