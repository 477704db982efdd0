import type { CellMetadata } from "../../nbformat/notebook.js";
import { hasTag } from "../../nbformat/tags.js";
import type { LiveWords } from "../../report/page/liveWords.js";
import type { TableData } from "../../outputs/table.js";
import type { PageImports } from "../courseModules.js";

/** What a live page was written with. */
export interface LiveData {
  /** By which names the reader's work is kept: the course's, and its notebook's. */
  readonly course: string;
  readonly notebook: string;
  readonly words: LiveWords;
  readonly tables: Readonly<Record<string, TableData>>;
  /** Where its cells' imports lead; absent where they import lossbook alone. */
  readonly imports?: PageImports;
}

/** A code cell in the order of the notebook; `source` is what the page opens with. */
export interface CellData {
  readonly id: string;
  readonly source: string;
  /** What runs in its place while nobody has changed it; see compileForPage.ts. */
  readonly compiled: string | undefined;
  readonly nodeOnly: boolean;
  readonly mayFail: boolean;
}

function dataOf(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

export function liveData(): LiveData | undefined {
  return (dataOf("lossbook-live") as LiveData | null) ?? undefined;
}

/** A code cell in the page's data: its source, or its source sealed (Base64 of UTF-8) where that holds an exercise's truth. */
export interface WrittenCell {
  readonly id: string;
  readonly source?: string;
  readonly sealed?: string;
  readonly compiled?: string;
  readonly metadata: CellMetadata;
}

export function cellData(): readonly CellData[] {
  const cells = (dataOf("lossbook-cells") as readonly WrittenCell[] | null) ?? [];
  return cells.map((cell) => ({
    id: cell.id,
    source: cell.source ?? unsealed(cell.sealed ?? ""),
    compiled: cell.compiled,
    nodeOnly: ["node-only", "skip-execution"].some((tag) => hasTag(cell, tag)),
    mayFail: hasTag(cell, "raises-exception"),
  }));
}

function unsealed(sealed: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(sealed), (byte) => byte.charCodeAt(0)));
}
