import type { Element, Root } from "hast";
import type { MarkdownContext } from "./context.js";
import { eachElement } from "./hast.js";
import { idPrefix, slug } from "./ids.js";

/** Links inside the page get the prefix of its ids, links to notebooks lead to their pages, others say where to. */
export function resolveLinks(tree: Root, context: MarkdownContext): void {
  eachElement(tree, "a", (element) => {
    resolveLink(element, context);
    return undefined;
  });
}

function resolveLink(element: Element, context: MarkdownContext): void {
  const href = element.properties["href"];
  if (typeof href !== "string") return;
  if (href.startsWith("#")) {
    const fragment = decoded(href.slice(1));
    element.properties["href"] = /^fn(?:ref)?-/.test(fragment)
      ? `#${idPrefix}${context.cell}-${fragment}`
      : `#${idPrefix}${slug(fragment)}`;
    return;
  }
  if (/^(?:https?:|mailto:)/i.test(href)) {
    element.properties["rel"] = ["noopener", "noreferrer"];
    return;
  }
  const [path, fragment] = href.split("#", 2);
  const target = path === undefined ? undefined : context.link?.(decoded(path));
  if (target === undefined) {
    // A path that leads nowhere from the report: its words stay, the link goes.
    element.tagName = "span";
    element.properties = {};
    return;
  }
  element.properties["href"] = fragment
    ? `${target}#${idPrefix}${slug(decoded(fragment))}`
    : target;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
