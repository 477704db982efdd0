import { namedColours } from "./namedColours.js";

/** Red, green and blue from 0 to 255, and how much of it covers what lies behind, from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** A colour for the light page, and one for the dark. */
export type ColourPair = readonly [light: Colour, dark: Colour];

const opaque = (red: number, green: number, blue: number): Colour => ({
  red,
  green,
  blue,
  alpha: 1,
});

/** The page itself, as `styles/base.css` sets it. */
export const paper: ColourPair = [opaque(253, 252, 249), opaque(23, 24, 27)];
export const ink: ColourPair = [opaque(36, 34, 30), opaque(222, 219, 212)];

/** A colour as CSS writes it: by name, `#rgb`, `#rrggbb`, with alpha, `rgb()`, `hsl()`; undefined for all else. */
export function readColour(text: string): Colour | undefined {
  const word = text.trim().toLowerCase();
  if (word === "transparent") return { red: 0, green: 0, blue: 0, alpha: 0 };
  // British and American spelling are one colour.
  const hex = namedColours.get(word.replace("grey", "gray")) ?? /^#([\da-f]+)$/.exec(word)?.[1];
  if (hex !== undefined) return fromHex(hex);
  const [, kind, inside] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(word) ?? [];
  if (inside === undefined) return undefined;
  const parts = inside.split(/[\s,/]+/).filter((part) => part !== "");
  const [first, second, third, last = "1"] = parts;
  if (parts.length < 3 || parts.length > 4) return undefined;
  const alpha = Math.min(1, numberOf(last, 1));
  const [red, green, blue] =
    kind === "rgb"
      ? [first, second, third].map((part) => numberOf(part, 255))
      : fromHsl(Number(first?.replace(/deg$/, "")), numberOf(second, 1), numberOf(third, 1));
  const colour = { red: red ?? NaN, green: green ?? NaN, blue: blue ?? NaN, alpha };
  return Object.values(colour).every((part) => part >= 0 && part <= 255) ? colour : undefined;
}

function fromHex(hex: string): Colour | undefined {
  const full = hex.length <= 4 ? hex.replace(/./g, "$&$&") : hex;
  if (full.length !== 6 && full.length !== 8) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 255] = (full.match(/../g) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  );
  return { red, green, blue, alpha: alpha / 255 };
}

/** A number, or a percentage of `whole`; NaN where it is neither. */
function numberOf(text: string | undefined, whole: number): number {
  if (text === undefined || !/^\d*\.?\d+%?$/.test(text)) return NaN;
  return text.endsWith("%") ? (Number(text.slice(0, -1)) / 100) * whole : Number(text);
}

function fromHsl(hue: number, saturation: number, lightness: number): number[] {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((shift) => {
    const place = (((shift + hue / 30) % 12) + 12) % 12;
    return 255 * (lightness - chroma * Math.max(-1, Math.min(place - 3, 9 - place, 1)));
  });
}

/** The colour that is seen where `front` lies over an opaque `back`. */
export function over(front: Colour, back: Colour): Colour {
  return { ...mix(back, front, front.alpha), alpha: 1 };
}

/** From `one` (part 0) to `other` (part 1). */
export function mix(one: Colour, other: Colour, part: number): Colour {
  const between = (from: number, to: number): number => from + (to - from) * part;
  return {
    red: between(one.red, other.red),
    green: between(one.green, other.green),
    blue: between(one.blue, other.blue),
    alpha: 1,
  };
}

/** The contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance({ red, green, blue }: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const black = opaque(0, 0, 0);
export const white = opaque(255, 255, 255);

/** The colour nearest to `text`, on its way to black or white, whose contrast with `ground` is at least `least`. */
export function readableOn(text: Colour, ground: Colour, least: number): Colour {
  const end = contrast(black, ground) > contrast(white, ground) ? black : white;
  for (let step = 0; step < 10; step++) {
    const colour = mix(text, end, step / 10);
    if (contrast(rounded(colour), ground) >= least) return colour;
  }
  return end;
}

function rounded({ red, green, blue, alpha }: Colour): Colour {
  return { red: Math.round(red), green: Math.round(green), blue: Math.round(blue), alpha };
}

/** The pair as CSS: one colour where both are the same. */
export function cssOf([light, dark]: ColourPair): string {
  const [one, other] = [hexOf(light), hexOf(dark)];
  return one === other ? one : `light-dark(${one},${other})`;
}

const hexOf = ({ red, green, blue }: Colour): string =>
  `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
