import type { Element, ElementContent, Parents, Root, Text } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { SKIP, visit } from "unist-util-visit";
import { eachElement } from "./hast.js";

/** Tables in their own scrolling box, with no header of nothing, and long names that may break. */
export function frameTables(tree: Root): void {
  eachElement(tree, "th", (element) => {
    // The corner of a data frame.
    if (textContent(element).trim() === "" && !element.children.some(isElement))
      element.tagName = "td";
    return undefined;
  });
  visit(tree, "element", ({ properties }) => {
    // Some thousand cells of 65,534 columns each make a browser stand still.
    for (const [span, most] of [
      ["colSpan", 100],
      ["rowSpan", 1000],
    ] as const)
      if (Number(properties[span]) > most) properties[span] = most;
  });
  eachElement(tree, "tr", boundColumns);
  visit(tree, "element", (element, index, parent) => {
    if (element.tagName !== "table" || parent === undefined || index === undefined) return;
    visit(element, "text", breakLongNames);
    parent.children[index] = {
      type: "element",
      tagName: "div",
      properties: { className: ["table"], dataScroll: "table" },
      children: [element],
    };
    return SKIP;
  });
}

/** No table that is read is wider. */
const mostColumns = 2_000;

/** Many cells of many columns each, too. */
function boundColumns({ children }: Element): undefined {
  const cells = children.filter(isElement);
  const columns = cells.reduce(
    (sum, { properties }) => sum + Number(properties["colSpan"] ?? 1),
    0,
  );
  if (columns > mostColumns) for (const { properties } of cells) delete properties["colSpan"];
}

const isElement = (content: ElementContent): content is Element => content.type === "element";

/** A long name in a table may break where a word of it begins: a column as wide as the name leaves no room for others. */
function breakLongNames(text: Text, index: number | undefined, parent: Parents | undefined): void {
  if (parent === undefined || index === undefined) return;
  const parts = text.value.split(/(?<=\p{Ll})(?=\p{Lu})/u);
  if (parts.length === 1 || !/\S{20}/.test(text.value)) return;
  parent.children.splice(
    index,
    1,
    ...parts.flatMap((value, i): (Text | Element)[] => [
      ...(i === 0 ? [] : [wordBreak()]),
      { type: "text", value },
    ]),
  );
}

const wordBreak = (): Element => ({
  type: "element",
  tagName: "wbr",
  properties: {},
  children: [],
});
