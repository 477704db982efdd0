import type { Element, ElementContent, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";
import { markup, trusted } from "../html.js";
import { markupOf } from "../sanitize.js";
import type { Heading, MarkdownContext } from "./context.js";
import { hasClass, rawNode } from "./hast.js";

/** Gives every heading an id and a link to itself. Their titles hold typeset formulas by now. */
export function anchorHeadings(tree: Root, context: MarkdownContext): readonly Heading[] {
  const headings: Heading[] = [];
  visit(tree, "element", (element) => {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level === undefined || hasClass(element, "sr-only")) return;
    const text = headingText(element);
    const authorsId = element.properties["id"];
    const id = context.ids.take(text);
    element.properties["id"] = id;
    if (typeof authorsId === "string") element.children.unshift(anchor(authorsId));
    headings.push({
      level: Number(level),
      id,
      text,
      title: trusted(markupOf({ type: "root", children: withoutLinks(element.children) })),
    });
    element.children.push(
      rawNode(
        markup` <a class="anchor" href="#${id}" aria-label="${context.words.linkTo(text)}">#</a>`,
      ),
    );
    return SKIP;
  });
  return headings;
}

/** The id that the author gave to a heading stands beside the one made of its words. */
const anchor = (id: string): Element => ({
  type: "element",
  tagName: "span",
  properties: { id },
  children: [],
});

/** A heading's words, formulas by their TeX; raw nodes hold markup of KaTeX with its source inside. */
function headingText(element: Element): string {
  let text = "";
  visit(element, (node) => {
    if (node.type === "text") text += node.value;
    else if ((node.type as string) === "raw") {
      const value = String((node as unknown as { value: string }).value);
      text += /<annotation[^>]*>([\s\S]*?)<\/annotation>/.exec(value)?.[1] ?? "";
    }
  });
  return text.replace(/\s+/g, " ").trim();
}

/** What of a heading travels to the contents and the index: no links, no pictures, no controls. */
const phrasing = new Set([
  "b", "i", "em", "strong", "code", "sub", "sup", "s", "del", "ins", "kbd", "q", "samp", "small", "span", "u", "var",
  "wbr", "abbr", "mark", "dfn",
]); // prettier-ignore

function withoutLinks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child) =>
    child.type === "element" && !phrasing.has(child.tagName)
      ? withoutLinks(child.children)
      : child.type === "element"
        ? [{ ...child, properties: {}, children: withoutLinks(child.children) }]
        : [child],
  );
}
