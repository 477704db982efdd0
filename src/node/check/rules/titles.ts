import type { CheckedNotebook } from "../checkedNotebook.js";
import { headingsOf } from "../headingsOf.js";
import { observe, type Rule } from "../rule.js";

/** A notebook's first heading names its page in the index: each has one of its own. */
export const titles: Rule = {
  name: "title",
  level: "warning",
  find: ({ notebooks }) => {
    const first = new Map<string, CheckedNotebook>();
    return notebooks.flatMap((notebook) => {
      const heading = headingsOf(notebook.cells).find(({ level }) => level === 1);
      if (heading === undefined)
        return [
          observe(notebook, {
            found: "the notebook has no title",
            remedy: "begin its first cell with a heading: # Title",
          }),
        ];
      const before = first.get(heading.text);
      if (before === undefined) {
        first.set(heading.text, notebook);
        return [];
      }
      return [
        observe(notebook, {
          cell: heading.cell,
          line: heading.line,
          found: `the title "${heading.text}" is that of ${before.path} too`,
          remedy: "give each notebook a title of its own",
        }),
      ];
    });
  },
};
