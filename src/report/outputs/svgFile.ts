import rehypeParse from "rehype-parse";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";

/** More text than this is not read a second time: it is no picture. */
const longestRepaired = 2_000_000;

const skipped = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*>/gi;
const tag = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** Whether every tag is one of XML and closed, and every entity one that XML knows. */
function isWellFormed(text: string): boolean {
  const bare = text.replace(skipped, "");
  if (bareAmpersand.test(bare)) return false;
  const open: string[] = [];
  const left = bare.replace(tag, (_, close: string, name: string, _attributes, empty: string) => {
    if (close === "" && empty === "") open.push(name);
    // What closes nothing that is open stays in the text, and says so.
    else if (close !== "" && open.pop() !== name) return "<";
    return "";
  });
  return open.length === 0 && !left.includes("<");
}

/**
 * An SVG that a browser reads as a file: where it is written as HTML allows it (attributes without quotes, `&nbsp;`,
 * capitals, tags that nobody closes), it is read as HTML and written as XML. Undefined where it holds no picture.
 */
export function wellFormedSvg(text: string): string | undefined {
  if (isWellFormed(text)) return text;
  // Entities of its own are for nobody to read.
  if (/<!ENTITY/i.test(text) || text.length > longestRepaired) return undefined;
  const tree = unified()
    .use(rehypeParse, { fragment: true })
    .parse(text.replace(/^[\s\S]*?(?=<svg\b)/i, ""));
  const svg = tree.children.find(
    (child): child is Element => child.type === "element" && child.tagName === "svg",
  );
  if (svg === undefined) return undefined;
  return svgFile(svg);
}

/** An `<svg>` of an HTML tree as a file of its own, without the scripts that no picture runs. */
export function svgFile(svg: Element): string {
  visit(svg, "element", (element, index, parent) => {
    if (element.tagName === "script" && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1);
      return index;
    }
    // What HTML takes as it stands is text of XML.
    if (element.tagName === "style")
      for (const child of element.children)
        if (child.type === "text")
          child.value = child.value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    // HTML inside of a file of its own has to say that it is HTML.
    if (element.tagName === "foreignObject")
      for (const child of element.children)
        if (child.type === "element") child.properties["xmlns"] = "http://www.w3.org/1999/xhtml";
    return undefined;
  });
  const file: Root = { type: "root", children: [svg] };
  return unified()
    .use(rehypeStringify, { space: "svg", closeEmptyElements: true, closeSelfClosing: true })
    .stringify(file);
}
