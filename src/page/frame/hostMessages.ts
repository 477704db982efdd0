/** Where the reader's cells run, and where explorations are computed before their cells were run. */
export type WorkerName = "cells" | "explorations";

/** What the page says to the hidden frame; `start` brings the worker's port, and its text the first time. */
export type ToHost =
  | { readonly kind: "start"; readonly worker: WorkerName; readonly text?: string }
  | { readonly kind: "stop"; readonly worker: WorkerName }
  | { readonly kind: "ping" };

/** What the frame says: once that it is ready, and whenever it is asked that it is alive. */
export type FromHost =
  | { readonly kind: "ready" }
  | { readonly kind: "pong" }
  | { readonly kind: "failed"; readonly worker: WorkerName; readonly message: string };
