import type { Notebook } from "../../nbformat/notebook.js";
import { isRecord } from "../../text/isRecord.js";

const longest = 100;

/** The id that an author gave a notebook (`metadata.lossbook.id`): it stays when the file gets another name or place. */
export function notebookId({ metadata }: Notebook): string | undefined {
  const settings = metadata["lossbook"];
  const id = isRecord(settings) ? settings["id"] : undefined;
  return typeof id === "string" && id.trim() !== "" && id.length <= longest ? id : undefined;
}

/** By which name a notebook's work is kept in the reader's browser: its own id, else the name of its page. */
export const workName = (id: string | undefined, page: string): string =>
  id ?? page.replace(/\.html$/, "");
