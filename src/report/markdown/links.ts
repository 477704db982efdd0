import type { Element, Root } from "hast";
import type { MarkdownContext } from "./context.js";
import { eachElement } from "./hast.js";
import { footnotePrefix, idPrefix, slug } from "./ids.js";
import { lineOf, type LinkPlace } from "./pageLinks.js";

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
    element.properties["href"] =
      element.properties["dataFootnoteRef"] !== undefined ||
      element.properties["dataFootnoteBackref"] !== undefined
        ? `#${idPrefix}${context.cell}-${fragment.replace(footnotePrefix, "")}`
        : context.links.inside(href, fragment, placeOf(href, context));
    return;
  }
  if (/^(?:https?:|mailto:)/i.test(href)) {
    element.properties["rel"] = ["noopener", "noreferrer"];
    return;
  }
  const [path, fragment = ""] = href.split("#", 2);
  const target = path === undefined ? undefined : context.link?.(decoded(path));
  if (target === undefined) {
    // A path that leads nowhere from the report: its words stay, the link goes.
    context.links.dead.push({ ...placeOf(href, context), href });
    element.tagName = "span";
    element.properties = {};
    return;
  }
  const written = fragment === "" ? target : `${target}#${idPrefix}${slug(decoded(fragment))}`;
  element.properties["href"] = written;
  context.links.outgoing.push({
    ...placeOf(href, context),
    href,
    page: target,
    fragment: decoded(fragment),
    written,
  });
}

/** Where an address stands that the author wrote. */
export function placeOf(href: string, { cellNumber, source }: MarkdownContext): LinkPlace {
  return {
    cell: cellNumber,
    line:
      source === undefined ? undefined : (lineOf(source, href) ?? lineOf(source, decoded(href))),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
