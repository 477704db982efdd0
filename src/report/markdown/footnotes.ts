import type { Root } from "hast";
import { visit } from "unist-util-visit";
import type { MarkdownContext } from "./context.js";
import { idPrefix } from "./ids.js";

/** Two cells may both have a footnote 1: each cell's footnotes get ids of their own. */
export function separateFootnotes(tree: Root, { cell }: MarkdownContext): void {
  visit(tree, "element", (element) => {
    const properties: Record<string, unknown> = element.properties;
    for (const name of ["id", "ariaDescribedBy"]) {
      const first = String([properties[name]].flat()[0] ?? "");
      if (first.startsWith(`${idPrefix}fn`))
        properties[name] = `${idPrefix}${cell}-${first.slice(idPrefix.length)}`;
      if (first === `${idPrefix}footnote-label`) properties[name] = `${idPrefix}${cell}-footnotes`;
    }
  });
}
