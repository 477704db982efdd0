export type * from "./notebookRun.js";
export type { RunEvent } from "./runEvent.js";
export type { Parameters, ParameterValue } from "./parameters.js";
export { runNotebook } from "./runNotebook.js";
export type { RunOptions } from "./runOptions.js";
export { runNotebooks, type RunNotebooksOptions } from "./runNotebooks.js";
