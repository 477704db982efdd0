import { exactJsonText } from "../text/exactJsonText.js";
import type { Notebook } from "./notebook.js";

/** The notebook as Jupyter writes it: indented by one space, a newline at the end. Keys keep their order. */
export function formatNotebook(notebook: Notebook): string {
  return `${exactJsonText(notebook, 1)}\n`;
}
