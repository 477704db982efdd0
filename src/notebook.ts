// What a cell uses to speak to its reader, on the current Runtime.
import { currentRuntime } from "./lesson/runtime.js";
import type { Table } from "./table/table.js";

export { derive } from "./lesson/derive.js";
export type { DeriveOptions, DeriveTag, Linkable, LinkedLoss } from "./lesson/derive.js";
export type { LinkedFunction } from "./lesson/deriveSpace.js";
export { DerivationError } from "./lesson/deriveError.js";
export type * from "./lesson/derivationData.js";
export * from "./lesson/expression/index.js";
export { choice, slider, toggle } from "./lesson/controls.js";
export type { ControlSpec, SliderOptions } from "./lesson/controls.js";
export { exercise } from "./lesson/exercise/exercise.js";
export type { ExerciseDefinition, PosedExercise } from "./lesson/exercise/exercise.js";
export { isGradientOf } from "./lesson/exercise/isGradientOf.js";
export type * from "./lesson/exercise/definition.js";
export { explore } from "./lesson/explore.js";
export type { ExploreBudget, ExploreOptions, ExploreResult, ValuesOf } from "./lesson/explore.js";
export { format, markdown } from "./lesson/format.js";
export type { Printable } from "./lesson/format.js";
export { show } from "./lesson/show.js";
export type { ShowOptions } from "./lesson/show.js";
export type { Rows } from "./lesson/tableBundle.js";
export type * from "./lesson/displayables.js";
export { TimeLimitError } from "./lesson/runtime.js";
export type { MimeBundle, Runtime } from "./lesson/runtime.js";
export type { Figure } from "./figures/figure.js";
export type { Column, Table } from "./table/table.js";

/** Reads a table of `data/` by name: `await readTable("penguins")`. */
export function readTable(name: string): Promise<Table> {
  return currentRuntime().readTable(name);
}
