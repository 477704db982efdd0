import type { Root } from "hast";
import { parseMarkdown } from "../../report/markdown/parseMarkdown.js";
import { whyTooCostly } from "../../report/markdown/bounds.js";
import { extractFormulas } from "../../report/mathematics/extractFormulas.js";

const nothing: Root = { type: "root", children: [] };

/** A text as the report reads it, its formulas taken out; nothing of one that is too much to be read. */
export function markdownTree(source: string): Root {
  try {
    if (whyTooCostly(source) !== undefined) return nothing;
    return parseMarkdown(extractFormulas(source, true).text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return nothing;
  }
}
