import { joinText } from "../../nbformat/multilineText.js";
import type { Notebook } from "../../nbformat/notebook.js";
import { isRecord } from "../../text/isRecord.js";
import type { NotebookFile } from "../course/readNotebook.js";
import type { CheckedCell } from "./checkedCell.js";
import { lessonParts, type LessonParts } from "./lessonParts.js";
import { sourceTree } from "./sourceTree.js";

/** A notebook as the rules see it: what its cells say, never what they put out. */
export interface CheckedNotebook {
  readonly path: string;
  readonly bytes: Buffer;
  readonly notebook: Notebook;
  readonly cells: readonly CheckedCell[];
  /** Exercises, explorations and derivations, as the code writes them out. */
  readonly parts: LessonParts;
}

export function checkedNotebook({ path, bytes, notebook }: NotebookFile): CheckedNotebook {
  const written = writtenIds(bytes);
  const inTypeScript = isTypeScript(notebook);
  const cells = notebook.cells.map((cell, index): CheckedCell => {
    const source = joinText(cell.source);
    const isCode = cell.cell_type === "code" && inTypeScript && source.trim() !== "";
    return {
      number: index + 1,
      id: cell.id,
      writtenId: written[index],
      kind: cell.cell_type,
      source,
      metadata: cell.metadata,
      tags: cell.metadata.tags ?? [],
      tree: isCode ? sourceTree(source) : undefined,
    };
  });
  return { path, bytes, notebook, cells, parts: lessonParts(cells) };
}

/** The ids as the file has them: reading it may have given new ones. */
function writtenIds(bytes: Buffer): unknown[] {
  try {
    const json: unknown = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
    const cells =
      isRecord(json) && Array.isArray(json["cells"]) ? (json["cells"] as unknown[]) : [];
    return cells.map((cell) => (isRecord(cell) ? cell["id"] : undefined));
  } catch {
    return [];
  }
}

function isTypeScript({ metadata }: Notebook): boolean {
  const { kernelspec, language_info: info } = metadata;
  const language =
    (isRecord(kernelspec) && kernelspec["language"]) || (isRecord(info) && info["name"]);
  return typeof language !== "string" || /^(type|java)script$/i.test(language);
}
