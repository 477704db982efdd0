import type { Element, Root } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { eachElement, hasClass, rawNode } from "./hast.js";
import { typeset } from "./mathematics.js";

/** Sets the formulas that the parser found: `code` of the class `math-inline` or `math-display`. */
export function typesetFormulas(tree: Root): void {
  eachElement(tree, "pre", (element) => {
    const code = element.children.find(
      (child): child is Element => child.type === "element" && child.tagName === "code",
    );
    return code !== undefined && hasClass(code, "math-display")
      ? rawNode(typeset(textContent(code), true))
      : undefined;
  });
  eachElement(tree, "code", (element) => {
    if (hasClass(element, "math-inline")) return rawNode(typeset(textContent(element), false));
    if (hasClass(element, "math-display")) return rawNode(typeset(textContent(element), true));
    return undefined;
  });
}
