import { notebookRule } from "../rule.js";

/** Exercises, explorations and derivations bear names that addresses, Jupyter and nbgrader take alike. */
export const placeNames = notebookRule("place-name", "error", function* ({ parts }) {
  for (const [kind, places] of [
    ["an exercise", parts.exercises],
    ["an exploration", parts.explorations],
    ["a derivation", parts.derivations],
  ] as const)
    for (const { cell, line, id } of places) {
      if (id === undefined || id === "" || /^[a-z0-9][a-z0-9-]*$/.test(id)) continue;
      yield {
        cell,
        line,
        found: `"${id}" is no name of ${kind}`,
        remedy: "write it in small letters a–z, digits and hyphens; its title may have any",
      };
    }
});
