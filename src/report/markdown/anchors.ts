import type { Root } from "hast";
import { visit } from "unist-util-visit";
import type { MarkdownContext } from "./context.js";
import { idPrefix } from "./ids.js";

/** Keeps the ids that an author gave to elements, each once in a page. The sanitiser has prefixed them. */
export function keepOwnIds(tree: Root, { ids, cell }: MarkdownContext): void {
  visit(tree, "element", ({ properties }) => {
    const given = properties["id"];
    if (typeof given !== "string" || given.startsWith(`${idPrefix}${cell}-`)) return;
    const id = ids.takeOwn(given.slice(idPrefix.length));
    if (id === undefined) delete properties["id"];
    else properties["id"] = id;
  });
}
