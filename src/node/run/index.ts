export type * from "./notebookRun.js";
export type { RunEvent } from "./runEvent.js";
export type { Parameters, ParameterValue } from "./parameters.js";
export { runNotebook, type RunOptions } from "./runNotebook.js";
export { runNotebooks, type RunNotebooksOptions } from "./runNotebooks.js";
