import type { ControlValues, ExploreView } from "../outputs/exploration.js";
import type { Feedback } from "../outputs/exercise.js";
import type { MimeBundle } from "../outputs/mimeBundle.js";
import type { TableData } from "../outputs/table.js";

/** What the page says to its worker. */
export type ToWorker =
  | { readonly kind: "start"; readonly tables: Readonly<Record<string, TableData>> }
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

/** What the worker says to the page. Nothing of it is trusted there. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "output"; readonly cell: string; readonly output: WorkerOutput }
  | { readonly kind: "done"; readonly cell: string; readonly ok: boolean }
  | { readonly kind: "explores" | "exercises"; readonly id: string }
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
