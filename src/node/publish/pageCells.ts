import type { WrittenCell } from "../../page/live/liveData.js";
import type { CodeCell } from "../../report/page/renderReport.js";
import { compileForPage } from "./compileForPage.js";

/**
 * The code cells as a page carries them. Of a cell with a stub only the stub: the author's answer is in its own fold. The
 * source of a cell that poses an exercise is sealed, so that nobody who searches the page's data for an answer finds the
 * truth in plain text. It is no lock: whoever unseals it, or opens the cell's code, reads it.
 */
export function pageCells(cells: readonly CodeCell[]): readonly WrittenCell[] {
  return cells.map(({ id, source, stub, metadata }) => {
    const text = stub ?? source;
    if (/\bexercise\s*\(/.test(text))
      return { id, sealed: Buffer.from(text, "utf8").toString("base64"), metadata };
    const compiled = compileForPage(text);
    return { id, source: text, ...(compiled === undefined ? {} : { compiled }), metadata };
  });
}
