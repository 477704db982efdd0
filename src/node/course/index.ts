export type * from "../../nbformat/notebook.js";
export { formatNotebook } from "../../nbformat/formatNotebook.js";
export { NotebookError } from "../../nbformat/notebookError.js";
export { parseNotebook, type ParseOptions } from "../../nbformat/parseNotebook.js";
export { readNotebook, type NotebookFile } from "./readNotebook.js";
