export type * from "../../nbformat/notebook.js";
export { OutputAssembler, type CellOutputs, type OutputMessage } from "../run/assembleOutputs.js";
export { formatNotebook } from "../../nbformat/formatNotebook.js";
export { joinText, splitText } from "../../nbformat/multilineText.js";
export { NotebookError } from "../../nbformat/notebookError.js";
export { parseNotebook, type ParseOptions } from "../../nbformat/parseNotebook.js";
export { readNotebook, type NotebookFile } from "./readNotebook.js";
export { writeAtomically } from "./writeAtomically.js";
