import type { Finding } from "../check/finding.js";

/** What the browser is told; as JSON. `page` is the name of a page's file. */
export type PreviewEvent =
  /** There is a newer version of a page. */
  | { readonly type: "page"; readonly page: string; readonly version: number }
  | ({ readonly type: "state"; readonly page: string } & PreviewState)
  /** What `lossbook check` says of the notebook. */
  | { readonly type: "findings"; readonly page: string; readonly findings: readonly Finding[] };

/** How far a notebook is. */
export type PreviewState =
  | { readonly state: "waiting" }
  | {
      readonly state: "running";
      readonly done: number;
      readonly cells: number;
      /** Cells, by their ids, that show what a warm kernel said; the clean run is under way. */
      readonly provisional?: readonly string[];
    }
  | {
      readonly state: "ready";
      readonly seconds: number;
      /** How many cells the clean run shows otherwise than the warm kernel did. */
      readonly corrected?: number;
    }
  /** The page shows the error where it arose; or the file cannot be read, and the page shows what it said before. */
  | {
      readonly state: "failed" | "unreadable";
      readonly message: string;
      readonly cell?: number;
      readonly id?: string;
      readonly line?: number;
    };
