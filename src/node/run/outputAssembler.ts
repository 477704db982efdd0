import type { CodeCell } from "../../nbformat/notebook.js";
import { CellOutputs, type Displays } from "./cellOutputs.js";

/**
 * Builds the outputs of one notebook's cells from the kernel's messages: consecutive streams of one name are one
 * output, a display id is updated in whatever cell it stands, `clear_output` can wait for the next output, and what is
 * above the size limit is dropped with a notice that stays in the notebook.
 */
export class OutputAssembler {
  readonly #displays: Displays = new Map();
  readonly #cells = new Set<CellOutputs>();

  readonly #limit: number;

  /** `limit`: characters of output that one notebook may hold. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Where the messages of `cell` go; its earlier outputs are dropped. */
  cell(cell: CodeCell): CellOutputs {
    const outputs = new CellOutputs(cell, this.#displays, () => this.#limit - this.#size());
    this.#cells.add(outputs);
    cell.outputs = [];
    return outputs;
  }

  /** Writes what was assembled so far into the cells. */
  store(): void {
    for (const cell of this.#cells) cell.store();
  }

  #size(): number {
    let size = 0;
    for (const cell of this.#cells) size += cell.size;
    return size;
  }
}
