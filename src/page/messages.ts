import type { ControlValues, ExploreView } from "../outputs/exploration.js";
import type { Feedback } from "../outputs/exercise.js";
import type { MimeBundle } from "../outputs/mimeBundle.js";
import type { TableData } from "../outputs/table.js";
import type { CourseModules, PageImports } from "./courseModules.js";

/** What the page says to its worker. */
export type ToWorker =
  | ({ readonly kind: "start" } & WorkerData)
  | {
      readonly kind: "inspect";
      readonly request: number;
      readonly cells: readonly CellToInspect[];
    }
  /** The reader's table in place of the author's of this name; without one, the author's is back. */
  | { readonly kind: "table"; readonly name: string; readonly table?: TableData }
  | { readonly kind: "run"; readonly cell: string; readonly source: string }
  | {
      readonly kind: "compute";
      readonly request: number;
      readonly id: string;
      readonly values: ControlValues;
    }
  | {
      readonly kind: "judge";
      readonly request: number;
      readonly id: string;
      readonly answer: unknown;
    };

/** What a worker begins with. */
export interface WorkerData {
  readonly tables: Readonly<Record<string, TableData>>;
  /** What cells import beside lossbook; absent where they import nothing else. */
  readonly modules?: { readonly course: CourseModules; readonly imports: PageImports };
}

/** A cell that is looked at before it runs; `nodeOnly`: its author says that it does not run in a page. */
export interface CellToInspect {
  readonly id: string;
  readonly source: string;
  readonly nodeOnly?: boolean;
}

/** What a cell uses that a page does not have, as it is written in the cell. */
export interface CellNeeds {
  readonly cell: string;
  readonly names: readonly string[];
}

/** What an output of a cell is made of, as it travels. */
export type WorkerOutput =
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | {
      readonly kind: "data";
      readonly data: MimeBundle;
      readonly id?: string;
      readonly update?: boolean;
    }
  | {
      readonly kind: "error";
      readonly name: string;
      readonly message: string;
      readonly line?: number;
      /** The stack's frames inside cells, one a line. */
      readonly stack: string;
    };

/**
 * What the worker says to the page. It travels as JSON text: whatever a cell does, what arrives has a length that is
 * known before it is read, and is plain data without circles. Nothing of it is trusted; `readFromWorker` is the door.
 */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "output"; readonly cell: string; readonly output: WorkerOutput }
  /** What cells use that a page does not have. */
  | { readonly kind: "inspected"; readonly request: number; readonly needs: readonly CellNeeds[] }
  | { readonly kind: "done"; readonly cell: string; readonly ok: boolean }
  | {
      readonly kind: "view";
      readonly request: number;
      readonly view?: ExploreView;
      readonly failed?: string;
    }
  | {
      readonly kind: "judged";
      readonly request: number;
      readonly feedback?: Feedback;
      readonly failed?: string;
    }
  /** A call of the reader's function begins, and must end within the limit; undefined: it ended. */
  | { readonly kind: "call"; readonly limit?: number };

/**
 * So many characters a cell may send while it runs, all its outputs and their updates together. The worker fails the
 * cell that sends more; the page ends a worker that goes on all the same.
 */
export const mostCharacters = 64 * 2 ** 20;
