import type { Element, Root, RootContent } from "hast";

/** Elements that are seen without a word. */
const visibleElements = new Set(["img", "hr", "input", "progress", "meter"]);

/** Elements of a line: without words they have no room of their own. */
const inlineElements = new Set([
  "a", "abbr", "b", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong",
  "sub", "sup", "u", "var",
]); // prettier-ignore

/** Whether a sanitised output has a word, a picture, or a box that its style fills. */
export function showsSomething(tree: Root): boolean {
  return tree.children.some(shows);
}

function shows(node: RootContent): boolean {
  if (node.type === "text") return node.value.trim() !== "";
  if (node.type !== "element") return false;
  return visibleElements.has(node.tagName) || isFilledBox(node) || node.children.some(shows);
}

/** The style of an element, as `keepSafeStyles` has written it. */
const styleOf = ({ properties }: Element): string => `;${String(properties["style"] ?? "")}`;

/** A length that is not 0. */
const some = /:0*\.?0*[1-9]/;

/** A ground or a border, and the room to see it. */
function isFilledBox(element: Element): boolean {
  const style = styleOf(element);
  const border =
    /;border[^:]*:(?!none)[^;]*(?:solid|dashed|dotted|double|groove|ridge|inset|outset)/;
  return border.test(style) || (/;background(?:-color)?:/.test(style) && hasRoom(element));
}

function hasRoom(element: Element): boolean {
  const style = styleOf(element);
  if (inlineElements.has(element.tagName) && !/;display:(?:inline-)?(?:block|flex)/.test(style))
    return hasLength(style, /;padding-(?:left|right)/);
  return (
    element.tagName === "td" ||
    element.tagName === "th" ||
    hasLength(style, /;(?:(?:min-)?height|padding-(?:top|bottom))/) ||
    element.children.some((child) => child.type === "element" && hasRoom(child))
  );
}

const hasLength = (style: string, of: RegExp): boolean =>
  style.split(/(?=;)/).some((part) => of.test(part) && some.test(part));
