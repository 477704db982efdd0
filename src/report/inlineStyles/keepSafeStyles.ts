import type { Element, Root } from "hast";
import { toString as textContent } from "hast-util-to-string";
import { visit } from "unist-util-visit";
import { readColour } from "./colours.js";
import { cascade, type Cascaded } from "./cascade.js";
import { fitBorder, fitColours, onThePage, type Surroundings } from "./fitColours.js";
import { addDeclaration, type Properties } from "./properties.js";

/** Parts of a table that are seen through: what they say of alignment is meant for their cells. */
const throughParts = new Set(["table", "thead", "tbody", "tfoot", "tr"]);
const isCell = ({ tagName }: Element): boolean => tagName === "td" || tagName === "th";

/** Characters of styles that an output may have. */
const mostStyle = 4_000_000;

/**
 * Keeps what other tools say by styles: a `<style>` is read, its rules are applied to the elements of the same output,
 * and what is allowed of them and of `style` attributes is written to each element. No style sheet, class or text of a
 * notebook reaches the page: every value is one that `properties.ts` has read. What is not to be seen is taken out.
 */
export function keepSafeStyles() {
  return (tree: Root): void => {
    let styled = false;
    visit(tree, "element", ({ tagName, properties }) => {
      const { style, bgColor, color, hidden } = properties;
      styled ||= tagName === "style" || (style ?? bgColor ?? color ?? hidden) !== undefined;
      styled ||= String(properties["className"]).includes("alert");
    });
    if (!styled) return;
    const found = new Map<Element, Properties>();
    cascade(tree, (element, cascaded) => found.set(element, propertiesOf(element, cascaded)));
    removeUnseen(tree, found);
    if (isWhiteAlone(found)) found.forEach((properties) => properties.delete("background"));
    let room = mostStyle;
    const write = (parent: Root | Element, inherited: Inherited): void => {
      for (const element of parent.children) {
        if (element.type !== "element") continue;
        const { style, inside } = styleOf(element, found.get(element) ?? new Map(), inherited);
        delete element.properties["style"];
        if (element.tagName === "font") element.tagName = "span";
        const text = [...style].map(([name, value]) => `${name}:${value}`).join(";");
        if (text !== "" && (room -= text.length) > 0) element.properties["style"] = text;
        write(element, inside);
      }
    };
    write(tree, { colours: onThePage, align: undefined, inTable: false });
  };
}

/** What an element has from those around it. */
interface Inherited {
  readonly colours: Surroundings;
  /** How the cells of a table are aligned that do not say it themselves. */
  readonly align: string | undefined;
  /** A table has a box of its own that scrolls; all else must not be wider than the page. */
  readonly inTable: boolean;
}

/** The style of an element, and what those inside it inherit. */
function styleOf(
  element: Element,
  properties: Properties,
  { colours, align, inTable: isInTable }: Inherited,
): { readonly style: ReadonlyMap<string, string>; readonly inside: Inherited } {
  const alignHere = properties.get("text-align");
  const inTable = isInTable || element.tagName === "table";
  if (alignHere === undefined && align !== undefined && isCell(element))
    properties.set("text-align", align);
  if (!inTable) keepWithinThePage(properties);
  const style = new Map<string, string>();
  const inside = fitColours(element, properties, colours, style);
  for (const [name, value] of properties)
    if (name.startsWith("border") && name !== "border-collapse" && name !== "border-radius")
      style.set(name, fitBorder(value, inside));
    else if (!style.has(name) && name !== "background" && name !== "color") style.set(name, value);
  const through = throughParts.has(element.tagName) ? (alignHere ?? align) : undefined;
  return { style, inside: { colours: inside, align: through, inTable } };
}

function keepWithinThePage(properties: Properties): void {
  properties.delete("min-width");
  if (/^(?:nowrap|pre)$/.test(properties.get("white-space") ?? ""))
    properties.delete("white-space");
  for (const side of ["margin-left", "margin-right"])
    if (properties.get(side) !== "auto") properties.delete(side);
  if (properties.has("width")) properties.set("max-width", "100%");
}

function propertiesOf({ properties: attributes }: Element, cascaded: Cascaded): Properties {
  const properties: Properties = new Map();
  const { bgColor, color } = attributes;
  if (typeof bgColor === "string") addDeclaration(properties, "background-color", bgColor);
  if (typeof color === "string") addDeclaration(properties, "color", color);
  for (const [name, value] of cascaded) addDeclaration(properties, name, value);
  // What is only for the ear, or waits for a press: a page has no press for it.
  const position = cascaded.filter(([name]) => name === "position").at(-1)?.[1];
  const clipped = position === "absolute" && cascaded.some(([name]) => name.startsWith("clip"));
  if (clipped || (attributes["hidden"] !== undefined && !properties.has("display")))
    properties.set("display", "none");
  return properties;
}

/** What is not displayed is no part of the output: a text beside a diagram, for those who cannot see the diagram. */
function removeUnseen(parent: Root | Element, found: ReadonlyMap<Element, Properties>): void {
  parent.children = parent.children.filter(
    (child) => child.type !== "element" || found.get(child)?.get("display") !== "none",
  ) as typeof parent.children;
  for (const child of parent.children) if (child.type === "element") removeUnseen(child, found);
}

/** Whether white is the only ground: it is the paper that the tool thought of, and the page has its own. */
function isWhiteAlone(found: ReadonlyMap<Element, Properties>): boolean {
  let any = false;
  for (const [element, properties] of found) {
    const given = properties.get("background");
    if (given === undefined || textContent(element) === "") continue;
    const colour = readColour(given);
    if (colour?.alpha === 0) continue;
    if (colour === undefined || Math.min(colour.red, colour.green, colour.blue) < 250) return false;
    any = true;
  }
  return any;
}
