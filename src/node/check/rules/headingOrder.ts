import { headingsOf } from "../headingsOf.js";
import { notebookRule } from "../rule.js";

const showsPicture = (source: string): boolean => /!\[|<img|\$/.test(source);

/** Who hears a page instead of seeing it finds its way by the levels of its headings. */
export const headingOrder = notebookRule("heading-order", "warning", function* ({ cells }) {
  let above = 0;
  for (const { cell, line, level, text } of headingsOf(cells)) {
    if (text === "" && !showsPicture(cell.source)) {
      const empty = cell.source.split("\n").findIndex((one) => /^ {0,3}#{1,6}\s*#*\s*$/.test(one));
      yield {
        cell,
        line: Math.max(empty, 0) + 1,
        found: "a heading without words",
        remedy: "write what comes below it, or take it out",
      };
      continue;
    }
    if (above > 0 && level > above + 1)
      yield {
        cell,
        line,
        found: `the heading "${text}" is of level ${level} below one of level ${above}`,
        remedy: `write ${"#".repeat(above + 1)} ${text}`,
      };
    above = level;
  }
});
