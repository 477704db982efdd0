import type { Element, ElementContent, Root } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { SKIP, visit } from "unist-util-visit";
import { drawableSvg } from "./outputs/svg.js";
import { svgFile } from "./outputs/svgFile.js";

/**
 * An `<svg>` among HTML becomes an `<img>` of its own bytes, where it can run nothing and is seen all the same. A store of
 * symbols that is not to be seen, and a `<use>` of a symbol outside, draw nothing as pictures: they go.
 */
export function svgToPictures() {
  return (tree: Root): void => {
    visit(tree, "element", (element, index, parent) => {
      if (element.tagName !== "svg" || parent === undefined || index === undefined) return;
      const picture = pictureOf(element);
      if (picture === undefined) parent.children.splice(index, 1);
      else parent.children[index] = picture;
      return [SKIP, picture === undefined ? index : index + 1];
    });
  };
}

function pictureOf(svg: Element): ElementContent | undefined {
  const { width, height, style, ariaLabel } = svg.properties;
  if (isHidden(svg) || usesOnlyForeignSymbols(svg)) return undefined;
  const text = drawableSvg(svgFile(svg));
  if (text === undefined) return undefined;
  const title = svg.children.find((child) => child.type === "element" && child.tagName === "title");
  const alt = typeof ariaLabel === "string" ? ariaLabel : title && textContent(title);
  return {
    type: "element",
    tagName: "img",
    properties: {
      // Not encoded whole: a formula that was taken out of its text is put back into it.
      src: `data:image/svg+xml,${text.replaceAll("%", "%25")}`,
      alt: alt?.trim() ?? "",
      // Only what says pixels; a percentage would be one of the picture itself.
      ...(/^[\d.]+(?:px)?$/.test(String(width)) ? { width: parseFloat(String(width)) } : {}),
      ...(/^[\d.]+(?:px)?$/.test(String(height)) ? { height: parseFloat(String(height)) } : {}),
      ...(typeof style === "string" ? { style } : {}),
    },
    children: [],
  };
}

/** Of no size, or not displayed: a store of symbols that others use. */
const isHidden = ({ properties: { width, height, style, hidden } }: Element): boolean =>
  hidden !== undefined ||
  /(?:^|;)\s*(?:display\s*:\s*none|(?:width|height)\s*:\s*0)/i.test(String(style ?? "")) ||
  [width, height].some((side) => side !== undefined && parseFloat(String(side)) === 0);

/** Whether it draws nothing but symbols of another SVG. */
function usesOnlyForeignSymbols(svg: Element): boolean {
  const ids = new Set<string>();
  const uses: string[] = [];
  let shapes = 0;
  visit(svg, "element", ({ tagName, properties }) => {
    if (typeof properties["id"] === "string") ids.add(properties["id"]);
    if (tagName === "use") uses.push(String(properties["xLinkHref"] ?? properties["href"]));
    else if (/^(?:path|rect|circle|ellipse|line|poly\w+|text|image|foreignObject)$/.test(tagName))
      shapes++;
  });
  return shapes === 0 && uses.every((use) => !ids.has(use.replace(/^#/, "")));
}
