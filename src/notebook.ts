// What a cell uses to speak to its reader, on the current Runtime.
import { currentRuntime } from "./lesson/runtime.js";
import type { Table } from "./table/table.js";

export type { MimeBundle, Runtime } from "./lesson/runtime.js";
export type { Figure } from "./figures/figure.js";
export type { Table } from "./table/table.js";

/** Reads a table of `data/` by name: `await readTable("penguins")`. */
export function readTable(name: string): Promise<Table> {
  return currentRuntime().readTable(name);
}
