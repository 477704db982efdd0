import { nearestName } from "../../../math/numeric/nearestName.js";
import { notebookRule } from "../rule.js";

/** The tags that something of lossbook, or Jupyter itself, acts on, with `-`. */
const knownTags = [
  "remove-cell",
  "remove-input",
  "remove-output",
  "remove-stdout",
  "remove-stderr",
  "hide-cell",
  "hide-input",
  "hide-output",
  "skip-execution",
  "raises-exception",
  "parameters",
  "injected-parameters",
  "node-only",
];

/** A tag that nothing acts on is a slip, or means something to another tool. */
export const unknownTags = notebookRule("unknown-tag", "warning", function* ({ cells }) {
  for (const cell of cells)
    for (const tag of cell.tags) {
      if (knownTags.includes(tag.replaceAll("_", "-"))) continue;
      const near = nearestName(tag, knownTags);
      yield {
        cell,
        found: `the tag "${tag}" means nothing to lossbook`,
        remedy:
          near === undefined
            ? 'take it off, or say "unknown-tag": "off" in the configuration\'s rules'
            : `did you mean "${near}"?`,
      };
    }
});
