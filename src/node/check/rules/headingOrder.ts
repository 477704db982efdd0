import { headingsOf } from "../headingsOf.js";
import { notebookRule } from "../rule.js";

/** Who hears a page instead of seeing it finds its way by the levels of its headings. */
export const headingOrder = notebookRule("heading-order", "warning", function* ({ cells }) {
  let above = 0;
  for (const { cell, line, level, text } of headingsOf(cells)) {
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
