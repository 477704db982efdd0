export type * from "./notebook.js";
export { OutputAssembler, type CellOutputs, type OutputMessage } from "./assembleOutputs.js";
export { formatNotebook } from "./formatNotebook.js";
export { joinText, splitText } from "./multilineText.js";
export { NotebookError } from "./notebookError.js";
export { parseNotebook, type ParseOptions } from "./parseNotebook.js";
export { readNotebook, type NotebookFile } from "./readNotebook.js";
export { writeAtomically } from "./writeAtomically.js";
