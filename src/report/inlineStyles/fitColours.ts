import type { Element } from "hast";
import {
  contrast,
  cssOf,
  ink,
  mix,
  over,
  paper,
  readableOn,
  readColour,
  white,
  type Colour,
  type ColourPair,
} from "./colours.js";
import { readGradient, type Gradient, type Properties } from "./properties.js";

/** What lies behind an element and how its text is coloured, by what stands around it. */
export interface Surroundings {
  /** Undefined: the page. */
  readonly ground: ColourPair | undefined;
  readonly text: ColourPair;
}

export const onThePage: Surroundings = { ground: undefined, text: ink };

/** WCAG 2.2 AA, and for lines only that they are seen. */
const leastOfText = 4.5;
const leastOfLines = 1.3;

/** A text that the tool made stronger on its white paper than it must be is that on ours too; black is as good as ink. */
function leastOf(text: Colour): number {
  const { red, green, blue } = text;
  const most = Math.max(red, green, blue) - Math.min(red, green, blue) < 30 ? 12 : 6;
  return Math.min(Math.max(contrast(text, white), leastOfText), most);
}

/** The stronger of the page's two inks. */
function inkOn(back: Colour): Colour {
  const [dark, light] = ink;
  return readableOn(contrast(dark, back) > contrast(light, back) ? dark : light, back, leastOfText);
}

const inBothThemes = (make: (mode: 0 | 1) => Colour): ColourPair => [make(0), make(1)];

/**
 * Writes the colours of an element into `style`, fitted so that its text can be read on what lies behind it, on the
 * light page and on the dark; a ground keeps its colour, text goes towards black or white as far as it must.
 * Returns the surroundings of its children.
 */
export function fitColours(
  element: Element,
  properties: Properties,
  around: Surroundings,
  style: Map<string, string>,
): Surroundings {
  const given = properties.get("background");
  const colour = given === undefined ? undefined : readColour(given);
  const gradient = given === undefined ? undefined : readGradient(given);
  const behind = around.ground ?? paper;
  const ground =
    colour !== undefined && colour.alpha > 0
      ? inBothThemes((mode) => over(colour, behind[mode]))
      : around.ground;
  const textColour = readColour(properties.get("color") ?? "");
  const text = inBothThemes((mode) => {
    const back = (ground ?? paper)[mode];
    if (textColour !== undefined)
      return readableOn(over(textColour, back), back, leastOf(textColour));
    return contrast(around.text[mode], back) >= leastOfText ? around.text[mode] : inkOn(back);
  });
  if (ground !== undefined && ground !== around.ground)
    style.set("background-color", cssOf(ground));
  if (gradient !== undefined) style.set("background", gradientCss(gradient, ground ?? paper, text));
  // A link has a colour of its own, made for the page.
  const isLink = element.tagName === "a" && ground !== undefined;
  if (textColour !== undefined || isLink || cssOf(text) !== cssOf(around.text))
    style.set("color", cssOf(text));
  return { ground, text };
}

/** A gradient behind text: its colours move towards the ground until the text can be read on them. */
function gradientCss({ direction, stops }: Gradient, ground: ColourPair, text: ColourPair): string {
  const fitted = stops.map(({ colour, places }) => {
    if (colour.alpha === 0) return `transparent${places}`;
    const pair = inBothThemes((mode) => {
      const opaque = over(colour, ground[mode]);
      for (let part = 0; part < 0.9; part += 0.05) {
        const mixed = mix(opaque, ground[mode], part);
        if (contrast(mixed, text[mode]) >= leastOfText) return mixed;
      }
      return mix(opaque, ground[mode], 0.9);
    });
    return cssOf(pair) + places;
  });
  return `linear-gradient(${direction},${fitted.join(",")})`;
}

/** A border with its colours fitted to what lies behind it, so that a black line is seen on the dark page too. */
export function fitBorder(value: string, { ground = paper }: Surroundings): string {
  return (value.match(/[a-z]+\([^()]*\)|[^\s()]+/g) ?? [])
    .map((part) => {
      const colour = readColour(part);
      if (colour === undefined || colour.alpha === 0) return part;
      return cssOf(
        inBothThemes((mode) => readableOn(over(colour, ground[mode]), ground[mode], leastOfLines)),
      );
    })
    .join(" ");
}
