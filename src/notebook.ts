// What a cell uses to speak to its reader, on the current Runtime.
import { readerTable } from "./lesson/readerTable.js";
import { currentRuntime } from "./lesson/runtime.js";
import type { Table } from "./learn/table/table.js";

export { derive, testDerivation } from "./lesson/derive/derive.js";
export type {
  DerivationSpec,
  DeriveOptions,
  DeriveTag,
  Linkable,
  LinkedLoss,
} from "./lesson/derive/derive.js";
export type { LinkedFunction } from "./lesson/derive/line.js";
export { DerivationError } from "./lesson/derive/derivationError.js";
export type * from "./outputs/derivation.js";
export * from "./lesson/expression/index.js";
export { choice, slider, toggle } from "./lesson/explore/controls.js";
export type { ControlSpec, SliderOptions } from "./lesson/explore/controls.js";
export { exercise } from "./lesson/exercise/exercise.js";
export type { PosedExercise } from "./lesson/exercise/exercise.js";
export { isGradientOf } from "./lesson/exercise/isGradientOf.js";
export type * from "./lesson/exercise/definition.js";
export { explore } from "./lesson/explore/explore.js";
export type {
  ExploreBudget,
  ExploreOptions,
  ExploreResult,
  ValuesOf,
} from "./lesson/explore/explore.js";
export { format, markdown } from "./lesson/format.js";
export type { Printable } from "./lesson/format.js";
export { show } from "./lesson/show.js";
export type { ShowOptions } from "./lesson/show.js";
export type { Rows } from "./lesson/tableBundle.js";
export type * from "./outputs/exploration.js";
export type * from "./outputs/exercise.js";
export { TimeLimitError } from "./lesson/runtime.js";
export type { MimeBundle } from "./outputs/mimeBundle.js";
export type { Runtime } from "./lesson/runtime.js";
export type { Figure } from "./outputs/figure.js";
export type { Column, Table } from "./learn/table/table.js";

/** Reads a table of `data/` by name: `await readTable("penguins")`. */
export function readTable(name: string): Promise<Table> {
  return currentRuntime().readTable(name);
}

/**
 * Reads a table for which the reader of the page may give one of his own: a CSV, TSV or JSON file that never leaves his
 * machine. On the kernel, and in a page whose reader gives none, it is the author's, `name`.
 *
 *     const falls = await readTable.fromReader("falls");
 *
 * Errors  DomainError as from `readTable`; in the page, what is wrong with the reader's file is said beside it.
 */
readTable.fromReader = (name: string): Promise<Table> => readerTable(name);
