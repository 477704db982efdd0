import { eachElement } from "../../../report/markdown/hast.js";
import { lineOf } from "../../../report/markdown/pageLinks.js";
import { markdownTree } from "../markdownTree.js";
import { notebookRule, type Remark } from "../rule.js";

/** Pictures that say nothing to who does not see them. */
export const altTexts = notebookRule("alt-text", "warning", function* ({ cells }) {
  for (const cell of cells) {
    if (cell.kind !== "markdown" || !/!\[|<img/i.test(cell.source)) continue;
    const found: Remark[] = [];
    eachElement(markdownTree(cell.source), "img", ({ properties }) => {
      if (String(properties["alt"] ?? "").trim() !== "") return undefined;
      const source = String(properties["src"] ?? "");
      const line = lineOf(cell.source, source) ?? lineOf(cell.source, decodeURI(source));
      found.push({
        cell,
        ...(line === undefined ? {} : { line }),
        found: `the picture ${source.slice(0, 100)} has no alternative text`,
        remedy: "say between the brackets what it shows: ![…](file)",
      });
      return undefined;
    });
    yield* found;
  }
});
