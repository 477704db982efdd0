import type { Element, ElementContent, Parents, Root } from "hast";
import { visit } from "unist-util-visit";
import type { Html } from "../html.js";

export const hasClass = (element: Element, name: string): boolean =>
  Array.isArray(element.properties["className"]) && element.properties["className"].includes(name);

/** Our own markup as a node; the sanitiser has dropped all raw nodes of a notebook by then. */
export const rawNode = (markup: Html): ElementContent =>
  ({ type: "raw", value: markup.text }) as unknown as ElementContent;

/** Calls `change` with every element of the name, innermost last; what it returns takes the element's place. */
export function eachElement(
  tree: Root,
  name: string,
  change: (element: Element, parent: Parents) => ElementContent | undefined,
): void {
  visit(tree, "element", (element, index, parent) => {
    if (element.tagName !== name || parent === undefined || index === undefined) return;
    const replacement = change(element, parent);
    if (replacement === undefined) return;
    parent.children[index] = replacement;
    return index + 1;
  });
}
