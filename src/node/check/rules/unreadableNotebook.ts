import type { Rule } from "../rule.js";

/** A file that is no notebook, or holds what the format does not allow. */
export const unreadableNotebook: Rule = {
  name: "notebook",
  level: "error",
  find: ({ unreadable }) =>
    unreadable.map(({ path, reason }) => ({
      path,
      found: reason,
      remedy: "save it again in Jupyter or VS Code, or mend the JSON by hand",
    })),
};
