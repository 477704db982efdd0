import { readColour, type Colour } from "./colours.js";

/** What a notebook's style may say of an element. Colours are kept apart: they are fitted to the page. */
export type Properties = Map<string, string>;

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const keywords: Readonly<Record<string, ReadonlySet<string>>> = {
  "text-align": words("left right center justify start end"),
  "font-weight": words("normal bold bolder lighter 100 200 300 400 500 600 700 800 900"),
  "font-style": words("normal italic oblique"),
  "font-variant": words("normal small-caps"),
  "font-size": words("xx-small x-small small medium large x-large xx-large smaller larger"),
  "text-decoration": words("none underline line-through overline"),
  "text-transform": words("none uppercase lowercase capitalize"),
  "white-space": words("normal nowrap pre pre-wrap pre-line"),
  "caption-side": words("top bottom"),
  "border-collapse": words("collapse separate"),
  "display": words("block inline inline-block flex inline-flex none"),
  "flex-direction": words("row column"),
  "flex-wrap": words("wrap nowrap"),
  "justify-content": words(
    "normal start end center flex-start flex-end space-between space-around",
  ),
  "align-items": words("normal start end center flex-start flex-end stretch baseline"),
  "margin-left": words("auto"),
  "margin-right": words("auto"),
};

const sides = ["top", "right", "bottom", "left"] as const;

/** The largest length of a property in pixels; an em counts for 16. */
const lengths: Readonly<Record<string, number>> = {
  "width": 2000,
  "min-width": 600,
  "max-width": 4000,
  "height": 1000,
  "min-height": 400,
  "text-indent": 200,
  "gap": 100,
  "border-radius": 100,
  ...Object.fromEntries(
    sides.flatMap((side) => [
      [`padding-${side}`, 100],
      [`margin-${side}`, 100],
    ]),
  ),
};

const pixelsOf: Readonly<Record<string, number>> = {
  px: 1,
  pt: 4 / 3,
  em: 16,
  rem: 16,
  ex: 8,
  ch: 8,
};

/** A length within its bounds, in the words it was written in; undefined for what is none, or too large. */
function length(value: string, most: number): string | undefined {
  const [, number, unit = ""] = /^(\d*\.?\d+)(px|pt|em|rem|ex|ch|%)?$/.exec(value) ?? [];
  if (number === undefined) return undefined;
  if (unit === "%") return Number(number) <= 100 ? value : "100%";
  if (unit === "") return Number(number) === 0 ? "0" : undefined;
  return Number(number) * (pixelsOf[unit] ?? Infinity) <= most ? value : undefined;
}

/** A size of letters that can be read, and does not fill the page. */
function fontSize(value: string): string | undefined {
  const [, number, unit = ""] = /^(\d*\.?\d+)(px|pt|em|rem|%)$/.exec(value) ?? [];
  if (number === undefined) return undefined;
  const share = unit === "%" ? Number(number) / 100 : (Number(number) * (pixelsOf[unit] ?? 1)) / 16;
  // Of the text around it, as the page sets that; below 0.7 nobody can read it.
  return `${+Math.min(Math.max(share, 0.7), 3).toFixed(2)}em`;
}

/**
 * Adds what a declaration says to an element's properties, as far as it is known: words of a list, lengths within
 * bounds, colours, borders, a gradient of colours. No address, no place on the screen, no function of CSS passes.
 */
export function addDeclaration(properties: Properties, name: string, given: string): void {
  const value = given.toLowerCase();
  if (value.length > 1000) return;
  const set = (property: string, one: string | undefined): void => {
    if (one === undefined) return;
    // What is said last stands last: a side after its whole border.
    properties.delete(property);
    properties.set(property, one);
  };
  if (resetValues(name, value)) {
    properties.delete(name === "background-color" ? "background" : name);
    return;
  }
  switch (name) {
    case "color":
      if ((readColour(value)?.alpha ?? 0) > 0) set("color", value);
      return;
    case "background":
    case "background-color":
    case "background-image":
      if (readColour(value) !== undefined || readGradient(value) !== undefined)
        set("background", value);
      else if (value === "none" && name !== "background-image") set("background", "transparent");
      return;
    case "text-decoration-line":
      return addDeclaration(properties, "text-decoration", value);
    case "padding":
    case "margin": {
      const [top, right = top, bottom = top, left = right] = value.split(/\s+/);
      sides.forEach((side, at) =>
        addDeclaration(properties, `${name}-${side}`, [top, right, bottom, left][at] ?? ""),
      );
      return;
    }
    default:
  }
  const border = /^border(?:-(?:top|right|bottom|left))?$/.test(name);
  if (border || /^border(?:-(?:top|right|bottom|left))?-(?:width|style|color)$/.test(name)) {
    const parts = value.match(/[a-z]+\([^()]*\)|[^\s()]+/g) ?? [];
    if (parts.length > 0 && parts.length <= 4 && parts.every(isBorderPart))
      set(name, parts.join(" "));
    return;
  }
  if (keywords[name]?.has(value) === true) set(name, value);
  else if (name === "font-size") set(name, fontSize(value));
  else if (name === "font-family")
    set(name, /mono|courier|consolas/.test(value) ? "var(--mono)" : undefined);
  else if (lengths[name] !== undefined) set(name, length(value, lengths[name]));
}

const resets = words(
  "auto initial unset inherit revert revert-layer fit-content max-content min-content",
);

/** A value that ends what an earlier one asked for, and asks for nothing that a page has to be told. */
const resetValues = (name: string, value: string): boolean =>
  (resets.has(value) && keywords[name]?.has(value) !== true) ||
  (name === "display" && /^[a-z- ]+$/.test(value) && keywords["display"]?.has(value) !== true) ||
  (name === "max-width" && value === "none");

const borderWords = words(
  "none hidden solid dashed dotted double groove ridge inset outset thin medium thick",
);

const isBorderPart = (part: string): boolean =>
  borderWords.has(part) || length(part, 20) !== undefined || readColour(part) !== undefined;

/** A straight gradient: where it goes, and its colours with their places. */
export interface Gradient {
  readonly direction: string;
  readonly stops: readonly { readonly colour: Colour; readonly places: string }[];
}

/** `linear-gradient(90deg, red 40%, transparent 40%)`, of which bars in a table are made. */
export function readGradient(value: string): Gradient | undefined {
  const [, inside] = /^linear-gradient\((.*)\)$/.exec(value.trim()) ?? [];
  if (inside === undefined) return undefined;
  const parts = inside.match(/(?:[^,()]|\([^()]*\))+/g)?.map((part) => part.trim()) ?? [];
  const direction = /^(?:-?\d{1,4}(?:\.\d+)?deg|to (?:left|right|top|bottom))$/.test(parts[0] ?? "")
    ? (parts.shift() ?? "")
    : "180deg";
  const stops = parts.map((part) => {
    const [, colour, places = ""] = /^(.*?)((?:\s+-?\d{1,4}(?:\.\d+)?(?:%|px))*)$/.exec(part) ?? [];
    return { colour: readColour(colour ?? ""), places };
  });
  const read = stops.flatMap(({ colour, places }) =>
    colour === undefined ? [] : [{ colour, places }],
  );
  return read.length === stops.length && read.length >= 2 && read.length <= 20
    ? { direction, stops: read }
    : undefined;
}
